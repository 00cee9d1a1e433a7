import type { Review } from '../../../shared/contract/reviews.ts'
import { requestStates } from '../../../shared/review-machine.ts'

/** `me` cuts across the others: every request stands in exactly one of them. */
export const queueNames = ['me', 'drafts', 'validation', 'review', 'decision', 'returned', 'live', 'ended'] as const
export type QueueName = (typeof queueNames)[number]

export const queueTitles: Record<QueueName, string> = {
  me: 'Waiting for me',
  drafts: 'Drafts',
  validation: 'In validation',
  review: 'In review',
  decision: 'Decision due',
  returned: 'Returned',
  live: 'Live',
  ended: 'Ended',
}

/** Newest first. What is suspended was approved and may be again: it stands with what is live, and says so. */
export function sortIntoQueues(all: readonly Review[], mine: readonly Review[]): Record<QueueName, Review[]> {
  const waitsForMe = new Set(mine.map((review) => review.id))
  const newestFirst = all.toSorted((a, b) => b.seq - a.seq)
  const of = (name: QueueName) => newestFirst.filter((review) => (name === 'me' ? waitsForMe.has(review.id) : queueOf(review) === name))
  return Object.fromEntries(queueNames.map((name) => [name, of(name)])) as Record<QueueName, Review[]>
}

function queueOf({ state }: Review): Exclude<QueueName, 'me'> {
  if (requestStates[state].terminal) return 'ended'
  switch (state) {
    case 'draft':
      return 'drafts'
    case 'in_validation':
      return 'validation'
    case 'pending_decision':
      return 'decision'
    case 'changes_requested':
    case 'incomplete':
      return 'returned'
    case 'approved':
    case 'approved_with_conditions':
    case 'suspended':
      return 'live'
    default:
      return 'review'
  }
}
