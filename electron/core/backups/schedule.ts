import { AppError } from '../../../shared/errors.ts'
import type { Jobs } from '../jobs.ts'
import type { Machine, Workspace } from '../workspace.ts'
import { removeLeftovers } from './files.ts'
import { createBackups } from './service.ts'

const lookEveryMs = 10 * 60_000
/** A drive that is not connected must not fail six times an hour. */
const afterFailureMs = 60 * 60_000

/** Makes scheduled backups of an open workspace while it is open, the first one at once if it is due. Ends with the function returned. */
export function scheduleBackups(workspace: Workspace, jobs: Jobs, machine: Machine, report: (error: unknown) => void): () => void {
  const backups = createBackups(workspace, machine)
  let notBefore = 0
  const look = () => {
    const now = machine.clock.now().getTime()
    if (now < notBefore || !isDue(backups, report)) return
    notBefore = now + afterFailureMs
    jobs.start('backup', 'Scheduled backup', async (work) => {
      const made = await backups.makeDue(work)
      notBefore = 0
      return made
    })
  }
  removeLeftovers(machine.stateDir)
  look()
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** What is wrong with the list of backups is said where it is shown; here it must not keep the workspace from opening. */
function isDue(backups: ReturnType<typeof createBackups>, report: (error: unknown) => void): boolean {
  try {
    return backups.isDue()
  } catch (error) {
    if (!(error instanceof AppError)) report(error)
    return false
  }
}
