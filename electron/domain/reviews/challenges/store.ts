import { asc, eq, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { challengeRecord } from './schema.ts'

export type ChallengeRow = typeof challengeRecord.$inferSelect

export const insertChallenge = createInsert(challengeRecord)

export const updateChallenge = (index: Index, seq: number, changes: Partial<ChallengeRow>): void => void index.update(challengeRecord).set(changes).where(eq(challengeRecord.seq, seq)).run()

export const readChallenge = (index: Index, seq: number): ChallengeRow | undefined => index.select().from(challengeRecord).where(eq(challengeRecord.seq, seq)).get()

const select = (where?: SQL) => prepareOnce((index) => index.select().from(challengeRecord).where(where).orderBy(asc(challengeRecord.seq)).prepare())
const [every, ofReview] = [select(), select(eq(challengeRecord.review, sql.placeholder('review')))]

export const readChallenges = (index: Index, review?: number): ChallengeRow[] => (review === undefined ? every(index).all() : ofReview(index).all({ review }))
