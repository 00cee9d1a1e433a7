import { taskTitles } from '../../../../shared/contract/catalog.ts'
import { tierTitles } from '../../../../shared/contract/tier.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { isLive, isOpen } from '../../../../shared/review-machine.ts'
import { reviewStates } from '../../../../shared/states.ts'
import { decidingReview } from '../rules.ts'
import type { DossierInput } from './input.ts'
import { dateOf, plural, verdictBadge } from './words.ts'

/** Three sentences for somebody who reads no further: what it is, what was found, who stands for it. */
export function summaryLines(input: DossierInput): [string, string, string] {
  return [whatItIs(input), whatWasFound(input), whoStandsForIt(decidingReview(input.reviews), input)]
}

function whatItIs({ version, model, useCase }: DossierInput): string {
  return `${version.ref} is version ${version.number} of ${model.name} (${taskTitles[model.task].toLowerCase()}) for ${useCase.name}, ${tierOf(useCase)}.`
}

function tierOf({ tier, assessed }: DossierInput['useCase']): string {
  if (assessed === null) return `a use case of tier ${tier} (${tierTitles[tier]} risk) as stated, not assessed`
  return assessed.computed === null ? 'a use case that is not allowed' : `a use case of tier ${tier} (${tierTitles[tier]} risk)${assessed.overridden ? `, set by hand in place of the computed ${assessed.computed}` : ''}`
}

function whatWasFound({ checks }: DossierInput): string {
  const newest = checks.at(-1)
  if (!newest) return 'No check was run on this version: nothing here says how it treats groups of people.'
  const runs = checks.length > 1 ? `The newest of ${plural(checks.length, 'check')}` : `The ${newest.kind} check`
  if (newest.result === null) return `${runs} (${newest.id}, ${plural(newest.rowsUsed, 'row')}) ended with the verdict “${verdictBadge(newest.verdict).word}”; its result was erased since.${othersThatFailed(checks)}`
  const judged = newest.result.metrics.filter((metric) => metric.threshold !== null)
  const missed = judged.filter((metric) => metric.verdict === 'fail')
  const open = judged.filter((metric) => metric.verdict === 'insufficient_data' || metric.verdict === 'error')
  const outcome =
    judged.length === 0
      ? 'held against no threshold'
      : missed.length > 0
        ? `${missed.length} of ${plural(judged.length, 'judged metric')} outside the thresholds that were declared before the run`
        : `${judged.length - open.length} of ${plural(judged.length, 'judged metric')} within the thresholds that were declared before the run`
  const rest = open.length > 0 ? `, ${open.length} could not be judged` : ''
  return `${runs} (${newest.id}, ${plural(newest.rowsUsed, 'row')}) has ${outcome}${rest}.${othersThatFailed(checks)}`
}

/** A newest check that passed must not hide older ones that did not. */
function othersThatFailed(checks: DossierInput['checks']): string {
  const failed = checks.slice(0, -1).filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
  return failed.length === 0 ? '' : ` Of the others, ${failed.length} failed: ${failed.map(({ id, kind }) => `${id} (${kind})`).join(', ')}.`
}

function whoStandsForIt(review: Review | undefined, input: DossierInput): string {
  if (!review) return 'Nobody was asked to review it, and nobody has signed it.'
  const sentence = review.stateReason.replace(/\.$/, '')
  if (!isLive(review.state)) return `${review.id} is ${reviewStates[review.state].word}. ${sentence}.`
  const names = review.signatures.filter(({ counts }) => counts).map(({ name, meaning }) => `${name} (${meaning})`)
  const newer = input.reviews.find((other) => other.seq > review.seq && isOpen(other.state))
  const until = review.expiresAt ? ` It holds until ${dateOf(review.expiresAt)}` : ''
  const conditions = review.state === 'approved_with_conditions' ? `${until === '' ? ' It holds' : ','} as long as its conditions are kept` : ''
  return `Signed by ${names.join(' and ')} in ${review.id}.${until}${conditions}${until + conditions === '' ? '' : '.'}${newer ? ` A further request, ${newer.id}, is open.` : ''}`
}
