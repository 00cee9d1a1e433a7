import { createHash } from 'node:crypto'
import type { Person } from '../../../shared/contract/identity.ts'
import type { Policy, Proposal, ProposalState, TierDemands } from '../../../shared/contract/policies.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { policyRoleOf } from '../../../shared/policy-rules.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { ProposalRow } from './store.ts'

/** SHA-256 of the policy's canonical bytes: what a request is bound to. */
export function toPolicyHash(policy: Policy): string {
  return createHash('sha256').update(toCanonical(policy)).digest('hex')
}

/** What the policy asks of this tier; its schema sees to it that all four are there. */
export function demandsOf(policy: Policy, tier: TierDemands['tier']): TierDemands {
  return policy.tiers.find((one) => one.tier === tier)!
}

/** A proposal speaks of the policy that it replaces: once another one is in force, it has to be made anew. */
export function toProposalState({ confirmedSeq, withdrawnSeq, replaces }: ProposalRow, inForce: string): ProposalState {
  if (confirmedSeq !== null) return 'confirmed'
  if (withdrawnSeq !== null) return 'withdrawn'
  return replaces.sha256 === inForce ? 'open' : 'overtaken'
}

/** Why this person can not confirm the proposal now, or null. */
export function whyNotConfirm({ id, state, proposed, replaces }: Proposal, { email, roles }: Pick<Person, 'email' | 'roles'>): { code: ErrorCode; sentence: string } | null {
  if (state === 'overtaken') return { code: 'CONFLICT', sentence: `${id} was proposed in place of ${replaces.id} ${replaces.version}, and another policy is in force since. Propose it anew.` }
  if (state !== 'open') return { code: 'CONFLICT', sentence: `${id} is ${state} already.` }
  if (proposed.by === email) return { code: 'FORBIDDEN', sentence: `You proposed ${id}; a second person has to confirm it.` }
  if (policyRoleOf(roles) === null) return { code: 'FORBIDDEN', sentence: 'A policy is confirmed by a compliance reviewer or a final approver. You have neither role in this workspace.' }
  return null
}
