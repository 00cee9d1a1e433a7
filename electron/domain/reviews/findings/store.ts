import { asc, eq, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { findingRecord } from './schema.ts'

export type FindingRow = typeof findingRecord.$inferSelect

export const insertFinding = createInsert(findingRecord)

export const updateFinding = (index: Index, seq: number, changes: Partial<FindingRow>): void => void index.update(findingRecord).set(changes).where(eq(findingRecord.seq, seq)).run()

export const readFinding = (index: Index, seq: number): FindingRow | undefined => index.select().from(findingRecord).where(eq(findingRecord.seq, seq)).get()

const select = (where?: SQL) => prepareOnce((index) => index.select().from(findingRecord).where(where).orderBy(asc(findingRecord.seq)).prepare())
const [every, ofVersion] = [select(), select(eq(findingRecord.version, sql.placeholder('version')))]

export const readFindings = (index: Index, version?: string): FindingRow[] => (version === undefined ? every(index).all() : ofVersion(index).all({ version }))
