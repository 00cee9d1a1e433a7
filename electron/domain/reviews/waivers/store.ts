import { asc, eq, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { waiverRecord } from './schema.ts'

export type WaiverRow = typeof waiverRecord.$inferSelect

export const insertWaiver = createInsert(waiverRecord)

export const updateWaiver = (index: Index, seq: number, changes: Partial<WaiverRow>): void => void index.update(waiverRecord).set(changes).where(eq(waiverRecord.seq, seq)).run()

export const readWaiver = (index: Index, seq: number): WaiverRow | undefined => index.select().from(waiverRecord).where(eq(waiverRecord.seq, seq)).get()

const select = (where?: SQL) => prepareOnce((index) => index.select().from(waiverRecord).where(where).orderBy(asc(waiverRecord.seq)).prepare())
const [every, ofVersion] = [select(), select(eq(waiverRecord.version, sql.placeholder('version')))]

export const readWaivers = (index: Index, version?: string): WaiverRow[] => (version === undefined ? every(index).all() : ofVersion(index).all({ version }))
