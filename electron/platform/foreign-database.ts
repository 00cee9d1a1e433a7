import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** A SQLite database of another program, for reading alone. Nothing beside it or in it is written. */
export interface ForeignDatabase {
  /** Names of its columns; none where there is no such table. */
  columns(table: string): readonly string[]
  all(sql: string, ...values: readonly unknown[]): Record<string, unknown>[]
  close(): void
}

/** FILE_UNREADABLE names the file and says what to do. */
export function openForeign(file: string): ForeignDatabase {
  try {
    return needsCopy(file) ? openCopy(file) : wrap(openReadOnly(file), () => {})
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('FILE_UNREADABLE', `${file} can not be read as a SQLite database: it is damaged, is another kind of file, or another program writes to it just now. Stop that program, or give a copy of the file.`, { cause: error })
  }
}

/** Reading a write-ahead log makes files beside the database, and an interrupted write would have to be undone in it. */
const needsCopy = (file: string) => existsSync(`${file}-wal`) || existsSync(`${file}-journal`) || !isReadable(file)

/** Of a file in write-ahead mode whose log is gone SQLite would make a new one; on read-only media it can not. */
function isReadable(file: string): boolean {
  try {
    const database = openReadOnly(file)
    try {
      return database.pragma('journal_mode', { simple: true }) !== 'wal'
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code)) return false
    throw error
  }
}

function openReadOnly(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 })
}

function openCopy(file: string): ForeignDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-import-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, 'copy.db')
    for (const suffix of ['', '-wal', '-journal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
    return wrap(new Database(copy, { fileMustExist: true }), remove)
  } catch (error) {
    remove()
    throw error
  }
}

function wrap(database: Database.Database, after: () => void): ForeignDatabase {
  const statements = new Map<string, Database.Statement>()
  const columns = new Map<string, string[]>()
  const close = () => {
    database.close()
    after()
  }
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    close()
    throw error
  }
  return {
    columns(table) {
      const known = columns.get(table) ?? (database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[])
      columns.set(table, known)
      return known
    },
    all(sql, ...values) {
      const known = statements.get(sql) ?? database.prepare(sql)
      statements.set(sql, known)
      return known.all(...values) as Record<string, unknown>[]
    },
    close,
  }
}
