import Database from 'better-sqlite3'
import { getTableColumns, sql } from 'drizzle-orm'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { projectFile } from './assets.ts'

/** The records for screens and queries. Disposable: anything wrong with the file is mended by building it anew. */
export type Index = BetterSQLite3Database<Record<string, never>>

export interface IndexDatabase {
  readonly index: Index
  /** The driver's own handle, for statements that are not about records (meta row, comparisons). */
  readonly raw: Database.Database
  close(): void
}

/** Opens or creates index.db; `null` keeps it in memory. A file that is damaged or of another build is dropped and made again. */
export function openIndex(file: string | null): IndexDatabase {
  try {
    return open(file)
  } catch (error) {
    if (file === null || !existsSync(file)) throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
    return open(file)
  }
}

/** An index that is gone when it is closed: a file without a name, because the records of a large ledger take half a gigabyte. */
export const openScratchIndex = (): IndexDatabase => open('')

function open(file: string | null): IndexDatabase {
  const raw = new Database(file ?? ':memory:', { timeout: 10_000 })
  try {
    raw.pragma('journal_mode = WAL')
    // Losing the newest folds is harmless: they are folded again at the next open.
    raw.pragma('synchronous = NORMAL')
    raw.pragma('foreign_keys = ON')
    // The driver's own 16 MB for each connection bring nothing: the system keeps the file in memory as well.
    raw.pragma('cache_size = -4000')
    const index = drizzle(compilingOnce(raw), { casing: 'snake_case' })
    refuseOtherBuild(raw)
    migrate(index, { migrationsFolder: migrations() })
    return { index, raw, close: () => raw.close() }
  } catch (error) {
    raw.close()
    throw error
  }
}

/**
 * A statement that is put together once a connection. The query builder takes ten times as long as the database to write a
 * row, and folding a large ledger writes millions: what folds run is kept.
 */
export function prepareOnce<T>(build: (index: Index) => T): (index: Index) => T {
  const built = new WeakMap<object, T>()
  return (index) => {
    // A transaction shares the session of its connection.
    const { session } = index as unknown as { session: object }
    let statement = built.get(session)
    if (statement === undefined) built.set(session, (statement = build(index)))
    return statement
  }
}

/** Inserts one row of a table; one whose key is there already stays as it is. */
export function createInsert<T extends SQLiteTable>(table: T): (index: Index, row: T['$inferInsert']) => void {
  const columns = Object.keys(getTableColumns(table))
  const statements = new Map<string, (index: Index) => { run(values: Record<string, unknown>): unknown }>()
  return (index, row) => {
    const values = row as Record<string, unknown>
    // Null is no value for a column's encoder (JSON would write it as text), so it is part of the statement.
    const shape = columns.map((name) => (values[name] === undefined ? '-' : values[name] === null ? '0' : '1')).join('')
    let statement = statements.get(shape)
    if (!statement) {
      const given = columns.filter((name) => values[name] !== undefined).map((name) => [name, values[name] === null ? sql`null` : sql.placeholder(name)])
      statement = prepareOnce((on) => on.insert(table).values(Object.fromEntries(given) as T['$inferInsert']).onConflictDoNothing().prepare())
      statements.set(shape, statement)
    }
    statement(index).run(values)
  }
}

const mostCompiled = 500

/**
 * The driver with each statement compiled once. Folding a large ledger runs millions of statements without a pause, and the
 * driver lets go of compiled ones only between turns of the event loop: without this, memory grows with every entry.
 */
function compilingOnce(raw: Database.Database): Database.Database {
  const compiled = new Map<string, Database.Statement>()
  const prepare = (sql: string) => {
    const known = compiled.get(sql)
    if (known) return known
    if (compiled.size >= mostCompiled) compiled.clear()
    const statement = raw.prepare(sql)
    compiled.set(sql, statement)
    return statement
  }
  // These two are all that drizzle asks of a driver.
  return { prepare, transaction: raw.transaction.bind(raw) } as unknown as Database.Database
}

const migrations = () => projectFile('migrations/index')

/** Tables of another build would be kept by the migrator, which knows migrations by time alone. */
function refuseOtherBuild(raw: Database.Database): void {
  const known = raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get()
  if (!known) return
  const stored = raw.prepare('SELECT hash FROM __drizzle_migrations ORDER BY id').pluck().all()
  const ours = readdirSync(migrations())
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => createHash('sha256').update(readFileSync(`${migrations()}/${name}`, 'utf8')).digest('hex'))
  if (stored.join() !== ours.join()) throw new Error('index.db was made by another build')
}
