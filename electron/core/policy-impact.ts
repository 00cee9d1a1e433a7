import type { Policy, PolicyImpact, VersionImpact } from '../../shared/contract/policies.ts'
import type { Tier } from '../../shared/contract/tier.ts'
import { count, plural } from '../../shared/counts.ts'
import { parseRef } from '../../shared/ids.ts'
import { demandsOf } from '../domain/policies/service.ts'
import type { Demanded } from './evidence-gaps.ts'

export interface ImpactSources {
  current: () => Policy
  models: () => { name: string; tier: Tier; versions: { ref: string; number: number }[] }[]
  /** The requests and approvals that stand now. */
  standing: () => { id: string; version: string }[]
  /** What a version lacks of each of these lists now, one phrase each. */
  gapsOf: (version: string, demanded: readonly Demanded[]) => string[][]
}

/** Which versions would lack something under a policy that they do not lack under the one in force. */
export function createPolicyImpact({ current, models, standing, gapsOf }: ImpactSources): (policy: Policy) => PolicyImpact {
  return (policy) => {
    const reviews = new Map(standing().map(({ id, version }) => [version, id]))
    const now = current()
    // Gathering evidence takes time; where a tier asks for the same as before there is nothing to find.
    const asked = (one: Policy, tier: Tier) => JSON.stringify([demandsOf(one, tier).evidence, demandsOf(one, tier).testSet])
    const changed = (tier: Tier) => asked(policy, tier) !== asked(now, tier)
    const versions = models().flatMap(({ name, tier, versions: all }) => {
      const newest = all.reduce<number>((most, { number }) => Math.max(most, number), 0)
      return all.filter(({ ref, number }) => number === newest || reviews.has(ref)).map(({ ref }) => ({ ref, name, tier }))
    })
    const incomplete = versions
      .filter(({ tier }) => changed(tier))
      .map(({ ref, tier }): VersionImpact => {
        const [missing = [], missingNow = []] = gapsOf(ref, [demandsOf(policy, tier), demandsOf(now, tier)])
        return { version: ref, tier, review: reviews.get(ref) ?? null, missing, missingNow }
      })
      .filter(({ missing, missingNow }) => missing.some((one) => !missingNow.includes(one)))
      .toSorted((a, b) => a.tier - b.tier || compareRefs(a.version, b.version))
    return { looked: versions.length, incomplete, sentence: toSentence(versions.length, incomplete) }
  }
}

function compareRefs(a: string, b: string): number {
  const [left, right] = [parseRef(a), parseRef(b)]
  return left.name < right.name ? -1 : left.name > right.name ? 1 : left.number - right.number
}

function toSentence(looked: number, incomplete: readonly VersionImpact[]): string {
  if (looked === 0) return 'There is no version yet that it could speak of.'
  const become = incomplete.filter(({ missingNow }) => missingNow.length === 0).length
  const more = incomplete.length - become
  const parts = [...(become > 0 ? [`${plural(become, 'version')} would become incomplete`] : []), ...(more > 0 ? [`${become > 0 ? count(more) : plural(more, 'version')} would lack more than now`] : [])]
  const first = parts.length === 0 ? `None of ${plural(looked, 'version')} would lack more than now.` : `${parts.join(' and ')}, of ${count(looked)} looked at.`
  return `${first} Requests and approvals keep the policy that they were submitted under.`
}
