import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The records for screens and queries. Disposable: anything wrong with the file is mended by building it anew. */
export type Index = BetterSQLite3Database<Record<string, never>>

export interface IndexDatabase {
  readonly index: Index
  /** The driver's own handle, for statements that are not about records (meta row, comparisons). */
  readonly raw: Database.Database
  close(): void
}

/** Resolved beside the source in a checkout and beside the bundle in a package. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
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
    const index = drizzle(raw, { casing: 'snake_case' })
    migrate(index, { migrationsFolder: projectFile('migrations/index') })
    return { index, raw, close: () => raw.close() }
  } catch (error) {
    raw.close()
    throw error
  }
}
