import type { Jobs } from './jobs.ts'
import type { Workspace } from './workspace.ts'

const askEveryMs = 60 * 60_000

/** Looks at the artefacts of approved versions when the workspace is opened and once a day while it is open. Ends with the function returned. */
export function scheduleArtefactLooks({ artefacts, ledger }: Pick<Workspace, 'artefacts' | 'ledger'>, jobs: Jobs): () => void {
  const look = () => {
    // By a date that nobody believes nothing may be written; the next hour looks again.
    if (ledger.dateDoubt() === null && artefacts.isDue()) jobs.start('look', 'Looking at artefacts', (work) => artefacts.look(work))
  }
  look()
  const timer = setInterval(look, askEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
