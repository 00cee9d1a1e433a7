import { and, asc, eq, isNull } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { commentRecord } from './schema.ts'

export type CommentRow = typeof commentRecord.$inferSelect

export const insertComment = createInsert(commentRecord)

export const updateComment = (index: Index, seq: number, changes: Partial<CommentRow>): void => void index.update(commentRecord).set(changes).where(eq(commentRecord.seq, seq)).run()

export const readComment = (index: Index, seq: number): CommentRow | undefined => index.select().from(commentRecord).where(eq(commentRecord.seq, seq)).get()

/** The comments that begin threads. */
export const readThreads = (index: Index, subject?: string): CommentRow[] =>
  index
    .select()
    .from(commentRecord)
    .where(subject === undefined ? isNull(commentRecord.thread) : and(isNull(commentRecord.thread), eq(commentRecord.subject, subject)))
    .orderBy(asc(commentRecord.seq))
    .all()

export const readReplies = (index: Index, thread: number): CommentRow[] => index.select().from(commentRecord).where(eq(commentRecord.thread, thread)).orderBy(asc(commentRecord.seq)).all()
