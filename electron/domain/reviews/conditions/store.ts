import { asc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { conditionRecord } from './schema.ts'

export type ConditionRow = typeof conditionRecord.$inferSelect

export const insertCondition = createInsert(conditionRecord)

export const updateCondition = (index: Index, seq: number, changes: Partial<ConditionRow>): void => void index.update(conditionRecord).set(changes).where(eq(conditionRecord.seq, seq)).run()

export const readCondition = (index: Index, seq: number): ConditionRow | undefined => index.select().from(conditionRecord).where(eq(conditionRecord.seq, seq)).get()

export const readConditions = (index: Index, review?: number): ConditionRow[] =>
  index
    .select()
    .from(conditionRecord)
    .where(review === undefined ? undefined : eq(conditionRecord.review, review))
    .orderBy(asc(conditionRecord.seq))
    .all()
