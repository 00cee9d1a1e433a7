import { asc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { waiverRecord } from './schema.ts'

export type WaiverRow = typeof waiverRecord.$inferSelect

export const insertWaiver = createInsert(waiverRecord)

export const updateWaiver = (index: Index, seq: number, changes: Partial<WaiverRow>): void => void index.update(waiverRecord).set(changes).where(eq(waiverRecord.seq, seq)).run()

export const readWaiver = (index: Index, seq: number): WaiverRow | undefined => index.select().from(waiverRecord).where(eq(waiverRecord.seq, seq)).get()

export const readWaivers = (index: Index, version?: string): WaiverRow[] =>
  index
    .select()
    .from(waiverRecord)
    .where(version === undefined ? undefined : eq(waiverRecord.version, version))
    .orderBy(asc(waiverRecord.seq))
    .all()
