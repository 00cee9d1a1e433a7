import { AppError } from '../../../shared/errors.ts'
import type { RunDescription } from '../../../shared/contract/runs.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import { toDescription, toSealedBody } from './description.ts'
import { writePoints } from './metrics-file.ts'
import { toResultDrafts } from './reproductions/judging.ts'
import type { RunRowOf, RunRows } from './run-rows.ts'
import { readSeals } from './store.ts'

export interface SealSources {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  rows: RunRows
  experimentName: (id: string) => string
}

const attempts = 5

/**
 * Seals a run as it is: points and description are on disk before the entry that names them. A crash in between leaves files that nothing
 * names and an open run; a crash after the entry is mended at the next opening. A run that is as it was sealed is not sealed twice.
 * A rerun is judged in the same transaction. `further`: entries of it too. BUSY where somebody kept writing to it.
 */
export async function sealRun(sources: SealSources, person: string, id: string, further: readonly EntryDraft[] = []): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = known(sources.rows, id)
    const isCurrent = () => sources.rows.find(id)?.revision === row.revision
    const written = await writePoints(sources.rows, sources.blobs, row, isCurrent)
    if (written === null || !isCurrent()) continue
    const about = toDescription(sources.rows, row, { id: row.experiment, name: sources.experimentName(row.experiment) }, written)
    if (append(sources, { person, row, about, further })) return
  }
  throw new AppError('BUSY', `Run ${id} was written to while it was being sealed, ${attempts} times over. It is still open and nothing is lost: stop the program that writes to it, then finish it again.`)
}

/** False where the run is another one than was described. */
function append({ ledger, index, blobs, rows }: SealSources, { person, row, about, further }: { person: string; row: RunRowOf; about: RunDescription; further: readonly EntryDraft[] }): boolean {
  const description = blobs.put(Buffer.from(toCanonical(about)))
  let number = 0
  let moved = false
  ledger.append(person, () => {
    if (rows.find(row.id)?.revision !== row.revision) {
      moved = true
      return []
    }
    const before = readSeals(index, row.id)[0]
    number = before?.number ?? 0
    if (before?.sha256 === description.sha256) return [...further]
    number += 1
    const result = toResultDrafts({ index, blobs }, person, { about, sha256: description.sha256, number })
    return [{ kind: 'run.sealed/v1', body: { ...toSealedBody(about, description, number, before?.sha256 ?? null) } }, ...result, ...further]
  })
  if (moved) return false
  rows.markSealed(row.no, { number, sha256: description.sha256, revision: row.revision })
  return true
}

export function known(rows: RunRows, id: string): RunRowOf {
  const row = rows.find(id)
  if (row) return row
  throw unknownRun(id)
}

export const unknownRun = (id: string) => new AppError('NOT_FOUND', `There is no run ${id} in this workspace. Look at the list of runs for the ones there are.`)
