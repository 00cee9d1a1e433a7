import { and, desc, eq } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { policyRecord, proposalRecord } from './schema.ts'

export type PolicyRow = typeof policyRecord.$inferSelect
/** A row without the policy's text: it is long, and asked for with each review. */
export type PolicyMark = Omit<PolicyRow, 'policy'>
export type ProposalRow = typeof proposalRecord.$inferSelect

export const insertPolicy = createInsert(policyRecord)
export const insertProposal = createInsert(proposalRecord)

const { id, version, sha256, seq, at, by, proposedSeq } = policyRecord

const marks = prepareOnce((index) => index.select({ id, version, sha256, seq, at, by, proposedSeq }).from(policyRecord).orderBy(desc(seq)).prepare())
/** The newest first: that one is in force. */
export const readMarks = (index: Index): PolicyMark[] => marks(index).all()

export const readPolicy = (index: Index, mark: Pick<PolicyMark, 'id' | 'version'>): PolicyRow['policy'] | undefined =>
  index
    .select({ policy: policyRecord.policy })
    .from(policyRecord)
    .where(and(eq(id, mark.id), eq(version, mark.version)))
    .get()?.policy

export const readProposals = (index: Index): ProposalRow[] => index.select().from(proposalRecord).orderBy(desc(proposalRecord.seq)).all()

export const readProposal = (index: Index, number: number): ProposalRow | undefined => index.select().from(proposalRecord).where(eq(proposalRecord.seq, number)).get()

export function closeProposal(index: Index, number: number, closed: Partial<ProposalRow>): void {
  index.update(proposalRecord).set(closed).where(eq(proposalRecord.seq, number)).run()
}
