import { desc, eq, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { reportRecord } from './schema.ts'

export type ReportRow = typeof reportRecord.$inferSelect

export const insertReport = createInsert(reportRecord)

const select = (where?: SQL) => prepareOnce((index) => index.select().from(reportRecord).where(where).orderBy(desc(reportRecord.seq)).prepare())
const [every, ofVersion] = [select(), select(eq(reportRecord.version, sql.placeholder('version')))]

/** Newest first. */
export const readReports = (index: Index, version?: string): ReportRow[] => (version === undefined ? every(index).all() : ofVersion(index).all({ version }))

export const readReport = (index: Index, seq: number): ReportRow | undefined => index.select().from(reportRecord).where(eq(reportRecord.seq, seq)).get()
