import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { backupSettings, notedBackup, type BackupSettings, type NotedBackup } from '../../../shared/contract/backups.ts'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'

/**
 * What this computer knows of a ledger's backups: which were made, and how the schedule is set. In the state directory and not in the
 * ledger: docs/decisions/backups-are-noted-outside.md
 */
export interface BackupNotes {
  /** Newest first; `present` as it is now. */
  backups(): NotedBackup[]
  settings(): BackupSettings
  add(backup: Omit<NotedBackup, 'present'>): void
  /** A scheduled backup that was removed because there are newer ones. */
  forget(path: string): void
  changeSettings(settings: BackupSettings): void
}

const stored = z.strictObject({ v: z.literal(1), settings: backupSettings, backups: z.array(notedBackup.omit({ present: true })) })
type Stored = z.infer<typeof stored>

const initial: BackupSettings = { every: 'off', folder: null, keep: 14, remindAfterDays: 7 }

export function createBackupNotes(stateDir: string, origin: string): BackupNotes {
  const path = join(stateDir, 'backups', `${createHash('sha256').update(origin).digest('hex')}.json`)
  const load = (): Stored => {
    if (!existsSync(path)) return { v: 1, settings: initial, backups: [] }
    try {
      return stored.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch (error) {
      // Counting it as empty would hide which backups still hold erased data.
      throw new AppError('FILE_UNREADABLE', `The list of backups is damaged (${path}). Look for the backups themselves, then remove this file; a new list begins.`, { cause: error })
    }
  }
  const change = (part: Partial<Stored>) => writeDurably(path, Buffer.from(`${JSON.stringify({ ...load(), ...part }, null, 2)}\n`), 0o600)
  return {
    backups: () => load().backups.map((one) => ({ ...one, present: existsSync(one.path) })),
    settings: () => load().settings,
    add: (backup) => change({ backups: [backup, ...load().backups.filter((one) => one.path !== backup.path)] }),
    forget: (gone) => change({ backups: load().backups.filter((one) => one.path !== gone) }),
    changeSettings: (settings) => change({ settings }),
  }
}
