import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followPresence } from '../../../renderer/app/presence.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first sign of somebody is told at once, later ones together, and the last one is never lost', () => {
  const told: number[] = []
  const target = new EventTarget()
  const begun = Date.now()
  const stop = followPresence(target, () => {
    told.push(Date.now() - begun)
    return Promise.resolve({})
  })
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([])
  for (const sign of ['pointerdown', 'keydown', 'wheel', 'pointermove']) target.dispatchEvent(new Event(sign))
  expect(told).toEqual([60_000])
  vi.advanceTimersByTime(300_000)
  expect(told).toEqual([60_000, 75_000])
  target.dispatchEvent(new Event('keydown'))
  stop()
  target.dispatchEvent(new Event('keydown'))
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([60_000, 75_000, 360_000])
})
