import { asc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { challengeRecord } from './schema.ts'

export type ChallengeRow = typeof challengeRecord.$inferSelect

export const insertChallenge = createInsert(challengeRecord)

export const updateChallenge = (index: Index, seq: number, changes: Partial<ChallengeRow>): void => void index.update(challengeRecord).set(changes).where(eq(challengeRecord.seq, seq)).run()

export const readChallenge = (index: Index, seq: number): ChallengeRow | undefined => index.select().from(challengeRecord).where(eq(challengeRecord.seq, seq)).get()

export const readChallenges = (index: Index, review?: number): ChallengeRow[] =>
  index
    .select()
    .from(challengeRecord)
    .where(review === undefined ? undefined : eq(challengeRecord.review, review))
    .orderBy(asc(challengeRecord.seq))
    .all()
