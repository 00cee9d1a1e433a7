import { expect, test } from 'vitest'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { sortIntoQueues } from '../../../../renderer/features/reviews/queues.ts'

const review = (seq: number, state: Review['state']) => ({ id: `R-${seq}`, seq, state }) as Review

test('every request stands in exactly one queue, newest first', () => {
  const all = [review(1, 'open'), review(2, 'open'), review(3, 'approved'), review(4, 'void'), review(5, 'expired'), review(6, 'withdrawn'), review(7, 'declined')]
  const queues = sortIntoQueues(all, [review(2, 'open')])
  const names = Object.fromEntries(Object.entries(queues).map(([name, rows]) => [name, rows.map((row) => row.seq)]))
  expect(names).toEqual({ me: [2], others: [1], decided: [7, 5, 3], void: [6, 4] })
})
