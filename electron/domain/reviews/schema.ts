import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Tier } from '../../../shared/contract/tier.ts'
import type { Meaning } from '../../../shared/contract/policies.ts'
import type { DecisionWord, EvidenceItem, Gap, Move } from '../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../shared/review-machine.ts'

export const reviewRecord = sqliteTable(
  'review',
  {
    seq: integer().primaryKey(),
    version: text().notNull(),
    useCase: text().notNull(),
    message: text().notNull(),
    requestedBy: text().notNull(),
    at: text().notNull(),
    state: text().$type<RequestState>().notNull(),
    revision: integer().notNull(),
    /** The newest move: its entry and its reason. */
    movedSeq: integer().notNull(),
    reason: text().notNull(),
    /** What the current revision froze; null in a draft. */
    manifestHash: text(),
    evidence: text({ mode: 'json' }).$type<EvidenceItem[]>(),
    evidenceHash: text(),
    tier: integer().$type<Tier>(),
    policyId: text(),
    policyVersion: integer(),
    submittedSeq: integer(),
    gaps: text({ mode: 'json' }).$type<Gap[]>().notNull(),
    expiresAt: text(),
  },
  (table) => [index('review_version').on(table.version), index('review_state').on(table.state)],
)

export const moveRecord = sqliteTable(
  'review_move',
  {
    seq: integer().primaryKey(),
    review: integer().notNull(),
    revision: integer().notNull(),
    at: text().notNull(),
    actor: text().notNull(),
    from: text().$type<RequestState>().notNull(),
    to: text().$type<RequestState>().notNull(),
    by: text().$type<Move['by']>().notNull(),
    reason: text().notNull(),
    trigger: text({ mode: 'json' }).$type<Move['trigger']>(),
  },
  (table) => [index('review_move_review').on(table.review)],
)

export const decisionRecord = sqliteTable(
  'decision',
  {
    seq: integer().primaryKey(),
    review: integer().notNull(),
    revision: integer().notNull(),
    email: text().notNull(),
    name: text().notNull(),
    role: text().notNull(),
    decision: text().$type<DecisionWord>().notNull(),
    meaning: text().$type<Meaning>().notNull(),
    /** Number of the place it fills among those that the tier asks for; null for acts that fill none. */
    slot: integer(),
    onBehalfOf: text(),
    fingerprint: text().notNull(),
    reason: text().notNull(),
    validUntil: text(),
    at: text().notNull(),
    note: text().notNull(),
    /** Origin of the ledger in which it was signed, where that is another one. */
    signedIn: text(),
    device: text(),
    /** How many were signed in the same act. */
    batch: integer(),
  },
  (table) => [index('decision_review').on(table.review)],
)
