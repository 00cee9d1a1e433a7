import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchRuns } from '../../electron/core/run-watch.ts'
import { AppError } from '../../shared/errors.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('says once a second that runs were written to, here or by another program, and goes on where drafts.db can not be read', () => {
  let pulse: number | null = 1
  let heard = 0
  let written = () => {}
  const experiments = {
    pulse() {
      if (pulse === null) throw new AppError('FILE_UNREADABLE', 'Drafts can not be read.')
      return pulse
    },
    onChange(listener: (run: string) => void) {
      written = () => listener('a')
      return () => {}
    },
  }
  const stop = watchRuns(experiments, () => (heard += 1))
  const second = (next: number | null) => {
    pulse = next
    vi.advanceTimersByTime(1000)
    return heard
  }
  expect([second(1), second(2), second(2), second(null), second(null), second(3), second(4)]).toEqual([0, 1, 1, 1, 1, 1, 2])
  written()
  written()
  expect([second(4), second(4)]).toEqual([3, 3])
  stop()
  expect(second(9)).toBe(3)
})
