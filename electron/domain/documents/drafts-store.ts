import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Attachment, DocumentContent, documentOrigin } from '../../../shared/contract/documents.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import type { Drafts } from '../../platform/drafts-database.ts'
import type * as z from 'zod'

/** As migrations/drafts makes them. */
const draftRecord = sqliteTable('draft', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** Entry that began the document; null for a new one. */
  document: integer(),
  kind: text().notNull(),
  subjectType: text().$type<DocumentSubject['type']>().notNull(),
  subjectRef: text().notNull(),
  person: text().notNull(),
  base: integer(),
  content: text({ mode: 'json' }).$type<DocumentContent>().notNull(),
  origin: text({ mode: 'json' }).$type<z.infer<typeof documentOrigin>>(),
  /** Attachments of the version that it began from. */
  kept: text({ mode: 'json' }).$type<Attachment[]>().notNull(),
  savedAt: text().notNull(),
  revision: integer().notNull(),
})

const fileRecord = sqliteTable('draft_file', {
  draft: integer().notNull(),
  role: text().$type<'attachment' | 'origin'>().notNull(),
  name: text().notNull(),
  sha256: text().notNull(),
  content: blob({ mode: 'buffer' }).notNull(),
})

export type DraftRow = typeof draftRecord.$inferSelect
export type DraftFile = typeof fileRecord.$inferSelect
export type FileLine = Omit<DraftFile, 'content'> & { bytes: number }

export const insertDraft = (drafts: Drafts, row: typeof draftRecord.$inferInsert): number => drafts.insert(draftRecord).values(row).returning({ id: draftRecord.id }).get().id

export const readDraftsOf = (drafts: Drafts, person: string): DraftRow[] => drafts.select().from(draftRecord).where(eq(draftRecord.person, person)).orderBy(desc(draftRecord.savedAt)).all()

export const readDraft = (drafts: Drafts, id: number, person: string): DraftRow | undefined =>
  drafts
    .select()
    .from(draftRecord)
    .where(and(eq(draftRecord.id, id), eq(draftRecord.person, person)))
    .get()

export const readDraftOfDocument = (drafts: Drafts, person: string, document: number): DraftRow | undefined =>
  drafts
    .select()
    .from(draftRecord)
    .where(and(eq(draftRecord.person, person), eq(draftRecord.document, document)))
    .get()

/** False where the draft is gone or at another revision. */
export function updateDraft(drafts: Drafts, id: number, revision: number, change: Partial<Pick<DraftRow, 'content' | 'base' | 'origin' | 'kept' | 'savedAt'>>): boolean {
  const done = drafts
    .update(draftRecord)
    .set({ ...change, revision: sql`${draftRecord.revision} + 1` })
    .where(and(eq(draftRecord.id, id), eq(draftRecord.revision, revision)))
    .run()
  return done.changes === 1
}

export const deleteDraft = (drafts: Drafts, id: number): void => void drafts.delete(draftRecord).where(eq(draftRecord.id, id)).run()

export const readFileLines = (drafts: Drafts, draft: number): FileLine[] =>
  drafts
    .select({ draft: fileRecord.draft, role: fileRecord.role, name: fileRecord.name, sha256: fileRecord.sha256, bytes: sql<number>`length(${fileRecord.content})` })
    .from(fileRecord)
    .where(eq(fileRecord.draft, draft))
    .all()

export const readFiles = (drafts: Drafts, draft: number): DraftFile[] => drafts.select().from(fileRecord).where(eq(fileRecord.draft, draft)).all()

export const readFile = (drafts: Drafts, draft: number, sha256: string): DraftFile | undefined =>
  drafts
    .select()
    .from(fileRecord)
    .where(and(eq(fileRecord.draft, draft), eq(fileRecord.sha256, sha256)))
    .get()

/** In place of one of the same role and name. */
export function putFile(drafts: Drafts, file: DraftFile): void {
  drafts
    .insert(fileRecord)
    .values(file)
    .onConflictDoUpdate({ target: [fileRecord.draft, fileRecord.role, fileRecord.name], set: { sha256: file.sha256, content: file.content } })
    .run()
}

export const deleteFile = (drafts: Drafts, { draft, role, name, sha256 }: Omit<DraftFile, 'content'>): boolean =>
  drafts
    .delete(fileRecord)
    .where(and(eq(fileRecord.draft, draft), eq(fileRecord.role, role), eq(fileRecord.name, name), eq(fileRecord.sha256, sha256)))
    .run().changes > 0

export const deleteOrigin = (drafts: Drafts, draft: number): void => void drafts.delete(fileRecord).where(and(eq(fileRecord.draft, draft), eq(fileRecord.role, 'origin'))).run()

/** Drafts of new documents of the same kind about the same subject: none is made twice by a second press. */
export const readNewDraft = (drafts: Drafts, person: string, kind: string, subject: DocumentSubject): DraftRow | undefined =>
  drafts
    .select()
    .from(draftRecord)
    .where(and(eq(draftRecord.person, person), isNull(draftRecord.document), eq(draftRecord.kind, kind), eq(draftRecord.subjectType, subject.type), eq(draftRecord.subjectRef, subject.ref)))
    .orderBy(desc(draftRecord.id))
    .get()
