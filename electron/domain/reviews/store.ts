import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { decisionRecord, moveRecord, reviewRecord } from './schema.ts'

export type ReviewRow = typeof reviewRecord.$inferSelect
export type DecisionRow = typeof decisionRecord.$inferSelect
export type MoveRow = typeof moveRecord.$inferSelect

export const insertReview = createInsert(reviewRecord)
export const insertMove = createInsert(moveRecord)
export const insertDecision = createInsert(decisionRecord)

export const updateReview = (index: Index, seq: number, changes: Partial<ReviewRow>): void => void index.update(reviewRecord).set(changes).where(eq(reviewRecord.seq, seq)).run()

export const readReview = (index: Index, seq: number): ReviewRow | undefined => index.select().from(reviewRecord).where(eq(reviewRecord.seq, seq)).get()

export const readReviews = (index: Index, version?: string): ReviewRow[] =>
  index
    .select()
    .from(reviewRecord)
    .where(version === undefined ? undefined : eq(reviewRecord.version, version))
    .orderBy(desc(reviewRecord.seq))
    .all()

export const readLiveReviews = (index: Index, useCase: string): ReviewRow[] =>
  index
    .select()
    .from(reviewRecord)
    .where(and(eq(reviewRecord.useCase, useCase), inArray(reviewRecord.state, ['approved', 'approved_with_conditions'])))
    .orderBy(desc(reviewRecord.seq))
    .all()

export const readMoves = (index: Index, review: number): MoveRow[] => index.select().from(moveRecord).where(eq(moveRecord.review, review)).orderBy(asc(moveRecord.seq)).all()

export const readDecisions = (index: Index, review: number): DecisionRow[] =>
  index.select().from(decisionRecord).where(eq(decisionRecord.review, review)).orderBy(asc(decisionRecord.seq)).all()
