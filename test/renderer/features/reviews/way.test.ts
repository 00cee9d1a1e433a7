import { expect, test } from 'vitest'
import type { Move, Slot } from '../../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../../shared/review-machine.ts'
import { toReason } from '../../../../renderer/features/reviews/wording.ts'
import { toWay } from '../../../../renderer/features/reviews/way.ts'

const day = (number: number) => `2026-01-0${number}T09:00:00.000Z`
const move = (from: RequestState, to: RequestState, at: string) => ({ from, to, at }) as Move
const slots = (...meanings: Slot['meaning'][]) => meanings.map((meaning) => ({ meaning }) as Slot)
const told = (way: ReturnType<typeof toWay>) => way.map(({ state, standing }) => `${state} ${standing}`)

test('an open request shows what is behind it, where it stands, and what is to come', () => {
  const moves = [move('draft', 'submitted', day(1)), move('submitted', 'in_review', day(1))]
  const way = toWay({ state: 'in_review', requestedAt: day(1), moves, slots: slots('review', 'approval') })
  expect(told(way)).toEqual(['draft done', 'in_review now', 'pending_decision to come', 'approved to come'])
})

test('validation is on the way where the tier asks for it', () => {
  expect(told(toWay({ state: 'draft', requestedAt: day(1), moves: [], slots: slots('validation', 'review') }))).toEqual(['draft now', 'in_validation to come', 'in_review to come', 'pending_decision to come', 'approved to come'])
})

test('a new revision begins its way anew, and what was returned leads back to a draft', () => {
  const first = [move('draft', 'submitted', day(1)), move('submitted', 'in_review', day(1)), move('in_review', 'changes_requested', day(2))]
  const returned = toWay({ state: 'changes_requested', requestedAt: day(1), moves: first, slots: slots('review') })
  expect(told(returned)).toEqual(['draft done', 'in_review done', 'changes_requested now', 'draft to come', 'in_review to come', 'pending_decision to come', 'approved to come'])
  const again = toWay({ state: 'in_review', requestedAt: day(1), moves: [...first, move('changes_requested', 'draft', day(3)), move('draft', 'submitted', day(3)), move('submitted', 'in_review', day(3))], slots: slots('review') })
  expect(again.slice(0, 2)).toEqual([{ state: 'draft', at: day(3), standing: 'done' }, { state: 'in_review', at: day(3), standing: 'now' }])
})

test('what ended has nothing to come, also where only the clock ended it', () => {
  const moves = [move('draft', 'submitted', day(1)), move('pending_decision', 'approved', day(2))]
  expect(told(toWay({ state: 'expired', requestedAt: day(1), moves, slots: [] }))).toEqual(['draft done', 'approved done', 'expired now'])
})

test('an end is told as the day that screens say, and words of people stay as they are', () => {
  const expiresAt = '2027-11-21T11:00:00.000Z'
  expect(toReason({ stateReason: 'Approved with conditions until 2027-11-21.', expiresAt })).toBe('Approved with conditions until 21 Nov 2027.')
  expect(toReason({ stateReason: 'The approval ended on 2027-11-21. Request a new review.', expiresAt })).toBe('The approval ended on 21 Nov 2027. Request a new review.')
  expect(toReason({ stateReason: 'Suspended: Approved until 2027-11-21.', expiresAt })).toBe('Suspended: Approved until 2027-11-21.')
})
