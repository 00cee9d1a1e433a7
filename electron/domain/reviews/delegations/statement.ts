import type { DelegationTerms } from '../../../../shared/contract/delegations.ts'
import type { PolicyRef } from '../../../../shared/contract/policies.ts'
import { toSigningLines, toStatementText } from '../../identity/service.ts'

type Signing = Parameters<typeof toSigningLines>[0]

export interface DelegationStatement extends Signing {
  terms: DelegationTerms
  toName: string
  policy: PolicyRef
}

/** The very text that is shown and signed. docs/formats/statements.md */
export function toDelegationText({ terms: { to, meanings, model, until, reason }, toName, policy, ...signing }: DelegationStatement): string {
  const lines = [
    'Statement: I let this person sign in my place, within what is named here. What they sign so binds me; neither of us signs what the other may not.',
    `Delegate: ${toName}`,
    `Delegate-ID: ${to}`,
    `Meanings: ${meanings.join(', ')}`,
    `Scope: ${model ?? 'all models'}`,
    `Until: ${until}`,
    `Reason: ${reason}`,
    `Policy: ${policy.id} ${policy.version} sha256:${policy.sha256}`,
  ]
  return toStatementText('delegation', [...lines, ...toSigningLines(signing)])
}
