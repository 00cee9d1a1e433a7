import type { Assessment, AssessmentPreview } from '../../shared/contract/assessment.ts'
import type { UseCase } from '../../shared/contract/catalog.ts'
import { dimensionTitles, tierWords, toEuLine, toHeadline, toSentences } from '../../shared/tiering-words.ts'
import { toFields, toTable } from './output.ts'

/** The tier as every command prints it: that it is only stated, set by hand or lowered is part of it. */
export function toTierLine({ tier, assessed }: Pick<UseCase, 'tier' | 'assessed'>): string {
  if (assessed === null) return `${tierWords(tier)}, as stated: not assessed yet`
  if (assessed.computed === null) return `none: not allowed (${assessed.notAllowed.join('; ')})`
  const byHand = assessed.overridden ? `, set by hand in place of the computed ${assessed.computed}` : ''
  return `${tierWords(tier)}${byHand}${assessed.loweredFrom === null ? '' : `, lowered from ${assessed.loweredFrom}`}`
}

export function toPreviewText({ outcome, euClass, problems, changes }: AssessmentPreview): string {
  return [
    outcome ? toHeadline(outcome) : 'The tier can not be computed yet.',
    ...(outcome ? toSentences(outcome).map((line) => `  ${line}`) : []),
    ...(euClass ? [`EU AI Act: ${toEuLine(euClass)}${euClass.appliesFrom ? `, applies from ${euClass.appliesFrom}` : ''}`] : []),
    ...changes.map((line) => `Changed: ${line}`),
    ...problems.map(({ sentence }) => `Missing: ${sentence}`),
  ].join('\n')
}

export function toAssessmentText(assessment: Assessment): string {
  const { seq, at, by, policy, answers, override, outcome, euClass, changes } = assessment
  const head = toFields([
    ['Assessment', `entry ${seq}, ${at}, by ${by}`],
    ['Policy', `${policy.id} ${policy.version}`],
    ['Computed', toHeadline(outcome)],
    ...(override ? [['Set by hand', `tier ${override.tier}: ${override.reason}`] as const] : []),
    ['EU AI Act', `${toEuLine(euClass)}${euClass.appliesFrom ? `, applies from ${euClass.appliesFrom}` : ''}`],
    ...changes.map((line, index) => [index === 0 ? 'Changed' : '', line] as const),
  ])
  const steps = toSentences(outcome).map((line) => `  ${line}`)
  const table = toTable(['dimension', 'level', 'answer', 'reason'], answers.map((one) => [dimensionTitles[one.dimension], String(one.level), one.text, one.reason.replaceAll('\n', ' ')]))
  return [head, steps.join('\n'), table].join('\n\n')
}
