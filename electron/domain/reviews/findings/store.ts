import { asc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { findingRecord } from './schema.ts'

export type FindingRow = typeof findingRecord.$inferSelect

export const insertFinding = createInsert(findingRecord)

export const updateFinding = (index: Index, seq: number, changes: Partial<FindingRow>): void => void index.update(findingRecord).set(changes).where(eq(findingRecord.seq, seq)).run()

export const readFinding = (index: Index, seq: number): FindingRow | undefined => index.select().from(findingRecord).where(eq(findingRecord.seq, seq)).get()

export const readFindings = (index: Index, version?: string): FindingRow[] =>
  index
    .select()
    .from(findingRecord)
    .where(version === undefined ? undefined : eq(findingRecord.version, version))
    .orderBy(asc(findingRecord.seq))
    .all()
