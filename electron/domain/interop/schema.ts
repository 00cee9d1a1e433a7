import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ForeignRequest } from '../../../shared/contract/interop.ts'

type Brief = Pick<ForeignRequest, 'review' | 'revision' | 'version' | 'evidence' | 'requestedBy' | 'requestedByName' | 'requestedAt'> & { useCase: string; manifestHash: string }

export const importRecord = sqliteTable(
  'bundle_import',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    sha256: text().notNull(),
    bytes: integer().notNull(),
    origin: text().notNull(),
    name: text().notNull(),
    logVkey: text().notNull(),
    size: integer().notNull(),
    root: text().notNull(),
    checkpoint: text().notNull(),
    confirmed: text({ mode: 'json' }).$type<{ name: string; vkey: string; fingerprint: string }[]>().notNull(),
    /** The review that was asked for, or answered. */
    review: text().notNull(),
    /** Null for an answer. */
    request: text({ mode: 'json' }).$type<Brief>(),
  },
  (table) => [index('bundle_import_sha256').on(table.sha256), index('bundle_import_origin').on(table.origin)],
)

export const answerRecord = sqliteTable(
  'foreign_answer',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    email: text().notNull(),
    import: integer().notNull(),
    origin: text().notNull(),
    review: text().notNull(),
    note: text().notNull(),
    cosigned: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [index('foreign_answer_review').on(table.origin, table.review)],
)

export const bundleRecord = sqliteTable('bundle_export', {
  seq: integer().primaryKey(),
  record: text().notNull(),
  asOfSize: integer().notNull(),
  sha256: text().notNull(),
  at: text().notNull(),
  by: text().notNull(),
})
