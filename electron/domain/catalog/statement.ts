import { createHash } from 'node:crypto'
import type { Assessed } from '../../../shared/contract/assessment.ts'
import type { Person } from '../../../shared/contract/identity.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { isLower } from '../../../shared/tiering.ts'
import { toEuLine } from '../../../shared/tiering-words.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { toSigningLines, toStatementText } from '../identity/service.ts'

export interface TierOverride {
  assessed: Assessed
  useCaseName: string
  tier: Tier
  reason: string
  signer: Pick<Person, 'name' | 'email' | 'fingerprint'> & { role: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

/** SHA-256 over the canonical bytes of the body without the override: what the person who sets another tier has seen. */
export const digestOfAssessed = (assessed: Assessed): string => createHash('sha256').update(toCanonical(assessed)).digest('hex')

/** The very text that is shown and signed. docs/formats/statements.md */
export function toTierOverrideText({ assessed, useCaseName, tier, reason, signer, ...signing }: TierOverride): string {
  const { policy, outcome, useCase } = assessed
  const less = outcome.tier !== null && isLower(tier, outcome.tier)
  const [name = '', address = '', ...when] = toSigningLines({ signer, ...signing })
  return toStatementText('tier-override', [
    'Statement: I set this tier in place of the computed one and answer for the reason.',
    `Use-Case: ${useCase}`,
    `Use-Case-Name: ${useCaseName}`,
    `Computed-Tier: ${outcome.tier ?? 'none'}`,
    `Tier: ${tier}`,
    `Effect: asks for ${less ? 'less' : 'more'} than the computed tier`,
    `EU-AI-Act: ${toEuLine(assessed.euClass)}`,
    `Reason: ${reason}`,
    `Assessment: sha256:${digestOfAssessed(assessed)}`,
    `Policy: ${policy.id} ${policy.version} sha256:${policy.sha256}`,
    name,
    address,
    `Signer-Role: ${signer.role}`,
    `Signer-Key: ${signer.fingerprint}`,
    ...when,
  ])
}
