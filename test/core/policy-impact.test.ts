import { expect, it } from 'vitest'
import { createPolicyImpact } from '../../electron/core/policy-impact.ts'
import { builtIn } from '../../electron/domain/policies/service.ts'

const tiered = builtIn('tiered')
const models = [
  { name: 'credit', tier: 2 as const, versions: [1, 2, 3].map((number) => ({ ref: `credit@${number}`, number })) },
  { name: 'spam', tier: 4 as const, versions: [{ ref: 'spam@1', number: 1 }] },
]
const lacking: Record<string, string[]> = { 'credit@1': [], 'credit@3': ['datasheet'] }
const impactOf = createPolicyImpact({
  current: () => builtIn('two-person'),
  models: () => models,
  standing: () => [{ id: 'R-9', version: 'credit@1' }],
  gapsOf: (version, demanded) => demanded.map(({ evidence }) => (evidence.length === 0 ? (lacking[version] ?? []) : [...(lacking[version] ?? []), 'model card'])),
})

it('looks at the newest version of each model and at what stands, and says who would lack what', () => {
  const { looked, incomplete, sentence } = impactOf(tiered)
  expect(looked).toBe(3)
  expect(incomplete).toEqual([
    { version: 'credit@1', tier: 2, review: 'R-9', missing: ['model card'], missingNow: [] },
    { version: 'credit@3', tier: 2, review: null, missing: ['datasheet', 'model card'], missingNow: ['datasheet'] },
    { version: 'spam@1', tier: 4, review: null, missing: ['model card'], missingNow: [] },
  ])
  expect(sentence).toBe('2 versions would become incomplete and 1 would lack more than now, of 3 looked at. Requests and approvals keep the policy that they were submitted under.')
})

it('says so where nothing would be missing, and where there is nothing to look at', () => {
  expect(impactOf({ ...builtIn('two-person'), title: 'Other' })).toMatchObject({ incomplete: [], sentence: expect.stringMatching(/^None of 3 versions would lack more than now\./) as string })
  const empty = createPolicyImpact({ current: () => tiered, models: () => [], standing: () => [], gapsOf: () => [[], []] })
  expect(empty(builtIn('two-person')).sentence).toBe('There is no version yet that it could speak of.')
})
