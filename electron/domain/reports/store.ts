import { desc, eq } from 'drizzle-orm'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { reportRecord } from './schema.ts'

export type ReportRow = typeof reportRecord.$inferSelect

export const insertReport = createInsert(reportRecord)

/** Newest first. */
export const readReports = (index: Index, version?: string): ReportRow[] =>
  index
    .select()
    .from(reportRecord)
    .where(version === undefined ? undefined : eq(reportRecord.version, version))
    .orderBy(desc(reportRecord.seq))
    .all()

export const readReport = (index: Index, seq: number): ReportRow | undefined => index.select().from(reportRecord).where(eq(reportRecord.seq, seq)).get()
