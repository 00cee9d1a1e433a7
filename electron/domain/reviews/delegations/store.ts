import { asc, eq } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../../platform/sqlite.ts'
import { delegationRecord } from './schema.ts'

export type DelegationRow = typeof delegationRecord.$inferSelect

export const insertDelegation = createInsert(delegationRecord)

export const updateDelegation = (index: Index, seq: number, changes: Partial<DelegationRow>): void => void index.update(delegationRecord).set(changes).where(eq(delegationRecord.seq, seq)).run()

export const readDelegation = (index: Index, seq: number): DelegationRow | undefined => index.select().from(delegationRecord).where(eq(delegationRecord.seq, seq)).get()

const every = prepareOnce((index) => index.select().from(delegationRecord).orderBy(asc(delegationRecord.seq)).prepare())
export const readDelegations = (index: Index): DelegationRow[] => every(index).all()
