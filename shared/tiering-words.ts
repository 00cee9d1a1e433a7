import type { Assessed, AssessedBrief, EuClass, EuClassName, EuRole, TierOutcome } from './contract/assessment.ts'
import { type Tier, tierTitles } from './contract/tier.ts'
import type { TieringDimension } from './contract/tiering.ts'
import type { StateWords } from './states.ts'

export const dimensionTitles: Record<TieringDimension, string> = {
  exposure: 'exposure',
  purpose: 'purpose',
  harm_to_people: 'harm to people',
  autonomy: 'autonomy',
  reversibility: 'reversibility',
  opacity: 'opacity',
  change_rate: 'rate of change',
}

export const euClassTitles: Record<EuClassName, string> = {
  prohibited: 'prohibited practice (Art. 5)',
  high_risk: 'high-risk',
  exempt: 'listed, held not to be high-risk (Art. 6(3))',
  transparency: 'transparency duties (Art. 50)',
  minimal: 'minimal',
  outside: 'outside the Act',
}

export const euRoleTitles: Record<EuRole, string> = { provider: 'provider', deployer: 'deployer' }

/** `a, b and c`. */
export function joined(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const titles = (dimensions: readonly TieringDimension[]) => joined(dimensions.map((dimension) => dimensionTitles[dimension]))
const verb = (subjects: readonly unknown[]) => (subjects.length === 1 ? 'scores' : 'score')
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** `2 elevated`. */
export const tierWords = (tier: Tier): string => `${tier} ${tierTitles[tier]}`

/** What stands beside a tier wherever it is shown; null where it is computed and asks for no less than before. */
export function toTierMark(assessed: Pick<AssessedBrief, 'computed' | 'overridden' | 'loweredFrom'> | null): StateWords | null {
  if (assessed === null) return { tone: 'plain', word: 'not assessed yet' }
  if (assessed.computed === null) return { tone: 'bad', word: 'not allowed' }
  if (assessed.overridden) return { tone: 'caution', word: 'set by hand' }
  return assessed.loweredFrom === null ? null : { tone: 'caution', word: `lowered from ${assessed.loweredFrom}` }
}

/** `Tier 1 because …`: the one thing that decided. */
export function toHeadline(outcome: TierOutcome): string {
  const { tier, scored, forced, notAllowed, base, raised } = outcome
  if (tier === null) return `No tier because this is not allowed: ${joined(notAllowed.map(({ text }) => text))}.`
  if (tier < scored) {
    const deciding = forced.filter((fact) => fact.tier === tier)
    return `Tier ${tier} because a fact forces it: ${joined(deciding.map(({ text }) => text))}.`
  }
  const among = base.by.length === base.of.length ? '' : `, the highest of ${titles(base.of)}`
  const added = raised.adds ? `, and ${titles(raised.by)} ${verb(raised.by)} 3, which adds one` : ''
  return `Tier ${tier} because ${titles(base.by)} ${verb(base.by)} ${base.score}${among}${added}.`
}

/** How the tier came about, step by step. */
export function toSentences({ tier, base, raised, scored, forced, notAllowed }: TierOutcome): string[] {
  const sum = base.score + (raised.adds ? 1 : 0)
  const highest = raised.by.length === 0 ? `none of ${titles(raised.of)} scores 3` : `of ${titles(raised.of)} only ${titles(raised.by)} ${verb(raised.by)} 3, and ${raised.atLeast} would be needed`
  return [
    `The highest score among ${titles(base.of)} is ${base.score} (${titles(base.by)}).`,
    raised.adds ? `${capital(titles(raised.by))} ${verb(raised.by)} 3, which adds one.` : `Nothing is added: ${highest}.`,
    `The scores come to ${sum}, which is tier ${scored}.`,
    ...forced.map((fact) => (fact.tier < scored ? `Forced to at least tier ${fact.tier}: ${fact.text}.` : `At least tier ${fact.tier} in any case: ${fact.text}.`)),
    ...notAllowed.map(({ text }) => `Not allowed: ${text}. Nothing can be approved for this use case.`),
    ...(tier !== null && tier < scored ? [`So the tier is ${tier}.`] : []),
  ]
}

/** `high-risk: III.5(b), 50(1) beside it, as deployer`. */
export function toEuLine({ name, points, transparency, roles, exemption }: EuClass): string {
  const refs = points.length === 0 ? '' : `: ${points.map(({ ref }) => (ref.startsWith('I') ? `Annex ${ref}` : `Art. ${ref}`)).join(', ')}`
  const by = exemption ? `, by Art. ${exemption.ref}` : ''
  const beside = transparency.length === 0 ? '' : `, beside it Art. ${transparency.map(({ ref }) => ref).join(', ')}`
  return `${euClassTitles[name]}${refs}${by}${beside}${roles.length === 0 ? '' : `, as ${joined(roles.map((role) => euRoleTitles[role]))}`}`
}

interface Compared extends Pick<Assessed, 'answers' | 'facts' | 'outcome' | 'euClass' | 'policy'> {
  override?: { tier: Tier } | null | undefined
}

const tierText = (tier: Tier | null) => (tier === null ? 'not allowed' : `tier ${tier}`)
const factText = ({ forced, notAllowed }: TierOutcome, id: string) => [...forced, ...notAllowed].find((fact) => fact.id === id)?.text ?? id
const overrideText = (override: Compared['override']) => (override ? `tier ${override.tier}` : 'none')

/** What is said otherwise than before, one change a line. */
export function changesBetween(before: Compared, after: Compared): string[] {
  const levels = after.answers.flatMap(({ dimension, level, reason }) => {
    const old = before.answers.find((one) => one.dimension === dimension)
    if (old && old.level !== level) return [`${capital(dimensionTitles[dimension])} ${old.level} → ${level}`]
    return old && old.reason !== reason ? [`${capital(dimensionTitles[dimension])}: another reason`] : []
  })
  const line = (what: string, from: string, to: string) => (from === to ? [] : [`${what} ${from} → ${to}`])
  return [
    ...levels,
    ...after.facts.filter((fact) => !before.facts.includes(fact)).map((fact) => `Holds now: ${factText(after.outcome, fact)}`),
    ...before.facts.filter((fact) => !after.facts.includes(fact)).map((fact) => `Holds no more: ${factText(before.outcome, fact)}`),
    ...line('EU AI Act:', toEuLine(before.euClass), toEuLine(after.euClass)),
    ...line('Computed', tierText(before.outcome.tier), tierText(after.outcome.tier)),
    ...line('Set by hand:', overrideText(before.override), overrideText(after.override)),
    ...line('Policy', `${before.policy.id} ${before.policy.version}`, `${after.policy.id} ${after.policy.version}`),
  ]
}
