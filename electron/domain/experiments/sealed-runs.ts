import type { RunDescription, RunStatus } from '../../../shared/contract/runs.ts'
import type { ReproductionVerdict } from '../../../shared/contract/reproductions.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import type { Index } from '../../platform/sqlite.ts'
import { defaultExperiment } from './experiments.ts'
import { readReproduction, readReproductionsOf, readResults } from './reproductions/store.ts'
import { parseDescription } from './sealed.ts'
import { readExperiment, readRegisteredVersions, readRunRecord, readSeals, readUses, type RegisteredVersionRow, type SealRow } from './store.ts'

type Seal = Pick<SealRow, 'seq' | 'at' | 'by' | 'number' | 'sha256'>

/** A run as the ledger tells it. `description` is null while it is open, and where the file that describes it is missing, damaged or erased: `why` says so. */
export interface SealedRun {
  id: string
  name: string
  experiment: { id: string; name: string; seq: number | null }
  status: RunStatus
  discarded: boolean
  startedSeq: number | null
  /** The newest one. */
  seal: Seal | null
  /** Newest first. */
  seals: Seal[]
  description: RunDescription | null
  why: string | null
}

export interface Rerun {
  run: string
  /** Of its result, or of the terms while there is none. */
  seq: number
  /** Of the original, under the seal that is repeated. */
  description: string
  result: { verdict: ReproductionVerdict; independent: boolean; sha256: string } | null
}

export interface SealedRuns {
  /** Null where the ledger knows no such run. */
  run(id: string): SealedRun | null
  /** By the newest seal of each run, newest first. */
  uses(sha256s: readonly string[]): { run: string; role: string; sha256: string; seal: number }[]
  /** Runs that repeat this one, each with how its newest seal came out; null while none was judged. */
  rerunsOf(id: string): Rerun[]
  /** The run that this one repeats. */
  originalOf(id: string): string | null
  /** What clients registered, newest first, removed ones too. */
  registered(): RegisteredVersionRow[]
}

/** Runs as records and blobs have them, also up to an earlier entry: nothing here is read from rows that change. */
export function createSealedRuns({ index, blobs }: { index: Index; blobs: Pick<BlobStore, 'read'> }): SealedRuns {
  return {
    run(id) {
      const record = readRunRecord(index, id)
      if (!record) return null
      const { name, status, discarded, startedSeq } = record
      const experiment = readExperiment(index, record.experiment)
      const seals = readSeals(index, id).map(({ seq, at, by, number, sha256 }) => ({ seq, at, by, number, sha256 }))
      const [newest] = seals
      return {
        id,
        name,
        experiment: { id: record.experiment, name: experiment?.name ?? defaultExperiment.name, seq: experiment?.seq ?? null },
        status,
        discarded: discarded !== null,
        startedSeq,
        seal: newest ?? null,
        seals,
        ...(newest ? load(blobs, newest.sha256) : { description: null, why: null }),
      }
    },
    uses: (sha256s) => (sha256s.length === 0 ? [] : readUses(index, sha256s)),
    rerunsOf: (id) =>
      readReproductionsOf(index, id).map(({ run, seq, description }) => {
        const [newest] = readResults(index, run)
        return { run, seq: newest?.seq ?? seq, description, result: newest ? { verdict: newest.body.verdict, independent: newest.body.independent, sha256: newest.body.result.sha256 } : null }
      }),
    originalOf: (id) => readReproduction(index, id)?.original ?? null,
    registered: () => readRegisteredVersions(index),
  }
}

function load(blobs: Pick<BlobStore, 'read'>, sha256: string): Pick<SealedRun, 'description' | 'why'> {
  try {
    return { description: parseDescription(blobs.read(sha256)), why: null }
  } catch (error) {
    if (error instanceof AppError) return { description: null, why: error.message }
    throw error
  }
}

/** Digests of the data that a run names under one of its seals; null where this ledger has no such seal. */
export function readSealedData(index: Index, { id, description }: { id: string; description: string }): string[] | null {
  const seal = readSeals(index, id).find(({ sha256 }) => sha256 === description)
  return seal ? seal.body.datasets.flatMap(({ sha256 }) => sha256 ?? []) : null
}

/**
 * Runs whose newest seal may hold a file of these bytes: rows of a run that is as it was sealed have its files, and every other run is among
 * them. Who asks looks at the seals.
 */
export function findHolders(db: DraftStatements, sha256s: readonly string[]): string[] {
  const asked = JSON.stringify(sha256s)
  return db
    .prepare(
      `SELECT id FROM run WHERE no IN (SELECT run FROM run_artefact WHERE sha256 IN (SELECT value FROM json_each(@asked)))
       UNION SELECT run FROM run_model WHERE model IN (SELECT model FROM logged_model_file WHERE sha256 IN (SELECT value FROM json_each(@asked)))
       UNION SELECT source_run FROM logged_model WHERE id IN (SELECT model FROM logged_model_file WHERE sha256 IN (SELECT value FROM json_each(@asked)))
       UNION SELECT id FROM run WHERE sealed > 1 OR (sealed = 1 AND sealed_revision IS NOT revision)
       ORDER BY 1`,
    )
    .pluck()
    .all({ asked }) as string[]
}
