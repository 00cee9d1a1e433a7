import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
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

function open(file: string | null): IndexDatabase {
  const raw = new Database(file ?? ':memory:', { timeout: 10_000 })
  try {
    raw.pragma('journal_mode = WAL')
    // Losing the newest folds is harmless: they are folded again at the next open.
    raw.pragma('synchronous = NORMAL')
    raw.pragma('foreign_keys = ON')
    const index = drizzle(compilingOnce(raw), { casing: 'snake_case' })
    refuseOtherBuild(raw)
    migrate(index, { migrationsFolder: migrations() })
    return { index, raw, close: () => raw.close() }
  } catch (error) {
    raw.close()
    throw error
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
