import Database from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Runs `act` while no other process of this computer is inside the same `path`: a lock of SQLite's, which ends with its process. */
export function exclusively<T>(path: string, act: () => T): T {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path, { timeout: 10_000 })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return act()
  } finally {
    db.close()
  }
}
