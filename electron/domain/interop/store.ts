import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { answerRecord, bundleRecord, importRecord } from './schema.ts'

export type ImportRow = typeof importRecord.$inferSelect
export type RequestRow = ImportRow & { request: NonNullable<ImportRow['request']> }
export type AnswerRow = typeof answerRecord.$inferSelect
export type BundleRow = typeof bundleRecord.$inferSelect

export const insertImport = createInsert(importRecord)
export const insertAnswer = createInsert(answerRecord)
export const insertBundle = createInsert(bundleRecord)

export const readImportOf = (index: Index, sha256: string): ImportRow | undefined => index.select().from(importRecord).where(eq(importRecord.sha256, sha256)).get()

/** Everything that came from one ledger, oldest first. */
export const readImportsFrom = (index: Index, origin: string): ImportRow[] => index.select().from(importRecord).where(eq(importRecord.origin, origin)).orderBy(asc(importRecord.seq)).all()

/** Newest first. */
export const readRequests = (index: Index): RequestRow[] =>
  index.select().from(importRecord).where(isNotNull(importRecord.request)).orderBy(desc(importRecord.seq)).all().filter(isRequest)

export function readRequest(index: Index, seq: number): RequestRow | undefined {
  const row = index.select().from(importRecord).where(eq(importRecord.seq, seq)).get()
  return row && isRequest(row) ? row : undefined
}

/** What was signed here about one review of another ledger, whichever bundle brought it; oldest first. */
export const readAnswers = (index: Index, origin: string, review: string): AnswerRow[] =>
  index
    .select()
    .from(answerRecord)
    .where(and(eq(answerRecord.origin, origin), eq(answerRecord.review, review)))
    .orderBy(asc(answerRecord.seq))
    .all()

/** Sizes of this ledger that bundles of it carried out, newest first, each once. */
export const readExportedSizes = (index: Index, limit: number): number[] =>
  index
    .selectDistinct({ size: bundleRecord.asOfSize })
    .from(bundleRecord)
    .orderBy(desc(bundleRecord.asOfSize))
    .limit(limit)
    .all()
    .map(({ size }) => size)

const isRequest = (row: ImportRow): row is RequestRow => row.request !== null
