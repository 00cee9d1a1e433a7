import type { Index } from '../../../platform/sqlite.ts'
import { readRunRecord, readSeals, type SealRow } from '../store.ts'
import { readReproduction, readResults } from './store.ts'

/** What somebody needs who has not the workspace: entries by number, files by digest, and the data that the entries name. */
export interface Carried {
  seqs: number[]
  blobs: string[]
  data: SealRow['body']['datasets']
}

/** That a run began, and every seal of it: who had a hand in it, and as what it was sealed. */
export function carryRun(index: Index, run: string): Carried {
  const seals = readSeals(index, run)
  return { seqs: [readRunRecord(index, run)?.startedSeq ?? [], ...seals.map(({ seq }) => seq)].flat(), blobs: [], data: seals.flatMap(({ body }) => body.datasets) }
}

/** Everything from which the verdicts of a rerun are computed again, beside the entries of its original. All of its verdicts are carried, not only the newest. */
export function carryReproduction(index: Index, run: string): Carried {
  const declared = readReproduction(index, run)
  if (!declared) return { seqs: [], blobs: [], data: [] }
  const results = readResults(index, run)
  const own = carryRun(index, run)
  return {
    seqs: [declared.seq, ...own.seqs, ...results.map(({ seq }) => seq)],
    blobs: [declared.description, ...results.flatMap(({ body }) => [body.description, body.result.sha256])],
    data: own.data,
  }
}
