import type { Policy, PolicyImpact, Proposal } from '../../shared/contract/policies.ts'
import { type Tier, tierTitles } from '../../shared/contract/tier.ts'
import type { PolicyChange } from '../../shared/policy-diff.ts'
import { toWords } from '../../shared/id-words.ts'
import { describeEvidence, describeSigner, limitsOf, signerName } from '../../shared/policy-words.ts'
import { toFields, toTable } from './output.ts'

/** What people ask of a policy first: who signs, on what, for how long. `tier` null: all four. */
export function toPolicyWords(policy: Policy, tier: Tier | null): string {
  const head = `${policy.title} (${policy.id} ${policy.version})\n${policy.about}`
  const tiers = policy.tiers
    .filter((one) => tier === null || one.tier === tier)
    .map((demands) => {
      const signers = demands.signers.map((one) => ['signature', `${signerName(one)}: ${describeSigner(one)}`] as const)
      const evidence = demands.evidence.map((one) => ['evidence', `${toWords(one.kind)}: ${describeEvidence(one)}`] as const)
      return `Tier ${demands.tier}, ${tierTitles[demands.tier]}\n${toFields([...signers, ...evidence, ...limitsOf(demands)])}`
    })
  return [head, ...tiers].join('\n\n')
}

export function toChangesText(changes: readonly PolicyChange[]): string {
  if (changes.length === 0) return 'Nothing changes.'
  return changes.map(({ path, before, after }) => `${path}\n  - ${before ?? '(not there)'}\n  + ${after ?? '(not there)'}`).join('\n')
}

export function toImpactText({ sentence, incomplete }: PolicyImpact): string {
  if (incomplete.length === 0) return sentence
  const rows = incomplete.map(({ version, tier, review, missing, missingNow }) => [version, String(tier), review ?? '', missing.filter((one) => !missingNow.includes(one)).join(', ')])
  return `${sentence}\n\n${toTable(['version', 'tier', 'review', 'would lack'], rows)}`
}

export function toProposalText({ id, policy, state, reason, sha256, proposed, confirmed, withdrawn }: Proposal): string {
  return toFields([
    ['Proposal', `${id}  ${state === 'open' ? 'waits for the signature of a second person' : state}`],
    ['Policy', `${policy.id} ${policy.version}: ${policy.title}`],
    ['Digest', sha256],
    ['Reason', reason],
    ['Proposed', `${proposed.by}, ${proposed.at}`],
    ...(confirmed ? [['Confirmed', `${confirmed.by}, ${confirmed.at}: it is in force`] as const] : []),
    ...(withdrawn ? [['Withdrawn', `${withdrawn.by}, ${withdrawn.at}: ${withdrawn.reason}`] as const] : []),
  ])
}
