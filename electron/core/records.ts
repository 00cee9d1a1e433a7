import { AppError } from '../../shared/errors.ts'
import type { Ledger, Records } from '../domain/ledger/service.ts'
import { createEntryWriter } from '../domain/ledger/entry-blocks.ts'
import { folded } from '../domain/ledger/schema.ts'
import { openIndex, type IndexDatabase } from '../platform/sqlite.ts'
import { foldEntry } from './folding.ts'

/** The records of all modules, folded from entries into index.db in one transaction a batch. */
export function createRecords({ index, raw }: IndexDatabase): Records {
  const writeRows = createEntryWriter(raw)
  return {
    size: () => index.select({ size: folded.size }).from(folded).get()?.size ?? 0,
    root: () => index.select({ root: folded.root }).from(folded).get()?.root ?? null,
    fold(entries, tip) {
      try {
        index.transaction((tx) => {
          writeRows(entries.map((entry) => ({ seq: entry.seq, at: entry.at, actor: entry.actor, kind: entry.kind, ...foldEntry(entry, tx) })))
          tx.delete(folded).run()
          tx.insert(folded)
            .values({ id: 1, size: tip.size, root: tip.root.toString('hex') })
            .run()
        })
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

/** The records as they were when entry `seq` was the newest; in memory, for the caller to close. */
export function foldUpTo(ledger: Ledger, seq: number): IndexDatabase {
  const database = openIndex(null)
  const records = createRecords(database)
  records.fold([...ledger.entries(0, seq + 1)], { size: seq + 1, root: ledger.rootAt(seq + 1) })
  return database
}
