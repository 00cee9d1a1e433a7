import { createHash } from 'node:crypto'
import type { Policy, TierDemands } from '../../../shared/contract/policies.ts'
import { toCanonical } from '../../tlog/canonical.ts'

/** SHA-256 of the policy's canonical bytes: what a request is bound to. */
export function toPolicyHash(policy: Policy): string {
  return createHash('sha256').update(toCanonical(policy)).digest('hex')
}

/** What the policy asks of this tier. A policy has all four: whoever takes one in sees to that. */
export function demandsOf(policy: Policy, tier: TierDemands['tier']): TierDemands {
  return policy.tiers.find((one) => one.tier === tier)!
}
