import type { Policy } from './contract/policies.ts'
import type { SignedAct } from './contract/reviews.ts'
import type { Tier } from './contract/tier.ts'

/** Why a policy lets nothing of a tier be signed together with others in one act, or null. */
export function whyNoBatch({ id, version, tiers }: Pick<Policy, 'id' | 'version' | 'tiers'>, tier: Tier): string | null {
  return tiers[tier - 1]!.batch ? null : `The policy ${id} ${version} lets nothing of tier ${tier} be signed in a batch; sign it by itself.`
}

/** Why this act on a request of this tier may not be one of `of` in a batch, or null. The same for whoever writes and for verification. */
export function whyNotInBatch(policy: Policy, { tier, act, of }: { tier: Tier; act: SignedAct; of: number }): string | null {
  // Locked, whatever a policy says.
  if (act === 'approve' && tier === 1) return 'An approval in tier 1 is never signed in a batch; sign it by itself.'
  const { batchMax } = policy.signing
  const tooMany = of > batchMax ? `The policy ${policy.id} ${policy.version} lets at most ${batchMax} be signed in one act, and these are ${of}.` : null
  return whyNoBatch(policy, tier) ?? tooMany
}
