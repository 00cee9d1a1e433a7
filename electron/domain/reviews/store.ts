import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Index } from '../../platform/sqlite.ts'
import { decisionRecord, policyRecord, reviewRecord } from './schema.ts'

export type ReviewRow = typeof reviewRecord.$inferSelect
export type DecisionRow = typeof decisionRecord.$inferSelect
export type PolicyRow = typeof policyRecord.$inferSelect

export const insertPolicy = (index: Index, row: PolicyRow) => void index.insert(policyRecord).values(row).onConflictDoNothing().run()
export const insertReview = (index: Index, row: ReviewRow) => void index.insert(reviewRecord).values(row).onConflictDoNothing().run()
export const insertDecision = (index: Index, row: DecisionRow) => void index.insert(decisionRecord).values(row).onConflictDoNothing().run()

/** The policy adopted last is the one that new requests are frozen under. */
export const readCurrentPolicy = (index: Index): PolicyRow | undefined => index.select().from(policyRecord).orderBy(desc(policyRecord.seq)).limit(1).get()

export const readPolicy = (index: Index, id: string, version: number): PolicyRow | undefined =>
  index
    .select()
    .from(policyRecord)
    .where(and(eq(policyRecord.id, id), eq(policyRecord.version, version)))
    .get()

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

export function voidReviews(index: Index, version: string, voidedSeq: number, voidedBecause: string): void {
  index
    .update(reviewRecord)
    .set({ voidedSeq, voidedBecause })
    .where(and(eq(reviewRecord.version, version), isNull(reviewRecord.voidedSeq), isNull(reviewRecord.withdrawnSeq)))
    .run()
}

export function withdrawReview(index: Index, seq: number, withdrawnSeq: number, withdrawnBecause: string): void {
  index.update(reviewRecord).set({ withdrawnSeq, withdrawnBecause }).where(eq(reviewRecord.seq, seq)).run()
}
