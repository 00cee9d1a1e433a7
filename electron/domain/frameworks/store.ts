import { asc, desc, eq, sql } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { controlMarkRecord, frameworkScopeRecord, nilRecord } from './schema.ts'

export type ControlMark = typeof controlMarkRecord.$inferSelect
export type NilRow = typeof nilRecord.$inferSelect

export const insertScope = createInsert(frameworkScopeRecord)
export const insertMark = createInsert(controlMarkRecord)
export const insertNil = createInsert(nilRecord)

export const readScope = (index: Index) => index.select().from(frameworkScopeRecord).orderBy(desc(frameworkScopeRecord.seq)).limit(1).get()

const marks = prepareOnce((index) => index.select().from(controlMarkRecord).where(eq(controlMarkRecord.version, sql.placeholder('version'))).orderBy(asc(controlMarkRecord.seq)).prepare())
/** Of one version, in the order of the ledger. */
export const readMarks = (index: Index, version: string): ControlMark[] => marks(index).all({ version })

const nils = prepareOnce((index) => index.select().from(nilRecord).where(eq(nilRecord.version, sql.placeholder('version'))).orderBy(desc(nilRecord.seq)).prepare())
/** Of one version, the newest first. */
export const readNils = (index: Index, version: string): NilRow[] => nils(index).all({ version })
