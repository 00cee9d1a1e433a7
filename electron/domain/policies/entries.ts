import type { Folds, Summaries } from '../ledger/folds.ts'
import { closeProposal, insertPolicy, insertProposal, readProposal } from './store.ts'

type Kinds = 'policy.adopted/v1' | 'policy.proposed/v1' | 'policy.confirmed/v1' | 'policy.proposal.withdrawn/v1'

export const policyFolds: Folds<Kinds> = {
  'policy.adopted/v1': ({ seq, at, actor, body: { policy, sha256 } }, index) =>
    insertPolicy(index, { id: policy.id, version: policy.version, sha256, policy, seq, at, by: actor, proposedSeq: null }),
  'policy.proposed/v1': ({ seq, at, actor, body }, index) => insertProposal(index, { seq, at, by: actor, ...body }),
  'policy.confirmed/v1': ({ seq, at, actor, body }, index) => {
    const proposal = readProposal(index, toNumber(body.proposal))
    // Verification says what is wrong with a confirmation of nothing, or a second one.
    if (!proposal || proposal.confirmedSeq !== null) return
    const { policy, sha256 } = proposal
    closeProposal(index, proposal.seq, { confirmedSeq: seq, confirmedAt: at, confirmedBy: actor, confirmedNote: body.note })
    insertPolicy(index, { id: policy.id, version: policy.version, sha256, policy, seq, at, by: actor, proposedSeq: proposal.seq })
  },
  'policy.proposal.withdrawn/v1': ({ seq, at, actor, body }, index) =>
    closeProposal(index, toNumber(body.proposal), { withdrawnSeq: seq, withdrawnAt: at, withdrawnBy: actor, withdrawnReason: body.reason }),
}

export const policySummaries: Summaries<Kinds> = {
  'policy.adopted/v1': ({ body: { policy } }) => ({ summary: `Policy ${policy.title}, version ${policy.version}`, subject: policy.id }),
  'policy.proposed/v1': ({ seq, body: { policy, reason } }) => ({ summary: `Policy ${policy.title}, version ${policy.version}, proposed: ${reason}`, subject: `P-${seq}` }),
  'policy.confirmed/v1': ({ body }) => ({ summary: `Policy ${body.proposal} confirmed: it is in force`, subject: body.proposal }),
  'policy.proposal.withdrawn/v1': ({ body }) => ({ summary: `Policy ${body.proposal} withdrawn: ${body.reason}`, subject: body.proposal }),
}

export const toNumber = (id: string): number => Number(id.slice(2))
