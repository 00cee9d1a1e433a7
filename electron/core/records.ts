import { AppError } from '../../shared/errors.ts'
import type { Ledger, Records, StoredEntry } from '../domain/ledger/service.ts'
import { createEntryWriter } from '../domain/ledger/entry-blocks.ts'
import { folded } from '../domain/ledger/schema.ts'
import { openScratchIndex, type IndexDatabase } from '../platform/sqlite.ts'
import { foldEntry } from './folding.ts'

/** The records of all modules, folded from entries into index.db in one transaction a batch. */
export function createRecords({ index, raw }: IndexDatabase): Records {
  const writeRows = createEntryWriter(raw)
  const size = () => index.select({ size: folded.size }).from(folded).get()?.size ?? 0
  return {
    size,
    root: () => index.select({ root: folded.root }).from(folded).get()?.root ?? null,
    fold(entries, tip, from) {
      try {
        return index.transaction((tx) => {
          if (from !== undefined && size() !== from) return false
          writeRows(entries.map((entry) => ({ seq: entry.seq, at: entry.at, actor: entry.actor, kind: entry.kind, ...foldEntry(entry, tx) })))
          tx.delete(folded).run()
          tx.insert(folded)
            .values({ id: 1, size: tip.size, root: tip.root.toString('hex') })
            .run()
          return true
        }, { behavior: 'immediate' })
      } catch (error) {
        throw isDiskFull(error) ? diskFull(error) : error
      }
    },
    reset() {
      const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'").pluck().all()
      raw.transaction(() => {
        for (const table of tables as string[]) raw.exec(`DELETE FROM "${table}"`)
      })()
    },
  }
}

const isDiskFull = (error: unknown) => ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'].includes(String((error as { code?: unknown }).code))
const diskFull = (cause: unknown) =>
  new AppError('DISK_FULL', 'The disk is full, so the records for the screens (index.db) are behind the ledger. Free some space and open the workspace again.', { cause })

const batch = 500

/** Folds the entries below `upTo`, a transaction five hundred, so that not all of them are in memory. */
export function foldInBatches(records: Records, entries: Iterable<StoredEntry>, upTo: number, root: Buffer): void {
  let pending: StoredEntry[] = []
  for (const entry of entries) {
    if (entry.seq >= upTo) break
    pending.push(entry)
    if (pending.length < batch) continue
    records.fold(pending, { size: entry.seq + 1, root })
    pending = []
  }
  if (pending.length > 0) records.fold(pending, { size: upTo, root })
}

/** The records as they were when entry `seq` was the newest; for the caller to close. */
export function foldUpTo(ledger: Ledger, seq: number): IndexDatabase {
  const database = openScratchIndex()
  foldInBatches(createRecords(database), ledger.entries(0, seq + 1), seq + 1, ledger.rootAt(seq + 1))
  return database
}
