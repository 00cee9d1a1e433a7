import { expect, test } from 'vitest'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { type RequestState, requestStates } from '../../../../shared/review-machine.ts'
import { queueNames, sortIntoQueues } from '../../../../renderer/features/reviews/queues.ts'

const review = (seq: number, state: RequestState) => ({ id: `R-${seq}`, seq, state }) as Review

test('every state stands in exactly one queue beside the acting person’s own, newest first', () => {
  const states = Object.keys(requestStates) as RequestState[]
  const all = states.map((state, at) => review(at + 1, state))
  const queues = sortIntoQueues(all, [])
  const placed = queueNames.flatMap((name) => queues[name].map(({ state }) => state))
  expect(placed.toSorted()).toEqual(states.toSorted())
  const names = Object.fromEntries(queueNames.map((name) => [name, queues[name].map(({ state }) => state)]))
  expect(names).toEqual({
    me: [],
    drafts: ['draft'],
    validation: ['in_validation'],
    review: ['in_review', 'submitted'],
    decision: ['pending_decision'],
    returned: ['changes_requested', 'incomplete'],
    live: ['suspended', 'approved_with_conditions', 'approved'],
    ended: ['retired', 'superseded', 'revoked', 'expired', 'withdrawn', 'rejected'],
  })
})

test('what waits for the acting person stands in their queue too', () => {
  const queues = sortIntoQueues([review(1, 'in_review'), review(2, 'pending_decision')], [review(2, 'pending_decision')])
  expect(queues.me.map(({ seq }) => seq)).toEqual([2])
  expect(queues.decision.map(({ seq }) => seq)).toEqual([2])
})
