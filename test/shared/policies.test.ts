import { describe, expect, it } from 'vitest'
import type { Policy } from '../../shared/contract/policies.ts'
import { diffPolicies } from '../../shared/policy-diff.ts'
import { nextVersion } from '../../shared/policy-rules.ts'
import { parsePolicyText, toPolicyText } from '../../shared/policy-yaml.ts'
import { builtIn } from '../../electron/domain/policies/service.ts'

const [two, tiered] = [builtIn('two-person'), builtIn('tiered')]
const edit = (policy: Policy, change: (draft: Policy) => void): Policy => {
  const draft = structuredClone(policy)
  change(draft)
  return draft
}

describe('the difference between two policies', () => {
  it('is said in words, with what was and what will be', () => {
    const next = edit(tiered, (draft) => {
      draft.tiers[1]!.validDays = 365
      draft.tiers[2]!.evidence.find(({ kind }) => kind === 'fairness_check')!.maxAgeDays = 90
      draft.tiers[2]!.evidence = draft.tiers[2]!.evidence.filter(({ kind }) => kind !== 'model_card')
      draft.tiers[3]!.signers.push({ meaning: 'approval', roles: ['compliance_reviewer'], min: 2, independent: true, scope: null })
    })
    expect(diffPolicies(tiered, next)).toEqual([
      { path: 'Tier 2 › an approval holds', before: '730 days', after: '365 days' },
      { path: 'Tier 3 › evidence › model card', before: 'complete, current', after: null },
      { path: 'Tier 3 › evidence › fairness check', before: 'passed, declared beforehand, current, bound to these bytes', after: 'passed, declared beforehand, current, bound to these bytes; at most 90 days old' },
      { path: 'Tier 4 › signature › approval by compliance reviewer', before: null, after: '2 people, independent of the version' },
    ])
  })

  it('is empty for the same policy under another number, and says so where only the order differs', () => {
    expect(diffPolicies(two, { ...two, version: 7 })).toEqual([])
    expect(diffPolicies(two, { ...two, rejectionReasons: two.rejectionReasons.toReversed() })).toEqual([{ path: 'Order', before: 'as it was', after: 'the same facts in another order' }])
  })

  it('names every fact: none can change unseen', () => {
    const unseen = leavesOf(tiered).filter(({ path }) => !['schema', 'version'].includes(path.join('.')) && diffPolicies(tiered, changed(tiered, path)).length === 0)
    expect(unseen.map(({ path }) => path.join('.'))).toEqual([])
  })
})

type Leaf = { path: (string | number)[]; value: unknown }
function leavesOf(value: unknown, path: Leaf['path'] = []): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }]
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, Array.isArray(value) ? Number(name) : name]))
}

/** Another value of the same kind at one place; null becomes 1. */
function changed(policy: Policy, path: Leaf['path']): Policy {
  return edit(policy, (draft) => {
    const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as Record<string | number, unknown>, draft as unknown as Record<string, unknown>)
    const last = path.at(-1)!
    const value = parent[last]
    parent[last] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : value === null ? (last === 'scope' || last === 'needs' || last === 'extend' ? 'none' : 1) : another(value as string, path)
  })
}

/** Where names are chosen from a list, the next one of it; elsewhere a longer text. */
function another(value: string, path: Leaf['path']): string {
  const lists = [['any_approval', 'plain_approval', 'none'], ['none', 'final_approver_once'], ['present', 'closed'], ['review', 'approval'], ['model_owner', 'validator'], ['final_approver', 'compliance_reviewer'], ['exposure', 'opacity']]
  if (['text', 'question', 'note', 'title', 'about', 'id'].includes(String(path.at(-1))) || path[0] === 'statements') return `${value}x`
  const list = lists.find((one) => one.includes(value))
  return list ? list.find((one) => one !== value)! : ({ is: 'sealed', roles: 'auditor', meaning: 'verification', excluded: 'approval', blocks: 'none', approver: 'auditor' }[path.filter((step) => typeof step === 'string').at(-1) as string] ?? `${value}_x`)
}

describe('a policy as text', () => {
  it.each([['two-person', two], ['tiered', tiered]])('%s comes back as it was', (_name, policy) => {
    const text = toPolicyText(policy)
    expect(parsePolicyText(text)).toEqual({ policy, problems: [] })
    expect(parsePolicyText(JSON.stringify(policy)).policy).toEqual(policy)
    expect(text).toContain('      - {meaning: approval, roles: [')
  })

  it.each([
    ['tiers: [', /^it is not YAML: /],
    ['id: mine', /^schema: /],
    [toPolicyText(two).replace('validDays: 365', 'validDays: soon'), /^tiers 1 validDays: /],
    [toPolicyText(two).replace('authorsNeverApprove: true', 'authorsNeverApprove: false'), /^separation authorsNeverApprove: is locked: nobody approves what they made$/],
    [toPolicyText(two).replace('tier: 2', 'tier: 3'), /^tiers: the tiers stand in the order 1, 2, 3, 4$/],
    ['a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b]', /./],
    ['x'.repeat(200_001), /^the text is longer than any policy$/],
  ])('%#: what is wrong is said with its place', (text, sentence) => {
    const { policy, problems } = parsePolicyText(text)
    expect(policy).toBeNull()
    expect(problems[0]).toMatch(sentence)
  })
})

it('numbers the versions of each policy by itself', () => {
  expect(nextVersion('mine', [])).toBe(1)
  expect(nextVersion('mine', [{ id: 'mine', version: 3 }, { id: 'tiered', version: 9 }])).toBe(4)
})
