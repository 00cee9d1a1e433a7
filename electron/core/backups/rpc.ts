import type { backupsContract } from '../../../shared/contract/backups.ts'
import type { custodyContract } from '../../../shared/contract/custody.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { exportTheLogKey, importTheLogKey, redact, rotateLogKey, toErasable, toLogKeyState } from '../custody.ts'
import type { HandlerOptions } from '../router.ts'
import { toWork } from '../jobs.ts'
import { openWorkspace } from '../workspace.ts'
import { continueHere, inspectBackup, restoreBackup, toRecovery } from './restoring.ts'
import { createBackups } from './service.ts'
import { startSuccessor } from './successor.ts'

export function backupsHandlers({ machine, workspace, replace }: HandlerOptions): Handlers<typeof backupsContract> {
  const backups = () => createBackups(workspace(), machine)
  return {
    state: () => backups().state(),
    make({ file }, call) {
      const mine = backups()
      return call.startJob('backup', `Backup of ${workspace().ledger.name}`, (work) => mine.make(file, 'person', work))
    },
    changeSettings: (settings) => backups().changeSettings(settings),
    inspect: ({ file }) => inspectBackup(file, machine),
    restore: (input, call) => call.startJob('restore', `Restoring ${input.file}`, (work) => restoreBackup(input, machine, work)),
    recovery: () => toRecovery(workspace(), machine),
    async continueHere() {
      continueHere(workspace())
      await replace(openWorkspace(workspace().dir, machine))
      return toRecovery(workspace(), machine)
    },
    startSuccessor: (input, call) => startSuccessor(workspace(), call.actor(), input, machine, toWork(call)),
  }
}

/** Acts on keys; those after which the open workspace is another one open it again. */
export function custodyHandlers({ machine, workspace, replace }: HandlerOptions): Handlers<typeof custodyContract> {
  const state = () => toLogKeyState(workspace(), machine)
  const reopen = () => replace(openWorkspace(workspace().dir, machine))
  return {
    logKey: state,
    async rotateLogKey(input, call) {
      await rotateLogKey(workspace(), call.actor(), input)
      return state()
    },
    async exportLogKey(input, call) {
      await exportTheLogKey(workspace(), call.actor(), input, machine)
      if (input.move) await reopen()
      return state()
    },
    async importLogKey(input) {
      await importTheLogKey(workspace(), input, machine)
      await reopen()
      return state()
    },
    erasable: ({ seq, others }, call) => toErasable(workspace(), seq, call.actorOrNull(), machine, others),
    redact: (input, call) => redact(workspace(), call.actor(), input, machine),
  }
}
