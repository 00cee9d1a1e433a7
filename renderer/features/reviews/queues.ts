import type { Review } from '../../../shared/contract/reviews.ts'

export const queueNames = ['me', 'others', 'decided', 'void'] as const
export type QueueName = (typeof queueNames)[number]

export const queueTitles: Record<QueueName, string> = { me: 'Waiting for me', others: 'Waiting for others', decided: 'Decided', void: 'Void' }

/** Every request stands in exactly one queue; newest first. What has expired was decided once, and is shown with its reason. */
export function sortIntoQueues(all: readonly Review[], mine: readonly Review[]): Record<QueueName, Review[]> {
  const waitsForMe = new Set(mine.map((review) => review.id))
  const queues: Record<QueueName, Review[]> = { me: [], others: [], decided: [], void: [] }
  for (const review of [...all].sort((a, b) => b.seq - a.seq)) queues[queueOf(review, waitsForMe)].push(review)
  return queues
}

function queueOf(review: Review, waitsForMe: ReadonlySet<string>): QueueName {
  if (review.state === 'open') return waitsForMe.has(review.id) ? 'me' : 'others'
  return review.state === 'void' || review.state === 'withdrawn' ? 'void' : 'decided'
}
