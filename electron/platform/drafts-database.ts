import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { projectFile } from './assets.ts'

/** drafts.db: what people are at. No part of the ledger, and not disposable either: it can not be made again from anything. */
export type Drafts = BetterSQLite3Database<Record<string, never>>

/** The driver itself, for what is written a thousand rows at a time. */
export type DraftStatements = Pick<Database.Database, 'prepare' | 'transaction' | 'pragma'>

/** One transaction. READ_ONLY where the folder takes nothing: what was read of it is in memory, and closed. */
export function atOnce<T>(db: DraftStatements, act: () => T): T {
  try {
    return db.transaction(act).immediate()
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_READONLY') throw error
    throw new AppError('READ_ONLY', 'The workspace folder is write-protected on this computer: runs can be looked at and not changed. Copy the workspace into a folder where you may write.', { cause: error })
  }
}

/** Lets a copy in memory be filled with what is read from elsewhere; it takes nothing otherwise. */
export function filling(db: DraftStatements, fill: () => void): void {
  const isClosed = db.pragma('query_only', { simple: true }) === 1
  if (isClosed) db.pragma('query_only = OFF')
  try {
    fill()
  } finally {
    if (isClosed) db.pragma('query_only = ON')
  }
}

interface DraftsDatabase {
  readonly drafts: Drafts
  readonly statements: DraftStatements
  /** In memory: what is written to it is gone when it is closed. */
  readonly isCopy: boolean
  close(): void
}

/**
 * Opens or creates drafts.db and brings it to the newest form. What was saved survives a crash of the program and of the computer.
 * Errors: UNSUPPORTED_FORMAT (of a newer program), FILE_UNREADABLE (damaged, or the folder can not be written).
 */
function openDrafts(file: string): DraftsDatabase {
  let raw: Database.Database | undefined
  try {
    raw = new Database(file, { timeout: 10_000 })
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    // What a person threw away is not to be found in free pages.
    raw.pragma('secure_delete = ON')
    raw.pragma('cache_size = -2000')
    migrate(raw, file)
    const opened = raw
    return { drafts: drizzle(opened, { casing: 'snake_case' }), statements: opened, isCopy: false, close: () => opened.close() }
  } catch (error) {
    raw?.close()
    throw error instanceof AppError ? error : refusal(file, error)
  }
}

/** Opened when somebody first asks, and made when somebody first writes: looking for drafts leaves no file behind. */
export function openDraftsOnce(file: string): { exists(): boolean; open(): Drafts; statements(): DraftStatements; close(): void } {
  let database: DraftsDatabase | null = null
  return {
    exists: () => database !== null || existsSync(file),
    open() {
      if (database?.isCopy || !isOpenTo(file)) throw refusal(file)
      return (database ??= openDrafts(file)).drafts
    },
    // What is sealed can be read in a folder that takes nothing: its rows are then made in memory.
    statements: () => (database ??= isOpenTo(file) ? openDrafts(file) : openCopy(file)).statements,
    close() {
      database?.close()
      database = null
    },
  }
}

/** Whether SQLite could write there, also the files that it lays beside. */
function isOpenTo(file: string): boolean {
  const folder = dirname(file)
  return canWrite(folder) && (!existsSync(file) || canWrite(file))
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const refusal = (file: string, cause?: unknown) =>
  new AppError('FILE_UNREADABLE', `Drafts can not be read or written: ${file} is damaged, or its folder is not open to you. The ledger is not touched by this. Move the file away to begin with no drafts, or give yourself the right to write there.`, { cause })

/** What drafts.db holds, in memory. FILE_UNREADABLE where its newest changes are in a log beside it, which can only be read where it can be written. */
function openCopy(file: string): DraftsDatabase {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
    throw new AppError('FILE_UNREADABLE', `${file} was not closed as it should be, and its folder is write-protected, so open runs and drafts can not be read. Copy the workspace into a folder where you may write.`)
  }
  const content = existsSync(file) ? readFileSync(file) : null
  // In the header 2 asks for a log, of which there is none; 1 does without.
  content?.fill(1, 18, 20)
  let raw: Database.Database | undefined
  try {
    raw = new Database(content ?? ':memory:')
    migrate(raw, file)
    raw.pragma('query_only = ON')
    const opened = raw
    return { drafts: drizzle(opened, { casing: 'snake_case' }), statements: opened, isCopy: true, close: () => opened.close() }
  } catch (error) {
    raw?.close()
    throw error instanceof AppError ? error : refusal(file, error)
  }
}

const readSteps = () => {
  const folder = projectFile('migrations/drafts')
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted().map((name) => () => readFileSync(`${folder}/${name}`, 'utf8'))
}

/** The number in the file says which steps it has been through; each step is one transaction. */
function migrate(raw: Database.Database, file: string): void {
  const steps = readSteps()
  raw
    .transaction(() => {
      const done = raw.pragma('user_version', { simple: true }) as number
      if (done > steps.length) throw new AppError('UNSUPPORTED_FORMAT', `${file} was written by a newer Countersign. Use that one to go on with these drafts; the ledger itself opens.`)
      for (const step of steps.slice(done)) raw.exec(step())
      raw.pragma(`user_version = ${steps.length}`)
    })
    .immediate()
}

/** Copies drafts.db as it is at one moment, while others write to it, compact and without free pages, to a file that does not exist yet. False where there is none. FILE_UNREADABLE. */
export function copyDrafts(file: string, target: string): boolean {
  if (!existsSync(file)) return false
  const source = isOpenTo(file) ? openDrafts(file) : openCopy(file)
  try {
    source.statements.prepare('VACUUM INTO ?').run(target)
    return true
  } finally {
    source.close()
  }
}

/** Writes to a copy that nobody has open, and leaves one file. */
export function changeDrafts(file: string, act: (db: DraftStatements) => void): void {
  const raw = new Database(file)
  try {
    raw.pragma('secure_delete = ON')
    act(raw)
  } finally {
    raw.close()
  }
}

/** Holds a file from elsewhere against what a drafts.db is: its tables are those of its number and nothing else, and sound. Null, or what is wrong. */
export function whyNoDrafts(file: string): string | null {
  const raw = new Database(file, { readonly: true })
  const own = new Database(':memory:')
  try {
    const steps = readSteps()
    const done = raw.pragma('user_version', { simple: true }) as number
    if (done > steps.length) return 'it was written by a newer Countersign'
    for (const step of steps.slice(0, done)) own.exec(step())
    if (schemaOf(raw) !== schemaOf(own)) return 'its tables are not those of this program'
    return raw.pragma('quick_check', { simple: true }) === 'ok' ? null : 'SQLite finds it damaged'
  } catch (error) {
    if (error instanceof Database.SqliteError) return 'it can not be read'
    throw error
  } finally {
    raw.close()
    own.close()
  }
}

const schemaOf = (raw: Database.Database) => JSON.stringify(raw.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name").raw().all())
