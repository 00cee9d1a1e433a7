import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { TestSetSeal } from '../../../../shared/contract/test-sets.ts'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { checkRecord } from '../schema.ts'
import { dataUseRecord, testSetRecord } from './schema.ts'

export type DataUseRow = typeof dataUseRecord.$inferSelect
export type TestSetRow = typeof testSetRecord.$inferSelect

export const insertUse = createInsert(dataUseRecord)
export const insertTestSet = createInsert(testSetRecord)

const ofDigest = prepareOnce((index) => index.select().from(dataUseRecord).where(eq(dataUseRecord.sha256, sql.placeholder('sha256'))).orderBy(asc(dataUseRecord.seq)).prepare())
/** Of these bytes, in the order of the ledger. */
export const readUses = (index: Index, sha256: string): DataUseRow[] => ofDigest(index).all({ sha256 })

const mainOf = prepareOnce((index) => index.select().from(dataUseRecord).where(and(eq(dataUseRecord.seq, sql.placeholder('seq')), eq(dataUseRecord.main, true))).prepare())
/** The bytes that an act was about. */
export const readMainUse = (index: Index, seq: number): DataUseRow | undefined => mainOf(index).get({ seq })

const sealOf = prepareOnce((index) => index.select().from(testSetRecord).where(eq(testSetRecord.sha256, sql.placeholder('sha256'))).prepare())
export const readTestSet = (index: Index, sha256: string): TestSetRow | undefined => sealOf(index).get({ sha256 })

/** The newest first. */
export const readTestSets = (index: Index): TestSetRow[] => index.select().from(testSetRecord).orderBy(desc(testSetRecord.seq)).all()

/** What came of declared checks: the check and its verdict, by the entry of the declaration. */
export function readOutcomes(index: Index, declared: readonly number[]): Map<number, { id: string; verdict: (typeof checkRecord.$inferSelect)['verdict'] }> {
  const outcome = (seq: number) => index.select({ seq: checkRecord.seq, verdict: checkRecord.verdict }).from(checkRecord).where(eq(checkRecord.declaredSeq, seq)).get()
  return new Map(declared.flatMap((seq) => {
    const found = outcome(seq)
    return found ? [[seq, { id: `C-${found.seq}`, verdict: found.verdict }] as const] : []
  }))
}

export const toSeal = (row: TestSetRow): TestSetSeal => ({ id: `T-${row.seq}`, ...row })
