import { asc, eq, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { conditionRecord } from './schema.ts'

export type ConditionRow = typeof conditionRecord.$inferSelect

export const insertCondition = createInsert(conditionRecord)

export const updateCondition = (index: Index, seq: number, changes: Partial<ConditionRow>): void => void index.update(conditionRecord).set(changes).where(eq(conditionRecord.seq, seq)).run()

export const readCondition = (index: Index, seq: number): ConditionRow | undefined => index.select().from(conditionRecord).where(eq(conditionRecord.seq, seq)).get()

const select = (where?: SQL) => prepareOnce((index) => index.select().from(conditionRecord).where(where).orderBy(asc(conditionRecord.seq)).prepare())
const [every, ofReview] = [select(), select(eq(conditionRecord.review, sql.placeholder('review')))]

export const readConditions = (index: Index, review?: number): ConditionRow[] => (review === undefined ? every(index).all() : ofReview(index).all({ review }))
