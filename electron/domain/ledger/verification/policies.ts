import { policyEntries } from '../../../../shared/contract/policies.ts'
import type { Policy, PolicyRef } from '../../../../shared/contract/policies.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { nextVersion, policyRoleOf } from '../../../../shared/policy-rules.ts'
import { toCanonical } from '../../../tlog/canonical.ts'
import { hashOfText, hashToHex } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const policyKinds: readonly string[] = ['policy.adopted/v1', 'policy.proposed/v1', 'policy.confirmed/v1', 'policy.proposal.withdrawn/v1']

export interface PoliciesOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'DECISION-SIGNATURE' | 'POLICY-RULE'>
}

interface Proposed {
  policy: Policy
  ref: PolicyRef
  replaces: PolicyRef
  reason: string
  by: string
  closed: number | null
}

/**
 * Follows which policy is in force. One is adopted when a ledger is founded; every later one is proposed and confirmed by two
 * different people who may do so, in place of the one that was in force. A bundle holds the policy of its request alone.
 */
export function createPolicyHandlers({ keys, checkNote, report }: PoliciesOptions): Record<string, (entry: Entry) => boolean> {
  const known: PolicyRef[] = []
  const proposals = new Map<string, Proposed>()
  const refuse = ({ seq }: Entry, why: string) => report('POLICY-RULE', seq, `Entry ${seq}: ${why}.`)
  const checkSigner = (entry: Entry, note: string, act: 'PROPOSE' | 'CONFIRM', { policy, ref, replaces, reason }: Proposed, proposal: Record<string, string>) => {
    const role = policyRoleOf(keys.rolesOf(entry.actor))
    const values = { Act: act, ...proposal, Policy: toName(ref), Title: policy.title, Replaces: toName(replaces), Reason: reason, ...(role === null ? {} : { 'Signer-Role': role }) }
    checkNote(entry, note, keys.of(entry.actor), { format: 'policy', values })
    if (role === null) refuse(entry, `${entry.actor} signed for a policy without a role that may do it`)
  }
  return {
    'policy.adopted/v1': (entry) => {
      const body = policyEntries['policy.adopted/v1'].safeParse(entry.body).data
      if (!body) return false
      if (known.length > 0) refuse(entry, `it puts the policy ${body.policy.id} ${body.policy.version} into force, and nobody signed for it`)
      if (digestOf(body.policy) !== body.sha256) refuse(entry, 'it names another digest than that of its policy')
      known.push({ id: body.policy.id, version: body.policy.version, sha256: body.sha256 })
      return true
    },
    'policy.proposed/v1': (entry) => {
      const body = policyEntries['policy.proposed/v1'].safeParse(entry.body).data
      if (!body) return false
      const { policy, replaces, reason } = body
      const ref = { id: policy.id, version: policy.version, sha256: body.sha256 }
      if (digestOf(policy) !== body.sha256) refuse(entry, 'it names another digest than that of its policy')
      if (known.length > 0 && toName(replaces) !== toName(known.at(-1)!)) refuse(entry, `it was proposed in place of ${replaces.id} ${replaces.version}, which was not in force`)
      if (known.length > 0 && policy.version !== nextVersion(policy.id, known)) refuse(entry, `its policy has the version ${policy.version} and should have ${nextVersion(policy.id, known)}`)
      const proposed = { policy, ref, replaces, reason, by: entry.actor, closed: null }
      proposals.set(`P-${entry.seq}`, proposed)
      checkSigner(entry, body.note, 'PROPOSE', proposed, {})
      return true
    },
    'policy.confirmed/v1': (entry) => {
      const body = policyEntries['policy.confirmed/v1'].safeParse(entry.body).data
      if (!body) return false
      const proposed = proposals.get(body.proposal)
      if (!proposed) refuse(entry, `it confirms ${body.proposal}, which nobody proposed before`)
      else {
        checkSigner(entry, body.note, 'CONFIRM', proposed, { Proposal: body.proposal })
        if (proposed.by === entry.actor) refuse(entry, `${entry.actor} proposed ${body.proposal} and confirmed it alone`)
        if (proposed.closed !== null) refuse(entry, `it confirms ${body.proposal}, which was closed by entry ${proposed.closed}`)
        if (known.length > 0 && toName(proposed.replaces) !== toName(known.at(-1)!)) refuse(entry, `it confirms ${body.proposal} in place of ${proposed.replaces.id} ${proposed.replaces.version}, which was no longer in force`)
        proposed.closed = entry.seq
        known.push(proposed.ref)
      }
      return true
    },
    'policy.proposal.withdrawn/v1': (entry) => {
      const body = policyEntries['policy.proposal.withdrawn/v1'].safeParse(entry.body).data
      if (!body) return false
      const proposed = proposals.get(body.proposal)
      if (!proposed || proposed.closed !== null) refuse(entry, `it withdraws ${body.proposal}, which was not open`)
      else proposed.closed = entry.seq
      return true
    },
  }
}

const digestOf = (policy: Policy): string => hashToHex(hashOfText(toCanonical(policy)))
const toName = ({ id, version, sha256: digest }: PolicyRef): string => `${id} ${version} sha256:${digest}`
