import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { projectFile } from './assets.ts'

/** drafts.db: what people are at. No part of the ledger, and not disposable either: it can not be made again from anything. */
export type Drafts = BetterSQLite3Database<Record<string, never>>

/** The driver itself, for what is written a thousand rows at a time. */
export type DraftStatements = Pick<Database.Database, 'prepare' | 'transaction' | 'pragma'>

interface DraftsDatabase {
  readonly drafts: Drafts
  readonly statements: DraftStatements
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
    return { drafts: drizzle(opened, { casing: 'snake_case' }), statements: opened, close: () => opened.close() }
  } catch (error) {
    raw?.close()
    if (error instanceof AppError) throw error
    throw new AppError('FILE_UNREADABLE', `Drafts can not be read or written: ${file} is damaged, or its folder is not open to you. The ledger is not touched by this. Move the file away to begin with no drafts, or give yourself the right to write there.`, { cause: error })
  }
}

/** Opened when somebody first asks, and made when somebody first writes: looking for drafts leaves no file behind. */
export function openDraftsOnce(file: string): { exists(): boolean; open(): Drafts; statements(): DraftStatements; close(): void } {
  let database: DraftsDatabase | null = null
  return {
    exists: () => database !== null || existsSync(file),
    open: () => (database ??= openDrafts(file)).drafts,
    statements: () => (database ??= openDrafts(file)).statements,
    close() {
      database?.close()
      database = null
    },
  }
}

/** The number in the file says which steps it has been through; each step is one transaction. */
function migrate(raw: Database.Database, file: string): void {
  const folder = projectFile('migrations/drafts')
  const steps = readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted()
  raw
    .transaction(() => {
      const done = raw.pragma('user_version', { simple: true }) as number
      if (done > steps.length) throw new AppError('UNSUPPORTED_FORMAT', `${file} was written by a newer Countersign. Use that one to go on with these drafts; the ledger itself opens.`)
      for (const name of steps.slice(done)) raw.exec(readFileSync(`${folder}/${name}`, 'utf8'))
      raw.pragma(`user_version = ${steps.length}`)
    })
    .immediate()
}
