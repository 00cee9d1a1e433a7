import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactTerms, type ReproductionTerms } from '../../shared/contract/reproductions.ts'
import type { MetricValue, RunDataset, RunDescription } from '../../shared/contract/runs.ts'
import { compareRuns, compareValues, isIndependent } from '../../shared/reproduction.ts'
import { parseTolerance } from '../../shared/tolerance-text.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)
const data = (role: RunDataset['role'], sha256: string | null = a, digest = 'd1'): RunDataset => ({ name: `${role}.csv`, digest, role, context: null, sourceType: 'local', source: '', schema: null, profile: null, snapshot: null, sha256 })
const metricsOf = (values: Readonly<Record<string, MetricValue>>): RunDescription['metrics'] =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { points: 1, last: { value, step: 0, at: '2026-11-21T10:00:00.000Z' }, min: value, max: value }]))
const lock = (sha256: string, version: string): RunDescription['environment'] => ({ lockfile: { name: 'requirements.txt', sha256, bytes: 1 }, format: 'pip', packages: [{ name: 'numpy', version }] })
const base: RunDescription = {
  schema: 'countersign/run/1',
  run: 'o',
  experiment: { id: '1', name: 'e' },
  name: 'first',
  status: 'finished',
  source: 'recorded',
  client: null,
  person: 'ana@example.org',
  userName: 'ana',
  startedAt: null,
  endedAt: null,
  parameters: { C: '1.0' },
  tags: {},
  metrics: metricsOf({ auc: 0.9, loss: 0.25 }),
  metricsFile: null,
  datasets: [data('train'), data('test', b)],
  artefacts: [{ path: 'model.pkl', sha256: a, bytes: 1 }],
  code: { commit: 'c'.repeat(40), branch: null, remote: null, dirty: [] },
  environment: lock(a, '2.0'),
  command: null,
}
const compare = (changes: Partial<RunDescription> = {}, terms: Partial<ReproductionTerms> = {}, original: Partial<RunDescription> = {}) =>
  compareRuns({ original: { about: { ...base, ...original }, sha256: a }, repeated: { about: { ...base, run: 'r', ...changes }, sha256: b }, terms: { ...exactTerms, ...terms } })
const within = (...texts: string[]) => ({ tolerances: texts.map(parseTolerance) })

describe('a rerun', () => {
  test('with the same inputs and the same figures reproduces the run, whatever became of its files', () => {
    expect(compare()).toMatchObject({ verdict: 'reproduced', reasons: [] })
    expect(compare({ artefacts: [{ path: 'model.pkl', sha256: b, bytes: 1 }, { path: 'log.txt', sha256: b, bytes: 1 }] })).toMatchObject({ verdict: 'reproduced', artefacts: [{ path: 'log.txt', state: 'extra' }, { path: 'model.pkl', state: 'different' }] })
  })

  test('is within tolerance only by what was declared for each metric', () => {
    const metrics = metricsOf({ auc: 0.91, loss: 0.2525 })
    expect(compare({ metrics })).toMatchObject({ verdict: 'not_reproduced', reasons: ['2 metrics outside of what was declared: auc, loss.'] })
    expect(compare({ metrics }, within('auc=0.01'))).toMatchObject({ verdict: 'not_reproduced', reasons: ['1 metric outside of what was declared: loss.'] })
    expect(compare({ metrics }, within('auc=0.01', '*=1%'))).toMatchObject({ verdict: 'within_tolerance', metrics: [{ metric: 'auc', state: 'within' }, { metric: 'loss', state: 'within', difference: expect.closeTo(0.0025) }] })
    expect(compare({ metrics }, within('auc=0.009', '*=1%'))).toMatchObject({ verdict: 'not_reproduced' })
  })

  test('with other data, code or parameters reproduces nothing, and says what was other', () => {
    expect(compare({ datasets: [data('train', b), data('test', b)] })).toMatchObject({
      verdict: 'not_reproduced',
      reasons: ['It ran with other data: train.csv (train).'],
      inputs: { data: { state: 'different', differences: [{ what: 'train.csv (train)', original: `sha256:${a}`, repeated: `sha256:${b}` }] } },
    })
    expect(compare({ datasets: [data('train')] }).inputs.data.differences).toEqual([{ what: 'test.csv (test)', original: `sha256:${b}`, repeated: null }])
    expect(compare({ code: null }).reasons).toEqual(['It ran with other code: commit.'])
    expect(compare({ code: { ...base.code!, dirty: [{ path: 'train.py', state: 'modified', sha256: a }] } }).inputs.code.differences).toEqual([{ what: 'changed file', original: null, repeated: `train.py (modified, sha256:${a})` }])
    expect(compare({ parameters: { C: '1.0', extra: '1' } }).reasons).toEqual(['It ran with other parameters: extra.'])
    expect(compare({ parameters: { C: '1.0', extra: '1' } }, { exceptParameters: ['extra'] })).toMatchObject({ verdict: 'reproduced' })
    expect(compare({ status: 'failed' }).reasons).toEqual(['It ended as failed.'])
  })

  test('in another environment is within tolerance at best, and the packages are named', () => {
    expect(compare({ environment: lock(b, '2.1') })).toMatchObject({
      verdict: 'within_tolerance',
      reasons: ['It ran in another environment.'],
      inputs: { environment: { differences: [{ what: 'lock file' }, { what: 'package numpy', original: '2.0', repeated: '2.1' }] } },
    })
    expect(compare({ environment: null })).toMatchObject({ verdict: 'within_tolerance' })
  })

  test('is not held to what the original does not say; what a client told of samples and commits is compared as such', () => {
    expect(compare({}, {}, { datasets: [], code: null, environment: null })).toMatchObject({ verdict: 'reproduced', inputs: { data: { state: 'not_known' }, code: { state: 'not_known' }, environment: { state: 'not_known' } } })
    const sampled = { datasets: [data('train', null, 's1')], code: null, tags: { 'mlflow.source.git.commit': 'c'.repeat(40) } }
    expect(compare({ datasets: [data('train', a, 's1')] }, {}, sampled)).toMatchObject({ verdict: 'reproduced', inputs: { data: { state: 'same' }, code: { state: 'same' } } })
    expect(compare({ datasets: [data('train', a, 's2')] }, {}, sampled)).toMatchObject({ verdict: 'not_reproduced' })
  })

  test('lacks a metric, has one more, or one that was left out beforehand', () => {
    const metrics = metricsOf({ auc: 0.9, seconds: 12 })
    expect(compare({ metrics })).toMatchObject({ verdict: 'not_reproduced', reasons: ['1 metric of the original missing: loss.'], metrics: [{ state: 'same' }, { metric: 'loss', repeated: null, state: 'missing' }, { metric: 'seconds', state: 'extra' }] })
    expect(compare({ metrics }, { exceptMetrics: ['loss'] })).toMatchObject({ verdict: 'reproduced', metrics: [{}, { state: 'left_out' }, {}] })
  })

  test('without a metric is judged by its files, and without either by nothing', () => {
    expect(compare({ metrics: {} }, {}, { metrics: {} })).toMatchObject({ verdict: 'reproduced' })
    expect(compare({ metrics: {}, artefacts: [] }, {}, { metrics: {} }).reasons).toEqual(['No metric is judged, and 1 file of the original did not come out the same: model.pkl.'])
    expect(compare({ metrics: {}, artefacts: [] }, {}, { metrics: {}, artefacts: [] })).toMatchObject({ verdict: 'not_reproduced', reasons: ['The original has no metric and no file to be held against.'] })
  })
})

test('not a number equals itself and nothing else; no tolerance reaches an infinity', () => {
  const wide = { metric: '*', kind: 'absolute', value: 1e300 } as const
  expect(compareValues('NaN', 'NaN', null)).toBe('same')
  expect(compareValues('Infinity', 'Infinity', null)).toBe('same')
  expect(compareValues('Infinity', '-Infinity', wide)).toBe('outside')
  expect(compareValues(1, 'NaN', wide)).toBe('outside')
  expect(compareValues(0, 1e-9, { metric: '*', kind: 'relative', value: 1 })).toBe('outside')
})

test('for all numbers: the same is never outside, a wider tolerance never worsens, and a shift of exactly the tolerance is within it', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const size = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(number, number, size, size, (was, is, one, two) => {
      const at = (value: number) => compareValues(was, is, { metric: 'm', kind: 'absolute', value })
      expect(compareValues(was, was, null)).toBe('same')
      expect(at(Math.min(one, two)) !== 'outside' && at(Math.max(one, two)) === 'outside').toBe(false)
      expect(compareValues(was, was + one, { metric: 'm', kind: 'absolute', value: one })).not.toBe('outside')
      expect(compareValues(was, is, { metric: 'm', kind: 'absolute', value: one })).toBe(compareValues(is, was, { metric: 'm', kind: 'absolute', value: one }))
    }),
    { numRuns: 300 },
  )
})

test('tolerances are read as people write them', () => {
  expect(parseTolerance('auc=0.001')).toEqual({ metric: 'auc', kind: 'absolute', value: 0.001 })
  expect(parseTolerance('val=loss=1%')).toEqual({ metric: 'val=loss', kind: 'relative', value: 0.01 })
  expect(parseTolerance('* = rel:0.05')).toEqual({ metric: '*', kind: 'relative', value: 0.05 })
  for (const text of ['auc', '=1', 'auc=', 'auc=-1', 'auc=NaN', 'auc=rel:1%']) expect(() => parseTolerance(text)).toThrow('can not be read')
})

test('whoever had a hand in both did not repeat it independently', () => {
  expect(isIndependent({ original: ['ana'], repeated: ['ben'] })).toBe(true)
  expect(isIndependent({ original: ['ana', 'ben'], repeated: ['ben', 'cy'] })).toBe(false)
})
