import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../shared/contract/policies.ts'
import { builtIn, builtInIds, demandsOf, toPolicyHash } from '../../../electron/domain/policies/service.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { loadEvidenceKinds } from '../../../electron/platform/evidence-kinds.ts'
import { toCanonical } from '../../../electron/tlog/canonical.ts'

const tiers = [1, 2, 3, 4] as const
const kindsOf = (policy: Policy, tier: (typeof tiers)[number]) => demandsOf(policy, tier).evidence.map(({ kind }) => kind)

describe('the policies that come with the product', () => {
  it.each(builtInIds)('%s fits into an entry, and every sentence in it is whole', (id) => {
    const policy = builtIn(id)
    expect(policy).toMatchObject({ id, version: 1 })
    expect(Buffer.byteLength(toCanonical(policy))).toBeLessThan(40_000)
    expect(JSON.stringify(policy)).not.toMatch(/\{[a-z_]+\}/)
    for (const sentence of Object.values(policy.statements)) expect(sentence).toMatch(/^I .*\.$/)
  })

  it('say the same where they do not differ on purpose', () => {
    const { separation: a, ...two } = builtIn('two-person')
    const { separation: b, ...tiered } = builtIn('tiered')
    for (const name of ['delegation', 'severities', 'waivers', 'neverWaivable', 'revalidateOn', 'rejectionReasons', 'signing', 'tiering'] as const) expect(tiered[name]).toEqual(two[name])
    expect({ ...b, ownerNotOnlyApproval: false }).toEqual(a)
  })

  it('two-person asks for a review and an approval by people who made nothing of it, in every tier alike', () => {
    const policy = builtIn('two-person')
    for (const tier of tiers) {
      const { tier: _, ...demands } = demandsOf(policy, tier)
      const { tier: __, ...first } = demandsOf(policy, 1)
      expect(demands).toEqual(first)
      expect(demands).toMatchObject({ evidence: [], validDays: 365 })
      expect(demands.signers.map(({ meaning, min, independent }) => [meaning, min, independent])).toEqual([['review', 1, true], ['approval', 1, true]])
    }
  })

  it('tiered asks for more with each tier, and in tier 4 for the signature of the owner alone', () => {
    const policy = builtIn('tiered')
    for (const [less, more] of [[4, 3], [3, 2], [2, 1]] as const) {
      expect(kindsOf(policy, more)).toEqual(expect.arrayContaining(kindsOf(policy, less)))
      expect(demandsOf(policy, more).validDays).toBeLessThanOrEqual(demandsOf(policy, less).validDays)
    }
    expect(kindsOf(policy, 1).filter((kind) => !loadEvidenceKinds().has(kind))).toEqual([])
    expect(tiers.map((tier) => demandsOf(policy, tier).evidence.length)).toEqual([40, 35, 21, 4])
    expect(demandsOf(policy, 4).signers).toEqual([{ meaning: 'responsibility', roles: ['model_owner'], min: 1, independent: false, scope: null }])
    expect(demandsOf(policy, 1).signers.filter(({ meaning }) => meaning === 'approval')).toHaveLength(2)
  })

  it.each(builtInIds)('%s is the one in docs/formats/policy.md, byte for byte', (id) => {
    const policy = builtIn(id)
    expect(readFileSync(projectFile('docs/formats/policy.md'), 'utf8')).toContain(`| \`assets/policies/${id}.yaml\` | ${Buffer.byteLength(toCanonical(policy))} | \`${toPolicyHash(policy)}\` |`)
  })

  it('names a policy by the digest of its canonical form, whatever the order of its members', () => {
    const policy = builtIn('two-person')
    const shuffled = Object.fromEntries(Object.entries(policy).toReversed()) as Policy
    expect(toPolicyHash(shuffled)).toBe(toPolicyHash(policy))
    expect(toPolicyHash({ ...policy, version: 2 })).not.toBe(toPolicyHash(policy))
  })
})
