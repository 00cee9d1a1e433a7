import { AppError } from '../../shared/errors.ts'
import type { Workspace } from './workspace.ts'

const lookEveryMs = 60 * 60_000

/** Lets what the clock ended or suspends stand in the ledger: at once, so that it says since when, and hourly while the workspace is open. Ends with the function returned. */
export function scheduleTicks({ reviews }: Pick<Workspace, 'reviews'>, report: (error: unknown) => void): () => void {
  const look = () => {
    try {
      reviews.tick()
    } catch (error) {
      // Another program that writes, or a full disk, must not keep the workspace from opening: the next hour does it.
      if (!(error instanceof AppError)) report(error)
    }
  }
  look()
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
