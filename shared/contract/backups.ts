import * as z from 'zod'
import { sha256Hex } from '../ids.ts'
import { email, filePath, instant, line, procedure } from './procedure.ts'

/** A backup that was read back and verified. Noted in the state directory, not in the ledger. docs/formats/backup.md */
export const notedBackup = z.object({
  path: z.string(),
  at: instant,
  origin: z.string(),
  /** Entries in it, and their root in base64. */
  size: z.number().int(),
  root: z.string(),
  bytes: z.number().int(),
  sha256: sha256Hex,
  /** `schedule`: made by the program itself, and removed by it when there are newer ones enough. */
  by: z.enum(['person', 'schedule']),
  /** False where the file is not there now: removed, renamed, or on a drive that is not connected. */
  present: z.boolean(),
})
export type NotedBackup = z.infer<typeof notedBackup>

export const backupSettings = z.object({
  every: z.enum(['off', 'day', 'week']),
  /** Where scheduled backups go; needed unless `every` is off. */
  folder: filePath.nullable(),
  /** Scheduled backups that stay; older ones are removed after a newer one was verified. */
  keep: z.number().int().min(1).max(1000),
  /** After how many days without a backup the program reminds. */
  remindAfterDays: z.number().int().min(1).max(365),
})
export type BackupSettings = z.infer<typeof backupSettings>

export const backupState = z.object({
  last: notedBackup.nullable(),
  /** Newest first. */
  backups: z.array(notedBackup),
  entriesSince: z.number().int(),
  /** Null where nothing needs to be said; otherwise a sentence for people. */
  reminder: z.string().nullable(),
  settings: backupSettings,
  /** When the next scheduled one is due; null where there is no schedule. */
  nextAt: instant.nullable(),
  suggestedFile: z.string(),
})
export type BackupState = z.infer<typeof backupState>

/** How a backup stands to what this computer has seen of the same ledger. */
export const standing = z.object({
  state: z.enum(['newest', 'behind', 'forked', 'unknown']),
  /** Entries that this computer saw; null where it never saw this ledger. */
  seen: z.number().int().nullable(),
  /** Entries from `size` up to but not including `seen` are not in it. */
  missing: z.number().int(),
  sentence: z.string(),
  /** Newer states of the same ledger that this computer can still reach. */
  newer: z.array(z.object({ kind: z.enum(['workspace', 'backup']), path: z.string(), size: z.number().int() })),
})
export type Standing = z.infer<typeof standing>

export const backupContent = z.object({
  file: z.string(),
  name: z.string(),
  origin: z.string(),
  at: instant,
  size: z.number().int(),
  root: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  /** Made by this version of Countersign. */
  countersign: z.string(),
  standing,
})
export type BackupContent = z.infer<typeof backupContent>

export const restored = z.object({ dir: z.string(), name: z.string(), origin: z.string(), size: z.number().int(), root: z.string(), standing, logKeyHere: z.boolean() })
export type Restored = z.infer<typeof restored>

/** Why the open ledger takes no entries, and what can be done about it. */
export const recovery = z.object({
  readOnly: z.object({ reason: z.string() }).nullable(),
  /** The folder of another copy on this computer that takes the entries, where that is why this one takes none. */
  elsewhere: z.string().nullable(),
  standing,
  successor: z.object({
    /** False with the sentence that says why not. */
    possible: z.boolean(),
    sentence: z.string(),
    /** People whose key is on this computer and not revoked: two of them have to sign. */
    signers: z.array(z.object({ email: z.string(), name: z.string() })),
  }),
})
export type Recovery = z.infer<typeof recovery>

export const newSuccessor = z.object({
  dir: filePath,
  name: line(120).optional(),
  reason: line(500),
  passphrase: z.string().max(1024),
  second: z.object({ email, passphrase: z.string().max(1024) }),
})

export const backupsContract = {
  state: procedure.output(backupState),
  /** Writes a backup and reads it back; the job's result is a `NotedBackup`. */
  make: procedure.input(z.object({ file: filePath })).output(z.object({ job: z.string() })),
  changeSettings: procedure.input(backupSettings).output(backupState),
  /** Reads what a backup says of itself, without restoring it. Needs no open workspace. */
  inspect: procedure.input(z.object({ file: filePath })).output(backupContent),
  /** Verifies a backup and places it in a new or empty folder; the job's result is a `Restored`. Needs no open workspace. */
  restore: procedure.input(z.object({ file: filePath, dir: filePath })).output(z.object({ job: z.string() })),
  recovery: procedure.output(recovery),
  /** Has this copy take the entries instead of the other one on this computer, and opens it again. CONFLICT where that one is newer. */
  continueHere: procedure.output(recovery),
  /** Two people close the open ledger, which can not be continued, and begin a new one that names it. */
  startSuccessor: procedure.input(newSuccessor).output(z.object({ dir: z.string(), origin: z.string() })),
}
