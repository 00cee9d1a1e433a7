import { AppError } from '../../shared/errors.ts'
import type { Experiments } from '../domain/experiments/service.ts'

const everyMs = 1000

/** Says at most once a second that runs were written to, by this program or by another one that has the workspace open. Ends with the function returned. */
export function watchRuns(experiments: Pick<Experiments, 'pulse' | 'onChange'>, tell: () => void): () => void {
  let changed = false
  let pulse: number | null = null
  const stop = experiments.onChange(() => (changed = true))
  const timer = setInterval(() => {
    const now = pulseOf(experiments)
    if (pulse !== null && now !== null && now !== pulse) changed = true
    pulse = now
    if (!changed) return
    changed = false
    tell()
  }, everyMs)
  timer.unref()
  return () => {
    stop()
    clearInterval(timer)
  }
}

/** A drafts.db that can not be read is told to whoever asks for runs; a timer has nobody to tell, and must not end the program over it. */
function pulseOf({ pulse }: Pick<Experiments, 'pulse'>): number | null {
  try {
    return pulse()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
