import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { createInsert, prepareOnce } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { decisionRecord, reviewRecord } from './schema.ts'

export type ReviewRow = typeof reviewRecord.$inferSelect
export type DecisionRow = typeof decisionRecord.$inferSelect

export const insertReview = createInsert(reviewRecord)
export const insertDecision = createInsert(decisionRecord)

export const readReview = (index: Index, seq: number): ReviewRow | undefined => index.select().from(reviewRecord).where(eq(reviewRecord.seq, seq)).get()

export const readReviews = (index: Index, version?: string): ReviewRow[] =>
  index
    .select()
    .from(reviewRecord)
    .where(version === undefined ? undefined : eq(reviewRecord.version, version))
    .orderBy(desc(reviewRecord.seq))
    .all()

export const readDecisions = (index: Index, review: number): DecisionRow[] =>
  index.select().from(decisionRecord).where(eq(decisionRecord.review, review)).orderBy(asc(decisionRecord.seq)).all()

const voiding = prepareOnce((index) =>
  index
    .update(reviewRecord)
    .set({ voidedSeq: sql`${sql.placeholder('seq')}`, voidedBecause: sql`${sql.placeholder('because')}` })
    .where(and(eq(reviewRecord.version, sql.placeholder('version')), isNull(reviewRecord.voidedSeq), isNull(reviewRecord.withdrawnSeq)))
    .prepare(),
)
export const voidReviews = (index: Index, version: string, seq: number, because: string): void => void voiding(index).run({ version, seq, because })

const withdrawing = prepareOnce((index) =>
  index
    .update(reviewRecord)
    .set({ withdrawnSeq: sql`${sql.placeholder('by')}`, withdrawnBecause: sql`${sql.placeholder('because')}` })
    .where(eq(reviewRecord.seq, sql.placeholder('seq')))
    .prepare(),
)
export const withdrawReview = (index: Index, seq: number, by: number, because: string): void => void withdrawing(index).run({ seq, by, because })
