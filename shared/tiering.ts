import type { Assessed, Level, TierOutcome } from './contract/assessment.ts'
import type { Tier } from './contract/tier.ts'
import type { Tiering, TieringDimension } from './contract/tiering.ts'

export type Levels = Readonly<Record<TieringDimension, Level>>

const strictest = (tiers: readonly Tier[]): Tier => Math.min(...tiers) as Tier

/** A score of 3 and more is tier 1, 2 is tier 2, 1 is tier 3, 0 is tier 4. */
export const tierOfScore = (score: number): Tier => Math.max(1, 4 - score) as Tier

/**
 * The tier of a use case. Facts that force a tier only ever raise it; what is not allowed leaves none. `banned` are prohibited
 * practices that the policy need not name itself. Facts that the policy does not know are left aside.
 */
export function computeTier(tiering: Pick<Tiering, 'base' | 'raisedBy' | 'forced' | 'notAllowed'>, levels: Levels, facts: readonly string[], banned: readonly { id: string; text: string }[] = []): TierOutcome {
  const score = Math.max(...tiering.base.map((dimension) => levels[dimension])) as Level
  const highest = tiering.raisedBy.dimensions.filter((dimension) => levels[dimension] === 3)
  const adds = highest.length >= tiering.raisedBy.atLeast
  const scored = tierOfScore(score + (adds ? 1 : 0))
  const forced = tiering.forced.filter(({ id }) => facts.includes(id))
  const named = tiering.notAllowed.filter(({ id }) => facts.includes(id))
  const notAllowed = [...named, ...banned.filter(({ id }) => named.every((one) => one.id !== id))]
  return {
    tier: notAllowed.length > 0 ? null : strictest([scored, ...forced.map(({ tier }) => tier)]),
    base: { score, of: tiering.base, by: tiering.base.filter((dimension) => levels[dimension] === score) },
    raised: { of: tiering.raisedBy.dimensions, atLeast: tiering.raisedBy.atLeast, by: highest, adds },
    scored,
    forced,
    notAllowed,
  }
}

/** Why another tier may not be set in place of the computed one; null where it may. Who may is for the caller to check. */
export function whyNotOverride({ tier, forced, notAllowed }: Pick<TierOutcome, 'tier' | 'forced' | 'notAllowed'>, wanted: Tier): string | null {
  if (tier === null) return `Nothing can be set in place of “not allowed”: ${notAllowed.map(({ text }) => text).join('; ')}.`
  if (wanted === tier) return `The computed tier is ${tier} already; there is nothing to set in its place.`
  const floor = forced.find((fact) => fact.tier < wanted)
  return floor ? `Tier ${wanted} can not be set: a fact forces at least tier ${floor.tier} (${floor.text}). If the fact is not true, change the answer.` : null
}

/** True where the new tier asks for less than the old one. */
export const isLower = (next: Tier, before: Tier): boolean => next > before

/** Whether the outcome of an assessment is the one that its own answers and facts give, by the rules that it states. */
export function followsFromAnswers({ answers, facts, eu, outcome }: Pick<Assessed, 'answers' | 'facts' | 'eu' | 'outcome'>): boolean {
  const { base, raised, forced, notAllowed } = outcome
  const levels = Object.fromEntries(answers.map(({ dimension, level }) => [dimension, level])) as Levels
  if (new Set(answers.map(({ dimension }) => dimension)).size !== answers.length || base.of.length === 0) return false
  const stated = { base: base.of, raisedBy: { dimensions: raised.of, atLeast: raised.atLeast }, forced, notAllowed }
  const held = [...forced, ...notAllowed].map(({ id }) => id)
  const banned = eu.scope === 'inside' && eu.prohibited.length > 0
  if (facts.some((fact) => !held.includes(fact)) || (banned && notAllowed.length === 0)) return false
  return JSON.stringify(inOrder(computeTier(stated, levels, held))) === JSON.stringify(inOrder(outcome))
}

/** Members in one order, whatever order a stored form has. */
const inOrder = ({ tier, base, raised, scored }: TierOutcome) => [tier, base.score, base.by, raised.by, raised.adds, scored]
