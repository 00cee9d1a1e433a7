import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fairnessKind } from '../../../../electron/domain/evidence/fairness/kind.ts'
import { toFairnessResult } from '../../../../electron/domain/evidence/fairness/result.ts'
import type { FairnessCell } from '../../../../electron/domain/evidence/fairness/facts.ts'
import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { type Ask, judgeRows, metricOf, type PlainRow, toSettings } from '../check-runs.ts'

const judge = (cells: FairnessCell[], ask: Ask = {}) =>
  toFairnessResult({
    settings: toSettings(ask),
    inputs: [{ role: 'data', name: 'cells', sha256: '0'.repeat(64), bytes: 0, format: 'csv' }],
    engine: { countersign: 'test', duckdb: 'none', query: '0'.repeat(64) },
    rows: { read: 0, used: 0, excluded: {} },
    counts: { views: [{ view: null, cells }] },
  })
const selections = (group: string, k: number, n: number, controls?: string[]): FairnessCell[] => [
  { groups: [group], label: false, decision: true, rows: k, ...(controls ? { controls } : {}) },
  { groups: [group], label: false, decision: false, rows: n - k, ...(controls ? { controls } : {}) },
]

describe('control columns', () => {
  it('Berkeley 1973: men are admitted more often, and within departments they are not', () => {
    // P. J. Bickel et al., Science 187 (1975) 398–404: admitted and applicants, men and women, of six departments.
    const departments = { A: [512, 825, 89, 108], B: [353, 560, 17, 25], C: [120, 325, 202, 593], D: [138, 417, 131, 375], E: [53, 191, 94, 393], F: [22, 373, 24, 341] }
    const cells = Object.entries(departments).flatMap(([department, [m, men, w, women]]) => [...selections('man', m!, men!, [department]), ...selections('woman', w!, women!, [department])])
    const result = judge(cells, { minimum: 30, columns: { controls: ['department'] }, more: { reference: { group: 'man' } }, thresholds: { conditional_demographic_parity_difference: { max: 0.1, source: 'test' } } })
    expect(metricOf(result, 'statistical_parity_difference').value).toBeCloseTo(557 / 1835 - 1198 / 2691, 12)
    const pooled = metricOf(result, 'conditional_demographic_parity_difference')
    expect(pooled.value).toBeGreaterThan(0)
    expect(pooled).toMatchObject({ verdict: 'pass', between: [{ group: 'woman' }, { group: 'man' }] })
    const [women] = result.conditional!
    expect(women!.crude).toBeLessThan(-0.14)
    // statsmodels' StratifiedTable of the same tables, men against women, is 0.9047; turned round.
    expect(women!.oddsRatio.value).toBeCloseTo(1 / 0.9047, 3)
    expect(women!.strata).toHaveLength(6)
  })
})

describe('the persons that a verdict hangs on', () => {
  const limits = { impact_ratio: { min: 0.8, source: 'test' }, demographic_parity_difference: { max: 0.1, source: 'test' } }
  const flipsOf = (a: [number, number], b: [number, number], name: string) => metricOf(judge([...selections('A', ...a), ...selections('B', ...b)], { thresholds: limits }), name).flips

  it('are as many as it takes, no fewer', () => {
    expect(flipsOf([50, 100], [39, 100], 'impact_ratio')).toEqual({ to: 'pass', persons: 1, of: [{ group: 'B' }] })
    expect(flipsOf([50, 100], [40, 100], 'impact_ratio')).toEqual({ to: 'fail', persons: 1, of: [{ group: 'B' }] })
    expect(flipsOf([50, 100], [38, 100], 'demographic_parity_difference')).toEqual({ to: 'pass', persons: 2, of: [{ group: 'B' }] })
  })

  it('turn the verdict, and one fewer does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 90 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 40, max: 70 }), (k1, n1, k2, n2) => {
        for (const name of ['impact_ratio', 'demographic_parity_difference'] as const) {
          const verdictOf = (k: number) => metricOf(judge([...selections('A', k1, n1), ...selections('B', k, n2)], { thresholds: limits }), name)
          const { flips, verdict } = verdictOf(k2)
          if (!flips || flips.of[0]!['group'] !== 'B') continue
          const step = flips.to === 'pass' ? 1 : -1
          expect(verdict).toBe(flips.to === 'pass' ? 'fail' : 'pass')
          expect(verdictOf(k2 + step * flips.persons).verdict).toBe(flips.to)
          expect(verdictOf(k2 + step * (flips.persons - 1)).verdict).toBe(verdict)
        }
      }),
    )
  })
})

describe('decision mode confidence', () => {
  const limits = { demographic_parity_difference: { max: 0.1, source: 'test' } }
  const verdictOf = (a: [number, number], b: [number, number]) => metricOf(judge([...selections('A', ...a), ...selections('B', ...b)], { thresholds: limits, more: { mode: 'confidence' } }), 'demographic_parity_difference')

  it('fails and passes by whole intervals, and says where the data do not decide', () => {
    expect(verdictOf([800, 1000], [200, 1000])).toMatchObject({ verdict: 'fail' })
    expect(verdictOf([500, 10_000], [490, 10_000])).toMatchObject({ verdict: 'pass' })
    expect(verdictOf([8, 20], [5, 20])).toMatchObject({ verdict: 'warn', reason: 'inconclusive' })
  })

  it('a warning bound within the threshold warns', () => {
    const warned = { demographic_parity_difference: { max: 0.2, warn: { max: 0.1 }, source: 'test' } }
    expect(metricOf(judge([...selections('A', 65, 100), ...selections('B', 50, 100)], { thresholds: warned }), 'demographic_parity_difference')).toMatchObject({ verdict: 'warn', reason: 'near_the_threshold' })
  })
})

describe('the bootstrap of aggregates', () => {
  const rows = (['f', 'm', 'x'] as const).flatMap((group, at) => Array.from({ length: 90 }, (_, i): PlainRow => [[group], i % 2 === 0, (i * 7 + at * 3) % (5 + at) < 3]))
  const run = (order: readonly PlainRow[], seed = 1) => judgeRows(order, { more: { resamples: 300, seed } })

  it('is the same for the same seed whatever groups are called, and another for another seed', () => {
    const renamed = rows.map(([[group], label, decision]): PlainRow => [[{ f: 'z', m: 'k', x: 'a' }[group as 'f']], label, decision])
    const of = (result: ReturnType<typeof run>) => result.metrics.map(({ bootstrap }) => bootstrap)
    expect(of(run(rows)).filter((one) => one !== undefined).length).toBeGreaterThan(8)
    expect(of(run(renamed))).toEqual(of(run(rows)))
    expect(of(run(rows, 2))).not.toEqual(of(run(rows)))
  })
})

describe('settings that say nothing together', () => {
  const refused = (ask: Ask) => () => fairnessKind.refuseSettings(toSettings(ask), ['data'])
  it.each<[string, Ask, string]>([
    ['a threshold whose metric can not be computed', { thresholds: { auc_difference: { max: 0.1, source: 'x' } } }, 'auc_difference has a threshold and can not be computed: it needs a score column'],
    ['places without the task ranking', { decision: { kind: 'top', column: 's', order: 'descending', cutoffs: [5] }, thresholds: {} }, 'Places in a list are judged by the task ranking'],
    ['classes without a label', { columns: { label: undefined, positive: undefined }, more: { task: 'multiclass' }, thresholds: {} }, 'needs a label column'],
    ['a label without a positive value', { columns: { positive: undefined } }, 'Say which value counts as positive.'],
    ['weights of a regression', { columns: { weight: 'w', positive: undefined }, more: { task: 'regression' }, thresholds: {} }, 'belong to checks of decisions'],
    ['a reference that is no group', { more: { reference: { other: 'x' } } }, '“other” is named in a reference or benchmark and is no group column'],
    ['shares above one', { more: { benchmark: [{ column: 'group', shares: { A: 60, B: 40 }, source: 'x' }] } }, 'add up to 100.000'],
    ['a column with two roles', { columns: { controls: ['group'] } }, 'is named as group and as control'],
  ])('%s', (_, ask, sentence) => {
    expect(refused(ask)).toThrow(sentence)
  })

  it('are filled in as far as the inputs allow', () => {
    const choices = { minimumGroup: 30, columns: { decision: { kind: 'prediction' as const, column: 'p' }, groups: ['g'] } }
    expect(Object.keys(fairnessKind.toSettings({ ...choices }).thresholds)).toEqual(['demographic_parity_difference', 'demographic_parity_ratio', 'impact_ratio'])
    const law: FairnessSettings = fairnessKind.toSettings({ ...choices, report: 'nyc_local_law_144', missing: ['Unknown'] })
    expect(law).toMatchObject({ thresholds: {}, task: 'binary', mode: 'point', resamples: 1_000, seed: 1 })
    expect(law.missing).toContain('Unknown')
  })
})

describe('what a reader would take for something else', () => {
  const rows = [...selections('Unknown', 10, 40), ...selections('B', 20, 60)]
  it.each<[string, Ask['more'], string | null]>([
    ['a reference that no row has', { reference: { group: 'b' } }, 'No row has the reference group = b: nothing over “group” is held against it. Values are compared letter by letter.'],
    ['a reference that rows have', { reference: { group: 'B' } }, null],
    ['a word for unknown in the tables of Local Law 144', { report: 'nyc_local_law_144' }, 'group = Unknown (n = 40) stands in the tables as a category; declare “Unknown” as a missing value if these people are of an unknown one.'],
    ['the same word elsewhere', {}, null],
  ])('%s', (_, more, sentence) => {
    const { limits } = judge(rows, { more })
    expect(limits.filter((one) => /No row has|stands in the tables/.test(one))).toEqual(sentence === null ? [] : [sentence])
  })
})

describe('representation', () => {
  it('is the share over the benchmark, 0 for a group that is not there', () => {
    const shares = { A: 0.5, B: 0.3, C: 0.2 }
    const result = judge([...selections('A', 10, 60), ...selections('B', 10, 40)], { thresholds: { representation_ratio: { min: 0.8, source: 'x' } }, more: { benchmark: [{ column: 'group', shares, source: 'census' }] } })
    expect(result.representation!.map(({ n, ratio }) => [n, ratio.value])).toEqual([[60, 1.2], [40, 4 / 3], [0, 0]])
    expect(metricOf(result, 'representation_ratio')).toMatchObject({ value: 0, verdict: 'fail' })
  })
})
