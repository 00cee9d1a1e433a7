import { describe, expect, it } from 'vitest'
import type { DataUse } from '../../shared/contract/test-sets.ts'
import { judgeTestSets, numberUses, testSetControls, toWarning, whyNotCounted, whyOpened } from '../../shared/test-sets.ts'
import { builtIn, demandsOf } from '../../electron/domain/policies/service.ts'
import { recordOf } from '../support/evidence-records.ts'

const author = 'ana@example.org'
const seal = { seq: 50, snapshot: 'held-out@1', custodian: 'vera@example.org', users: [] }
const use = (seq: number, how: DataUse['how'], more: Partial<DataUse> = {}): DataUse => ({ seq, at: '2026-06-01T00:00:00.000Z', by: 'rosa@example.org', how, roles: [], version: null, run: null, person: null, detail: 'x', ...more })
const check = (seq: number, version: string, more: Partial<DataUse> = {}) => use(seq, 'check', { version, roles: ['data'], detail: 'performance', ...more })
const run = (seq: number, role: string, more: Partial<DataUse> = {}) => use(seq, 'run', { run: `run-${seq}`, roles: [role], ...more })
const tested = { version: 'credit-lr@2', authors: [author], declared: 60 }

it('counts uses in the order of the ledger, a run once, and says why others do not count', () => {
  const all = [run(8, 'test', { run: 'r' }), check(5, 'credit-lr@1'), use(6, 'version'), run(9, 'test', { run: 'r' }), use(10, 'recomputation'), use(11, 'bundle'), use(12, 'export'), use(13, 'document'), use(14, 'outside')]
  const numbered = numberUses(all)
  expect(numbered.map(({ seq, number }) => [seq, number])).toEqual([[5, 1], [6, null], [8, 2], [9, null], [10, null], [11, null], [12, 3], [13, 4], [14, 5]])
  expect(numbered.map((one) => whyNotCounted(one) !== null)).toEqual(numbered.map(({ number }) => number === null))
})

describe('independence of a test', () => {
  it.each([
    ['declared checks of the version itself, by its author too', [check(60, 'credit-lr@2', { by: author }), check(62, 'credit-lr@2', { by: author })], null],
    ['a check of another version by somebody else', [check(55, 'credit-lr@1'), check(60, 'credit-lr@2')], null],
    ['a recomputation, a manifest and a bundle from before the seal', [use(10, 'recomputation'), use(11, 'version', { version: 'credit-lr@1' }), use(12, 'bundle')], null],
    ['an export for a validator', [use(55, 'export', { person: 'vera@example.org' })], null],
    ['a use before the seal', [check(20, 'credit-lr@1'), check(30, 'credit-lr@1')], 'held-out@1 was opened before it was sealed in entry 50: performance check of credit-lr@1, entry 20, by rosa@example.org, and 1 more'],
    ['training on it, whenever and by whomever', [run(90, 'train')], 'held-out@1 was used as training data: run x, as train data, entry 90, by rosa@example.org'],
    ['tuning on it', [run(55, 'validation')], 'held-out@1 was used as validation data'],
    ['a run whose figures were known before the thresholds', [run(55, 'test')], 'figures on held-out@1 were known before the test of credit-lr@2 was declared in entry 60'],
    ['a check of the version before, by the author of both', [check(55, 'credit-lr@1', { by: author })], 'an author of credit-lr@2 opened held-out@1: performance check of credit-lr@1, entry 55'],
    ['a copy that an author got', [use(58, 'export', { person: author })], 'an author of credit-lr@2 opened held-out@1'],
    ['an author who opened it after the test and before the validation', [use(70, 'outside', { by: author })], 'an author of credit-lr@2 opened held-out@1'],
  ])('%s', (_name, uses, why) => {
    expect(whyOpened(seal, uses, tested).map((sentence) => sentence.slice(0, why?.length))).toEqual(why === null ? [] : [why])
  })

  it('is void where an author guards the set, and where somebody used it who may not', () => {
    expect(whyOpened({ ...seal, custodian: author }, [], tested)).toEqual([`held-out@1 is guarded by ${author}, who is an author of credit-lr@2`])
    expect(whyOpened({ ...seal, users: ['eve@example.org'] }, [check(60, 'credit-lr@2'), check(61, 'credit-lr@2', { by: seal.custodian })], tested)).toEqual([expect.stringContaining('was used by somebody who may not: performance check of credit-lr@2, entry 60')])
  })
})

describe('what a tier asks of test sets', () => {
  const [sealedTier, plain] = [demandsOf(builtIn('tiered'), 1), demandsOf(builtIn('two-person'), 1)]
  const on = (testSet: NonNullable<ReturnType<typeof recordOf>['testSet']>, kind = 'performance_test') => recordOf({ kind, testSet })
  const good = { sha256: 'a'.repeat(64), snapshot: 'held-out@1', sealed: 50, use: 3, opened: [] }
  const controlsOf = (records: Parameters<typeof judgeTestSets>[1], letOff: string[] = [], demands = sealedTier) => judgeTestSets(demands, records, letOff).map(({ kind, control }) => `${kind} ${control}`)

  it('is met by tests on a sealed set that nobody opened, up to the last use that the policy allows', () => {
    expect(controlsOf([on(good), on(good, 'fairness_check')])).toEqual([])
    expect(controlsOf([on({ ...good, sealed: null, opened: ['x'], use: 99 })], [], plain)).toEqual([])
    expect(controlsOf([], [], { ...sealedTier, evidence: [] }), 'asked for although the tier names no test').toEqual(['performance_test test_set_sealed'])
    expect(controlsOf([]), 'the demands on the kinds say that they are missing').toEqual([])
  })

  it('is not met on an open set, on one that was opened, and by a use too many; a waiver lets each pass by its name', () => {
    const { sealed, independence, uses } = testSetControls
    expect(judgeTestSets(sealedTier, [on({ ...good, sealed: null })])).toMatchObject([{ status: 'missing', why: 'C-20 was not made on a sealed test set.', next: expect.stringContaining('seal-test-set') }])
    expect(judgeTestSets(sealedTier, [on({ ...good, opened: ['it was opened', 'and trained on'] })])).toMatchObject([{ status: 'failed', why: 'C-20 is not independent: it was opened; and trained on.' }])
    expect(judgeTestSets(sealedTier, [on({ ...good, use: 4 })])).toMatchObject([{ status: 'failed', why: 'C-20 was use 4 of held-out@1; the policy allows 3.' }])
    expect(controlsOf([on({ ...good, use: 4 }), on({ ...good, sealed: null }, 'fairness_check')], [uses, sealed])).toEqual([])
    expect(controlsOf([on({ ...good, use: 4, opened: ['x'] })], [uses])).toEqual([`performance_test ${independence}`])
    expect(controlsOf([on({ ...good, sealed: null, use: 11 })], [], demandsOf(builtIn('tiered'), 3)), 'a limit holds for a set that nobody sealed too').toEqual([`performance_test ${uses}`])
  })
})

it('says before a use which one it will be', () => {
  const uses = [check(55, 'credit-lr@1'), check(60, 'credit-lr@2')]
  expect(toWarning(seal, uses, 3, author)).toMatchObject({ number: 3, over: false, refusal: null, sentence: 'held-out@1 is a sealed test set, guarded by vera@example.org: this will be use 3 of 3.' })
  expect(toWarning(seal, uses, 2, author)).toMatchObject({ over: true, sentence: expect.stringContaining('this will be use 3, and the policy allows 2.') })
  expect(toWarning(seal, [], null, null).sentence).toContain('this will be use 1.')
  expect(toWarning({ ...seal, users: ['rosa@example.org'] }, [], 3, author).refusal).toBe('held-out@1 is a sealed test set that only vera@example.org, rosa@example.org may use.')
})
