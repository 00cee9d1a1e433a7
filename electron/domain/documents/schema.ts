import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Attachment, documentEntries } from '../../../shared/contract/documents.ts'
import type { UseCase } from '../../../shared/contract/catalog.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import type * as z from 'zod'

type Sealed = z.output<(typeof documentEntries)['document.sealed/v1']>

/** One row a document; `seq` is the entry that began it. */
export const documentRecord = sqliteTable(
  'document',
  {
    seq: integer().primaryKey(),
    kind: text().notNull(),
    subjectType: text().$type<DocumentSubject['type']>().notNull(),
    subjectRef: text().notNull(),
    withdrawnSeq: integer(),
    withdrawnAt: text(),
    withdrawnBy: text(),
    withdrawnReason: text(),
  },
  (table) => [index('document_subject').on(table.subjectType, table.subjectRef)],
)

export const documentVersionRecord = sqliteTable(
  'document_version',
  {
    document: integer().notNull(),
    number: integer().notNull(),
    seq: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    title: text().notNull(),
    sha256: text().notNull(),
    bytes: integer().notNull(),
    boundTo: text(),
    tier: integer().$type<UseCase['tier']>(),
    attachments: text({ mode: 'json' }).$type<Attachment[]>().notNull(),
    filled: text({ mode: 'json' }).$type<string[]>().notNull(),
    missing: text({ mode: 'json' }).$type<string[]>().notNull(),
    open: text({ mode: 'json' }).$type<Sealed['open']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.document, table.number] })],
)
