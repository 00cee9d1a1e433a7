import type { Policy } from '../../../../shared/contract/policies.ts'
import { tierTitles } from '../../../../shared/contract/tier.ts'
import { toLets } from '../../../../shared/waiver-words.ts'
import { toSigningLines, toStatementText } from '../../identity/service.ts'
import type { WaiverRow } from './store.ts'

export interface WaiverStatement {
  waiver: WaiverRow
  policy: Policy
  signer: { name: string; email: string; role: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

/** The very text that is shown and signed. docs/formats/statements.md */
export function toWaiverText({ waiver, policy, signer, ...signing }: WaiverStatement): string {
  const { seq, type, version, useCase, manifestHash, deviation, reason, control, owner, until, tier, by } = waiver
  const lines = [
    'Meaning: waiver_grant',
    `Statement: ${policy.statements.waiver_grant ?? 'I allow this deviation until the date given.'}`,
    `Waiver: W-${seq}`,
    `Type: ${type}`,
    `Lets: ${toLets(deviation)}`,
    `Version: ${version}`,
    `Manifest: sha256:${manifestHash}`,
    `Use-Case: ${useCase}`,
    `Tier: ${tier} (${tierTitles[tier]})`,
    ...(control === null ? [] : [`Compensating-Control: ${control}`]),
    `Owner: ${owner}`,
    `Until: ${until}`,
    `Reason: ${reason}`,
    `Proposed-By: ${by}`,
    `Policy: ${waiver.policy.id} ${waiver.policy.version} sha256:${waiver.policy.sha256}`,
    `Signer-Role: ${signer.role}`,
  ]
  return toStatementText('waiver', [...lines, ...toSigningLines({ signer, ...signing })])
}
