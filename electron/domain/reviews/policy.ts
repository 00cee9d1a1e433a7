import type { Policy as WholePolicy, TierDemands } from '../../../shared/contract/policies.ts'
import type { Meaning, Policy } from '../../../shared/contract/reviews.ts'
import { demandsOf } from '../policies/service.ts'

/** What a policy asks of one tier, as one line a meaning: whatever comes before the approval counts as review. */
export function toSignatures(policy: WholePolicy, tier: TierDemands['tier']): Policy {
  const { signers, validDays } = demandsOf(policy, tier)
  const asked = (meaning: Meaning) => {
    const places = signers.filter((one) => (one.meaning === 'approval') === (meaning === 'approval'))
    const roles = [...new Set(places.flatMap((one) => one.roles))]
    return { meaning, roles, min: places.reduce((sum, one) => sum + one.min, 0), statement: policy.statements[meaning] ?? '' }
  }
  return {
    schema: policy.schema,
    id: policy.id,
    version: policy.version,
    title: policy.title,
    signatures: [asked('review'), asked('approval')].filter((one) => one.min > 0),
    separation: { authorsExcluded: true, distinctPeople: true },
    evidence: [],
    validDays,
  }
}
