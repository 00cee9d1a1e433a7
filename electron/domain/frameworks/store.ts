import { asc, desc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../platform/sqlite.ts'
import { controlMarkRecord, frameworkScopeRecord, nilRecord } from './schema.ts'

export type ControlMark = typeof controlMarkRecord.$inferSelect
export type NilRow = typeof nilRecord.$inferSelect

export const insertScope = createInsert(frameworkScopeRecord)
export const insertMark = createInsert(controlMarkRecord)
export const insertNil = createInsert(nilRecord)

export const readScope = (index: Index) => index.select().from(frameworkScopeRecord).orderBy(desc(frameworkScopeRecord.seq)).limit(1).get()

/** Of one version, in the order of the ledger. */
export const readMarks = (index: Index, version: string): ControlMark[] =>
  index.select().from(controlMarkRecord).where(eq(controlMarkRecord.version, version)).orderBy(asc(controlMarkRecord.seq)).all()

/** Of one version, the newest first. */
export const readNils = (index: Index, version: string): NilRow[] => index.select().from(nilRecord).where(eq(nilRecord.version, version)).orderBy(desc(nilRecord.seq)).all()
