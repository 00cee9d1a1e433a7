import { and, desc, eq } from 'drizzle-orm'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { policyRecord } from './schema.ts'

export type PolicyRow = typeof policyRecord.$inferSelect
export type PolicyMark = Omit<PolicyRow, 'policy'>

export const insertPolicy = createInsert(policyRecord)

// The text of a policy is long and asked for with each review: who lists them reads it only where it is not known yet.
const mark = { id: policyRecord.id, version: policyRecord.version, sha256: policyRecord.sha256, seq: policyRecord.seq, at: policyRecord.at, by: policyRecord.by }

/** The newest first: that one is in force. */
export const readMarks = (index: Index): PolicyMark[] => index.select(mark).from(policyRecord).orderBy(desc(policyRecord.seq)).all()

export const readPolicy = (index: Index, { id, version }: Pick<PolicyMark, 'id' | 'version'>): PolicyRow['policy'] | undefined =>
  index
    .select({ policy: policyRecord.policy })
    .from(policyRecord)
    .where(and(eq(policyRecord.id, id), eq(policyRecord.version, version)))
    .get()?.policy
