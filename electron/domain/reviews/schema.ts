import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Review } from '../../../shared/contract/reviews.ts'

export const reviewRecord = sqliteTable(
  'review',
  {
    seq: integer().primaryKey(),
    version: text().notNull(),
    useCase: text().notNull(),
    manifestHash: text().notNull(),
    evidence: text({ mode: 'json' }).$type<Review['evidence']>().notNull(),
    evidenceHash: text().notNull(),
    policyId: text().notNull(),
    policyVersion: integer().notNull(),
    message: text().notNull(),
    requestedBy: text().notNull(),
    at: text().notNull(),
    /** The entry that took the ground from under the request, and why; null while it stands. */
    voidedSeq: integer(),
    voidedBecause: text(),
    withdrawnSeq: integer(),
    withdrawnBecause: text(),
  },
  (table) => [index('review_version').on(table.version)],
)

export const decisionRecord = sqliteTable(
  'decision',
  {
    seq: integer().primaryKey(),
    review: integer().notNull(),
    email: text().notNull(),
    name: text().notNull(),
    role: text().notNull(),
    decision: text().$type<'APPROVE' | 'ENDORSE' | 'DECLINE'>().notNull(),
    meaning: text().$type<'review' | 'approval' | 'rejection'>().notNull(),
    fingerprint: text().notNull(),
    reason: text().notNull(),
    validUntil: text(),
    at: text().notNull(),
    note: text().notNull(),
    /** Origin of the ledger in which it was signed, where that is another one. */
    signedIn: text(),
  },
  (table) => [index('decision_review').on(table.review)],
)
