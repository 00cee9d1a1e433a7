import { AppError } from '../../shared/errors.ts'
import type { Workspace } from './workspace.ts'

const lookEveryMs = 60 * 60_000

/** Lets what the clock ended or suspends stand in the ledger: at once, so that it says since when, and hourly while the workspace is open; `onDoubt` hears when the date begins or ceases to be doubtful. Ends with the function returned. */
export function scheduleTicks({ ledger, reviews }: Pick<Workspace, 'ledger' | 'reviews'>, onDoubt: () => void, report: (error: unknown) => void): () => void {
  let doubted = false
  const look = () => {
    try {
      ledger.see()
      const doubt = ledger.dateDoubt() !== null
      if (doubt !== doubted) onDoubt()
      doubted = doubt
      if (!doubt) reviews.tick()
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
