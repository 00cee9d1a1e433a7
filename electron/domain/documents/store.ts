import { and, asc, desc, eq } from 'drizzle-orm'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { documentRecord, documentVersionRecord } from './schema.ts'

export type DocumentRow = typeof documentRecord.$inferSelect
export type VersionRow = typeof documentVersionRecord.$inferSelect

export const insertDocument = createInsert(documentRecord)
export const insertVersion = createInsert(documentVersionRecord)

export function setWithdrawn(index: Index, document: number, withdrawn: { seq: number; at: string; by: string; reason: string }): void {
  const { seq, at, by, reason } = withdrawn
  index.update(documentRecord).set({ withdrawnSeq: seq, withdrawnAt: at, withdrawnBy: by, withdrawnReason: reason }).where(eq(documentRecord.seq, document)).run()
}

export function readDocuments(index: Index, { subject, kind }: { subject?: EvidenceSubject | undefined; kind?: string | undefined }): DocumentRow[] {
  const wanted = and(
    subject && eq(documentRecord.subjectType, subject.type),
    subject && eq(documentRecord.subjectRef, subject.ref),
    kind === undefined ? undefined : eq(documentRecord.kind, kind),
  )
  return index.select().from(documentRecord).where(wanted).orderBy(desc(documentRecord.seq)).all()
}

export const readDocument = (index: Index, seq: number): DocumentRow | undefined => index.select().from(documentRecord).where(eq(documentRecord.seq, seq)).get()

/** Oldest first. */
export const readVersions = (index: Index, document: number): VersionRow[] =>
  index.select().from(documentVersionRecord).where(eq(documentVersionRecord.document, document)).orderBy(asc(documentVersionRecord.number)).all()
