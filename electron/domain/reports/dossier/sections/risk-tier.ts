import { tierTitles, type Tier } from '../../../../../shared/contract/tier.ts'
import { dimensionTitles, toEuLine, toHeadline, toSentences } from '../../../../../shared/tiering-words.ts'
import { callout } from '../../layout/callout.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'
import { count, dateOf, personName, timeOf } from '../words.ts'

const words = (tier: Tier) => `${tier}, ${tierTitles[tier]}`

/** The tier for the cover, and what it rests on. */
export function tierFact({ useCase, assessment }: DossierInput): { value: string; note: string } {
  if (!assessment) return { value: words(useCase.tier), note: 'As stated at registration: not assessed yet' }
  if (assessment.outcome.tier === null) return { value: 'not allowed', note: `Assessed in entry ${count(assessment.seq)}` }
  const eu = `EU AI Act: ${toEuLine(assessment.euClass)}`
  if (assessment.override) return { value: words(assessment.tier), note: `Set by hand in place of the computed ${assessment.outcome.tier}. ${eu}` }
  return { value: words(assessment.tier), note: `Computed, entry ${count(assessment.seq)}. ${eu}` }
}

/** What nobody who reads only the first page may miss. */
export function tierWarning(paper: Paper, input: DossierInput): void {
  const { assessment } = input
  if (assessment?.outcome.tier === null) {
    callout(paper, [toHeadline(assessment.outcome), 'Nothing can be approved for this use case.'], { title: 'Not allowed', tone: 'bad' })
  } else if (assessment?.override) {
    callout(paper, [`Computed: tier ${assessment.outcome.tier}. ${personName(input, assessment.by)} signed tier ${assessment.override.tier} in its place: ${assessment.override.reason}`], { title: 'The tier was set by hand', tone: 'caution' })
  }
}

/** Which tier, why, by whose answers, and the class under the EU AI Act with its dates. */
export function riskTier(paper: Paper, input: DossierInput): void {
  const { useCase, assessment } = input
  if (!assessment) {
    facts(paper, [
      { label: 'Tier', value: words(useCase.tier), style: 'strong', note: 'As stated when the use case was registered. It was not assessed by the questions of the policy.' },
      { label: 'Reasons', value: useCase.tierReasons || 'not said' },
    ])
    return
  }
  const { outcome, override, policy } = assessment
  facts(paper, [
    { label: 'Tier', value: tierFact(input).value, style: 'strong', note: toHeadline(outcome) },
    ...(override ? [{ label: 'Set by hand', value: `tier ${override.tier} in place of ${outcome.tier}: ${override.reason}`, note: `Signed by ${personName(input, assessment.by)}` }] : []),
    { label: 'Assessed', value: `entry ${count(assessment.seq)}, ${timeOf(assessment.at)}`, note: `By ${personName(input, assessment.by)}, with the questions of ${policy.id} ${policy.version}` },
    { label: 'Before', value: `tier ${assessment.before.tier}, ${assessment.before.assessed ? 'assessed' : 'as stated at registration'}` },
  ])
  for (const sentence of toSentences(outcome)) paragraph(paper, sentence)
  table(paper, {
    summary: 'Answers to the questions of the policy with their reasons',
    columns: [{ title: 'Dimension', share: 18 }, { title: 'Level', share: 8, align: 'right' }, { title: 'Answer and reason', share: 74 }],
    rows: assessment.answers.map(({ dimension, level, text, reason }) => [{ text: dimensionTitles[dimension], style: 'strong' }, String(level), { text, note: reason }]),
  })
  euClass(paper, assessment)
}

function euClass(paper: Paper, { euClass: found, eu }: NonNullable<DossierInput['assessment']>): void {
  const { points, transparency, exemption, lookups, appliesFrom } = found
  heading(paper, 'Class under the EU AI Act', { keep: 60 })
  facts(paper, [
    { label: 'Class', value: toEuLine(found), style: 'strong', note: appliesFrom ? `Applies from ${dateOf(appliesFrom)}` : 'No duty of this class has a date' },
    ...[...points, ...transparency].map((point) => ({ label: point.ref, value: point.text, note: `Applies from ${dateOf(point.appliesFrom)}` })),
    ...(exemption ? [{ label: exemption.ref, value: exemption.text, note: exemption.reason }] : []),
    { label: 'Reason', value: eu.reason },
    { label: 'Lookups', value: `edition ${lookups.version}, as of ${dateOf(lookups.asOf)}`, note: 'Points and dates as the program had them; the Official Journal decides' },
  ])
}
