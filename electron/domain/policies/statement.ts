import type { Policy, PolicyRef } from '../../../shared/contract/policies.ts'
import { toSigningLines, toStatementText } from '../identity/service.ts'

export interface PolicyStatement {
  /** The proposal that is confirmed; null where this is the proposal itself. */
  proposal: string | null
  policy: Policy
  sha256: string
  replaces: PolicyRef
  reason: string
  signer: { name: string; email: string; role: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

/** The very text that is shown and signed. docs/formats/statements.md */
export function toPolicyText({ proposal, policy, sha256, replaces, reason, signer, signedAt, ledger }: PolicyStatement): string {
  const sentence = proposal === null ? 'I propose that this policy comes into force in place of the one named here.' : 'I have read this policy and what it changes. I confirm that it comes into force in place of the one named here.'
  const lines = [
    `Act: ${proposal === null ? 'PROPOSE' : 'CONFIRM'}`,
    `Statement: ${sentence}`,
    ...(proposal === null ? [] : [`Proposal: ${proposal}`]),
    `Policy: ${toName({ id: policy.id, version: policy.version, sha256 })}`,
    `Title: ${policy.title}`,
    `Replaces: ${toName(replaces)}`,
    `Reason: ${reason}`,
    `Signer-Role: ${signer.role}`,
  ]
  return toStatementText('policy', [...lines, ...toSigningLines({ signer, signedAt, ledger })])
}

const toName = ({ id, version, sha256 }: PolicyRef): string => `${id} ${version} sha256:${sha256}`
