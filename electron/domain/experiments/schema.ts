import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type * as z from 'zod'
import type { ReproductionResult, ReproductionTerms } from '../../../shared/contract/reproductions.ts'
import type { experimentEntries, RunArtefact, RunSource, RunStatus } from '../../../shared/contract/runs.ts'

export type Sealed = z.output<(typeof experimentEntries)['run.sealed/v1']>
interface Act {
  seq: number
  at: string
  by: string
}

export const experimentRecord = sqliteTable(
  'experiment',
  {
    id: text().primaryKey(),
    seq: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    name: text().notNull(),
    question: text().notNull(),
    tags: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    archived: integer({ mode: 'boolean' }).notNull(),
    changedAt: text().notNull(),
  },
  (table) => [index('experiment_name').on(table.name)],
)

/** What the ledger says of a run. Its values are in the blobs that the newest seal names, and in drafts.db for searching. */
export const runRecord = sqliteTable(
  'run',
  {
    id: text().primaryKey(),
    experiment: text().notNull(),
    name: text().notNull(),
    source: text().$type<RunSource>().notNull(),
    client: text(),
    by: text().notNull(),
    startedSeq: integer(),
    sealedSeq: integer(),
    status: text().$type<RunStatus>().notNull(),
    discarded: text({ mode: 'json' }).$type<Act & { reason: string }>(),
  },
  (table) => [index('run_of_experiment').on(table.experiment), index('run_sealed').on(table.sealedSeq)],
)

export const runSealRecord = sqliteTable(
  'run_seal',
  {
    seq: integer().primaryKey(),
    run: text().notNull(),
    number: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    sha256: text().notNull(),
    body: text({ mode: 'json' }).$type<Sealed>().notNull(),
  },
  (table) => [index('run_seal_run').on(table.run)],
)

/** That a run reproduces another one, and by which terms it is judged. */
export const reproductionRecord = sqliteTable(
  'reproduction',
  {
    run: text().primaryKey(),
    original: text().notNull(),
    number: integer().notNull(),
    description: text().notNull(),
    seq: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    terms: text({ mode: 'json' }).$type<ReproductionTerms>().notNull(),
  },
  (table) => [index('reproduction_original').on(table.original)],
)

/** How a rerun stood to its original, at each of its seals. */
export const reproductionResultRecord = sqliteTable(
  'reproduction_result',
  {
    seq: integer().primaryKey(),
    run: text().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    body: text({ mode: 'json' }).$type<ReproductionResult>().notNull(),
  },
  (table) => [index('reproduction_result_run').on(table.run)],
)

/** Data of a seal that is known by its bytes: who used it is asked without opening descriptions. */
export const runDataRecord = sqliteTable(
  'run_data',
  { seal: integer().notNull(), run: text().notNull(), role: text().notNull(), sha256: text().notNull() },
  (table) => [index('run_data_sha256').on(table.sha256)],
)

/** What MLflow's clients registered. */
export const registeredModelRecord = sqliteTable('registered_model', {
  name: text().primaryKey(),
  seq: integer().notNull(),
  at: text().notNull(),
  by: text().notNull(),
  description: text().notNull(),
  /** The model of the catalog that a person said it is. */
  adopted: text(),
})

export const registeredVersionRecord = sqliteTable(
  'registered_version',
  {
    seq: integer().primaryKey(),
    model: text().notNull(),
    number: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    source: text().notNull(),
    run: text(),
    loggedModel: text(),
    files: text({ mode: 'json' }).$type<RunArtefact[]>().notNull(),
    removedSeq: integer(),
    /** The version of the catalog that was registered from it. */
    bound: text(),
    boundSeq: integer(),
  },
  (table) => [index('registered_version_model').on(table.model), index('registered_version_run').on(table.run)],
)
