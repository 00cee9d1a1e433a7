import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { Review, Signature } from '../../../shared/contract/reviews.ts'
import { verdictsByConcern } from '../../../shared/states.ts'

export const decisionWords: Record<Signature['decision'], string> = { APPROVE: 'approved', ENDORSE: 'reviewed', DECLINE: 'declined' }

/** How many items of evidence have each verdict, the most worrying first. */
export function countVerdicts(evidence: Review['evidence']): { verdict: Verdict; count: number }[] {
  return verdictsByConcern
    .map((verdict) => ({ verdict, count: evidence.filter((item) => item.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
}

/** What the policy demands, and what counting signatures have met of it. */
export function countSignatures(review: Review): { done: number; asked: number } {
  return { done: review.requirements.filter((one) => one.signedBy !== null).length, asked: review.requirements.length }
}
