import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { documentRecord, documentVersionRecord } from './schema.ts'

export type DocumentRow = typeof documentRecord.$inferSelect
export type VersionRow = typeof documentVersionRecord.$inferSelect

export const insertDocument = createInsert(documentRecord)
export const insertVersion = createInsert(documentVersionRecord)

export function setWithdrawn(index: Index, document: number, withdrawn: { seq: number; at: string; by: string; reason: string }): void {
  const { seq, at, by, reason } = withdrawn
  index.update(documentRecord).set({ withdrawnSeq: seq, withdrawnAt: at, withdrawnBy: by, withdrawnReason: reason }).where(eq(documentRecord.seq, document)).run()
}

const select = (where?: SQL) => prepareOnce((index) => index.select().from(documentRecord).where(where).orderBy(desc(documentRecord.seq)).prepare())
const ofSubject = and(eq(documentRecord.subjectType, sql.placeholder('type')), eq(documentRecord.subjectRef, sql.placeholder('ref')))
const ofKind = eq(documentRecord.kind, sql.placeholder('kind'))
const [every, about, kindOf, kindAbout, bySeq] = [select(), select(ofSubject), select(ofKind), select(and(ofSubject, ofKind)), select(eq(documentRecord.seq, sql.placeholder('seq')))]

/** Newest first. */
export function readDocuments(index: Index, { subject, kind }: { subject?: DocumentSubject | undefined; kind?: string | undefined }): DocumentRow[] {
  if (subject) return kind === undefined ? about(index).all(subject) : kindAbout(index).all({ ...subject, kind })
  return kind === undefined ? every(index).all() : kindOf(index).all({ kind })
}

export const readDocument = (index: Index, seq: number): DocumentRow | undefined => bySeq(index).get({ seq })

const versions = prepareOnce((index) => index.select().from(documentVersionRecord).where(eq(documentVersionRecord.document, sql.placeholder('document'))).orderBy(asc(documentVersionRecord.number)).prepare())
/** Oldest first. */
export const readVersions = (index: Index, document: number): VersionRow[] => versions(index).all({ document })
