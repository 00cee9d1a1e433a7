import { plural } from '../../../shared/counts.ts'
import { requestStates, type RequestState } from '../../../shared/review-machine.ts'
import { toWords } from '../../../shared/id-words.ts'
import type { ReviewFacts } from './facts.ts'
import { isFilled, slotsOf } from './facts.ts'

/** One sentence on why a request stands where it stands: who is missing, what ended it, until when it holds. */
export function toStateReason(facts: ReviewFacts, state: RequestState): string {
  const { review, gaps } = facts
  const until = review.expiresAt?.slice(0, 10) ?? null
  const because = review.reason === '' ? '' : `: ${review.reason}`
  const missing = toMissing(facts)
  const sentences: Partial<Record<RequestState, string>> = {
    draft: gaps.length > 0 ? `Not submitted; ${plural(gaps.length, 'demand')} of the policy not met yet.` : `Not submitted.${missing}`,
    submitted: 'Submitted; the program looks at the evidence.',
    incomplete: `Evidence is missing: ${review.gaps.map(({ kind }) => toWords(kind)).join(', ')}.`,
    in_validation: `An independent validator works on it.${missing}`,
    in_review: `In review.${missing}`,
    pending_decision: `All reviews are in.${missing}`,
    changes_requested: `Returned${because}`,
    approved: until === null ? 'Approved.' : `Approved until ${until}.`,
    approved_with_conditions: `Approved with conditions${until === null ? '' : ` until ${until}`}.`,
    rejected: `Rejected${because}`,
    withdrawn: `Withdrawn${because}`,
    suspended: `Suspended${because}`,
    expired: until === null ? 'The approval ended. Request a new review.' : `The approval ended on ${until}. Request a new review.`,
    revoked: `Revoked${because}`,
    superseded: `Superseded${because}`,
    retired: `Retired${because}`,
  }
  return sentences[state] ?? requestStates[state].meaning
}

const stages = { draft: ['responsibility'], in_validation: ['validation'], in_review: ['review', 'verification', 'approval'], pending_decision: ['approval'] } as const

function toMissing(facts: ReviewFacts): string {
  const meanings = Object.hasOwn(stages, facts.review.state) ? stages[facts.review.state as keyof typeof stages] : []
  const open = slotsOf(facts, ...meanings).filter(({ slot }) => !isFilled(facts, slot))
  const names = [...new Set(open.map(({ asked }) => `${asked.meaning} signature`))]
  return names.length === 0 ? '' : ` Missing: ${names.join(' and ')}.`
}
