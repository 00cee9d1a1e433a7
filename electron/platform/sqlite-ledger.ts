import Database from 'better-sqlite3'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../shared/errors.ts'

export type LedgerDatabase = Database.Database

const applicationId = 0x4353474e
export const formatVersion = 1

/** The format's DDL, statement by statement as released; it is compared verbatim with what a file holds. */
export function loadLedgerDdl(): string {
  return readFileSync(new URL('../../migrations/ledger/0001.sql', import.meta.url), 'utf8')
}

/**
 * Opens ledger.db with every setting that its promises rest on. better-sqlite3 is built to fall back to synchronous=NORMAL
 * under WAL, where a power cut may undo a commit whose checkpoint has left the computer already.
 * Errors: BAD_INPUT (not a ledger), UNSUPPORTED_FORMAT, LEDGER_UNSAFE (damaged), FILE_UNREADABLE.
 */
export function openLedgerDatabase(path: string, mode: 'create' | 'write' | 'read'): LedgerDatabase {
  let db: LedgerDatabase | undefined
  try {
    db = mode === 'read' && isSealed(path) ? openSealed(path) : new Database(path, { readonly: mode === 'read', fileMustExist: mode !== 'create', timeout: 10_000 })
    if (mode !== 'create') refuseForeign(db, path)
    const journal = db.pragma(mode === 'read' ? 'journal_mode' : 'journal_mode = WAL', { simple: true })
    if (mode !== 'read' && journal !== 'wal') throw withoutWal(path)
    for (const setting of settings) db.pragma(setting)
    return db
  } catch (error) {
    db?.close()
    throw error instanceof AppError ? error : toLedgerFailure(error, path).error
  }
}

const settings = [
  'synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'foreign_keys = ON',
  // Without it REPLACE deletes rows past the append-only triggers.
  'recursive_triggers = ON',
  // The schema of a tampered file must not call into the app, and damage must be met early.
  'trusted_schema = OFF',
  'cell_size_check = ON',
  // Redacted text must not stay behind in free pages.
  'secure_delete = ON',
  'mmap_size = 0',
  // The driver's 16 MB for each connection bring nothing: entries are read in order, and the system keeps the file in memory as well.
  'cache_size = -4000',
  'busy_timeout = 10000',
]

/** Whether this process may write ledger.db and the files that SQLite puts beside it. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** On a medium that nothing can be written to, and closed as it should be: all of it is in the one file. */
function isSealed(path: string): boolean {
  if (!existsSync(path) || isWritable(path)) return false
  return !existsSync(`${path}-shm`) && !(existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0)
}

/** SQLite lays the index of its log beside a file in WAL mode, even to read it. Here that can not be, so the file is read whole. */
function openSealed(path: string): LedgerDatabase {
  const content = readFileSync(path)
  // In the header 2 asks for a log, of which there is none; 1 does without.
  content.fill(1, 18, 20)
  return new Database(content, { readonly: true })
}

function refuseForeign(db: LedgerDatabase, path: string): void {
  if (db.pragma('application_id', { simple: true }) !== applicationId) {
    throw new AppError('BAD_INPUT', `${path} is a database, but not a Countersign ledger. Choose a folder that Countersign made.`)
  }
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > formatVersion) {
    throw new AppError(
      'UNSUPPORTED_FORMAT',
      `${path} has ledger format ${version}; this program knows formats up to ${formatVersion}. Nothing was changed: open it with a newer Countersign.`,
    )
  }
}

const withoutWal = (path: string) =>
  new AppError(
    'FILE_UNREADABLE',
    `The file system that holds ${path} does not grant write-ahead logging, which keeps the ledger safe in a crash; network and synchronised folders often do not. Move the workspace to a local disk.`,
  )

/** What a failure of the database means for a person; `fatal`: the connection is not to be used again. */
export function toLedgerFailure(error: unknown, path: string): { error: unknown; fatal: boolean } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (!code.startsWith('SQLITE_')) return { error, fatal: false }
  const translate = (as: AppError['code'], sentence: string) => new AppError(as, sentence, { cause: error })
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    const sentence = 'Another program is writing to this workspace and did not finish within 10 seconds; nothing was written. Wait for it or close it, then try again.'
    return { error: translate('BUSY', sentence), fatal: false }
  }
  // SHMSIZE: the first reader or writer could not lay out the WAL's index, which takes 32 KiB on the same disk.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return { error: translate('DISK_FULL', `The disk is full: nothing was recorded in ${path}. Free some space and try again.`), fatal: true }
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return { error: translate('READ_ONLY', `${path} is write-protected; nothing was written. Make the workspace folder writable and open it again.`), fatal: true }
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    const why = existsSync(path) ? 'can not be opened; copy the workspace into a folder where you may write' : 'does not exist'
    return { error: translate('FILE_UNREADABLE', `${path} ${why}.`), fatal: true }
  }
  const sentence = `${path} could not be read or written safely (${code}). What was recorded before is kept and nothing more is written: verify the ledger, and restore it from a backup if it is damaged.`
  return { error: translate('LEDGER_UNSAFE', sentence), fatal: true }
}
