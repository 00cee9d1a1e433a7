import { desc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { reproductionRecord, reproductionResultRecord } from '../schema.ts'

export type ReproductionRow = typeof reproductionRecord.$inferSelect
export type ResultRow = typeof reproductionResultRecord.$inferSelect

export const insertReproduction = createInsert(reproductionRecord)
export const insertResult = createInsert(reproductionResultRecord)

export const readReproduction = (index: Index, run: string): ReproductionRow | undefined => index.select().from(reproductionRecord).where(eq(reproductionRecord.run, run)).get()
/** Of one original, the newest first. */
export const readReproductionsOf = (index: Index, original: string): ReproductionRow[] => index.select().from(reproductionRecord).where(eq(reproductionRecord.original, original)).orderBy(desc(reproductionRecord.seq)).all()
/** Newest first. */
export const readResults = (index: Index, run: string): ResultRow[] => index.select().from(reproductionResultRecord).where(eq(reproductionResultRecord.run, run)).orderBy(desc(reproductionResultRecord.seq)).all()
