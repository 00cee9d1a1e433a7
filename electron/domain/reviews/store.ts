import { and, asc, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { decisionRecord, moveRecord, reviewRecord } from './schema.ts'

export type ReviewRow = typeof reviewRecord.$inferSelect
export type DecisionRow = typeof decisionRecord.$inferSelect
export type MoveRow = typeof moveRecord.$inferSelect

export const insertReview = createInsert(reviewRecord)
export const insertMove = createInsert(moveRecord)
export const insertDecision = createInsert(decisionRecord)

export const updateReview = (index: Index, seq: number, changes: Partial<ReviewRow>): void => void index.update(reviewRecord).set(changes).where(eq(reviewRecord.seq, seq)).run()

const select = (where?: SQL) => prepareOnce((index) => index.select().from(reviewRecord).where(where).orderBy(desc(reviewRecord.seq)).prepare())
const [every, ofVersion, bySeq] = [select(), select(eq(reviewRecord.version, sql.placeholder('version'))), select(eq(reviewRecord.seq, sql.placeholder('seq')))]
const live = select(and(eq(reviewRecord.useCase, sql.placeholder('useCase')), inArray(reviewRecord.state, ['approved', 'approved_with_conditions'])))

export const readReview = (index: Index, seq: number): ReviewRow | undefined => bySeq(index).get({ seq })

/** The newest first. */
export const readReviews = (index: Index, version?: string): ReviewRow[] => (version === undefined ? every(index).all() : ofVersion(index).all({ version }))

export const readLiveReviews = (index: Index, useCase: string): ReviewRow[] => live(index).all({ useCase })

const moves = prepareOnce((index) => index.select().from(moveRecord).where(eq(moveRecord.review, sql.placeholder('review'))).orderBy(asc(moveRecord.seq)).prepare())
export const readMoves = (index: Index, review: number): MoveRow[] => moves(index).all({ review })

const decisions = prepareOnce((index) => index.select().from(decisionRecord).where(eq(decisionRecord.review, sql.placeholder('review'))).orderBy(asc(decisionRecord.seq)).prepare())
export const readDecisions = (index: Index, review: number): DecisionRow[] => decisions(index).all({ review })
