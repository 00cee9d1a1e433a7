import { rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { BackupSettings, BackupState, NotedBackup } from '../../../shared/contract/backups.ts'
import type { Erasable } from '../../../shared/contract/custody.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Machine, Workspace } from '../workspace.ts'
import { writeBackupFile } from './files.ts'
import { createBackupNotes, type BackupNotes } from './notes.ts'
import { nextDue, superfluous, toReminder } from './rules.ts'

/** Backups of one open workspace. */
export interface Backups {
  state(): BackupState
  /** Writes, reads back, verifies and notes a backup. */
  make(file: string, by: NotedBackup['by'], work: Work): Promise<NotedBackup>
  /** BAD_INPUT where the folder is not there. */
  changeSettings(settings: BackupSettings): BackupState
  /** Makes the scheduled backup if it is due and there is something new; null where there was nothing to do. */
  makeDue(work: Work): Promise<NotedBackup | null>
  isDue(): boolean
  /** Noted backups that hold what entry `seq` committed to; `until`: the entry that erased it. */
  holding(seq: number, until: number): Erasable['heldBy']
}

export function createBackups({ dir, ledger }: Pick<Workspace, 'dir' | 'ledger'>, machine: Machine): Backups {
  const { stateDir, clock, version } = machine
  const notes = createBackupNotes(stateDir, ledger.origin)
  const now = () => clock.now()
  const make: Backups['make'] = async (file, by, work) => {
    const path = resolve(file)
    const at = now().toISOString()
    const { list, written } = await writeBackupFile({ dir, file: path, stateDir, version, at }, work)
    const backup = { path, at, origin: list.origin, size: list.size, root: list.root, ...written, by }
    notes.add(backup)
    return { ...backup, present: true }
  }
  const isNew = (last: NotedBackup | undefined) => !last?.present || last.root !== ledger.tip().root.toString('base64')
  const isDue = () => {
    const due = nextDue(notes.settings(), notes.backups())
    return due !== null && due <= now().getTime() && isNew(notes.backups()[0])
  }
  const state = () => toState({ dir, ledger, notes, now: now() })
  return {
    state,
    make,
    changeSettings(settings) {
      if (settings.every !== 'off') refuseNoFolder(settings.folder)
      notes.changeSettings({ ...settings, folder: settings.folder === null ? null : resolve(settings.folder) })
      return state()
    },
    isDue,
    async makeDue(work) {
      if (!isDue()) return null
      const settings = notes.settings()
      const folder = refuseNoFolder(settings.folder)
      const made = await make(join(folder, toFileName(ledger.name, now())), 'schedule', work)
      // Older ones go only after the newer one was verified.
      for (const old of superfluous(settings, notes.backups())) {
        removeOwn(old)
        notes.forget(old.path)
      }
      return made
    },
    holding: (seq, until) => notes.backups().filter(({ size }) => size > seq && size <= until).map(({ path, at, present }) => ({ path, at, present })),
  }
}

interface StateSources extends Pick<Workspace, 'dir' | 'ledger'> {
  notes: BackupNotes
  now: Date
}

function toState({ dir, ledger, notes, now }: StateSources): BackupState {
  const backups = notes.backups()
  const settings = notes.settings()
  const last = backups[0] ?? null
  const entriesSince = Math.max(ledger.tip().size - (last?.size ?? 0), 0)
  const due = nextDue(settings, backups)
  return {
    last,
    backups,
    entriesSince,
    reminder: toReminder({ last, entriesSince, begunAt: ledger.read(0).at, nowMs: now.getTime(), settings }),
    settings,
    nextAt: due === null ? null : new Date(Math.max(due, now.getTime())).toISOString(),
    suggestedFile: join(settings.folder ?? dirname(dir), toFileName(ledger.name, now)),
  }
}

/** `german-credit-2026-11-21T10-00-00.countersign-backup.tar`: sorts by time in any file manager. */
function toFileName(name: string, now: Date): string {
  const slug = name.normalize('NFKD').replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').toLowerCase().slice(0, 60)
  return `${slug || 'workspace'}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.countersign-backup.tar`
}

function refuseNoFolder(folder: string | null): string {
  if (folder !== null && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return resolve(folder)
  throw new AppError('BAD_INPUT', folder === null ? 'Say into which folder scheduled backups go.' : `The folder ${folder} for scheduled backups is not there. Make it, connect its drive, or choose another one.`)
}

/** Only the very file that was written: somebody may have put another one under its name. */
function removeOwn({ path, bytes }: NotedBackup): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === bytes) rmSync(path)
}
