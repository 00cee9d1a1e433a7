import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type * as z from 'zod'
import type { assessedBody } from '../../../shared/contract/assessment.ts'
import type { Snapshot, Model, UseCase } from '../../../shared/contract/catalog.ts'

export const useCaseRecord = sqliteTable('use_case', {
  seq: integer().primaryKey(),
  name: text().notNull(),
  purpose: text().notNull(),
  owner: text().notNull(),
  affected: text().notNull(),
  /** In force. */
  tier: integer().$type<UseCase['tier']>().notNull(),
  registeredTier: integer().$type<UseCase['tier']>().notNull(),
  tierReasons: text().notNull(),
  at: text().notNull(),
})

export const assessmentRecord = sqliteTable(
  'assessment',
  {
    seq: integer().primaryKey(),
    useCase: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    tier: integer().$type<UseCase['tier']>().notNull(),
    beforeTier: integer().$type<UseCase['tier']>().notNull(),
    beforeSeq: integer(),
    body: text({ mode: 'json' }).$type<z.output<typeof assessedBody>>().notNull(),
  },
  (table) => [index('assessment_use_case').on(table.useCase)],
)

export const datasetRecord = sqliteTable('dataset', {
  name: text().primaryKey(),
  description: text().notNull(),
  at: text().notNull(),
  seq: integer().notNull(),
})

export const snapshotRecord = sqliteTable(
  'snapshot',
  {
    dataset: text().notNull(),
    number: integer().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    bytes: integer().notNull(),
    format: text().notNull(),
    rows: integer().notNull(),
    columns: text({ mode: 'json' }).$type<Snapshot['columns']>().notNull(),
    protected: text({ mode: 'json' }).$type<string[]>().notNull(),
    rights: text({ mode: 'json' }).$type<Snapshot['rights']>().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.dataset, table.number] })],
)

export const modelRecord = sqliteTable('model', {
  name: text().primaryKey(),
  useCase: text().notNull(),
  task: text().$type<Model['task']>().notNull(),
  description: text().notNull(),
  owner: text().notNull(),
  at: text().notNull(),
  seq: integer().notNull(),
})

export const versionRecord = sqliteTable(
  'version',
  {
    model: text().notNull(),
    number: integer().notNull(),
    manifestHash: text().notNull(),
    note: text().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    seq: integer().notNull(),
    /** The run it was made from, and `model/version` of an MLflow client's registry. */
    run: text(),
    registered: text(),
  },
  (table) => [primaryKey({ columns: [table.model, table.number] }), index('version_manifest').on(table.manifestHash), index('version_run').on(table.run), index('version_registered').on(table.registered)],
)

/** Which snapshots a version names: kept apart so that a dataset can say who uses it. */
export const versionDataRecord = sqliteTable(
  'version_data',
  { version: text().notNull(), snapshot: text().notNull() },
  (table) => [primaryKey({ columns: [table.version, table.snapshot] })],
)
