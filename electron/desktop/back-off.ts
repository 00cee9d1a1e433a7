/** How long to wait before the next start of a process that ended by itself; null: give up. */
export interface BackOff {
  next(now: number): number | null
  reset(): void
}

const delaysMs = [250, 500, 1_000, 2_000, 4_000]
/** A process that lived this long was well: its end is a new misfortune, not part of the last one. */
const wellAfterMs = 60_000

export function createBackOff(): BackOff {
  let ends: number[] = []
  return {
    next(now) {
      const last = ends.at(-1)
      if (last !== undefined && now - last > wellAfterMs) ends = []
      const delay = delaysMs[ends.length] ?? null
      ends.push(now)
      return delay
    },
    reset: () => void (ends = []),
  }
}
