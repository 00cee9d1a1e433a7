import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { rateName, type FairnessResult } from '../../../../shared/contract/evidence.ts'
import { createRuns, groupOf, judgeRows, metricOf, type PlainRow } from '../check-runs.ts'

interface Case {
  description: string
  rows: [string, 0 | 1, 0 | 1][]
  groups: Record<string, Record<string, number | null>>
}

const cases = JSON.parse(readFileSync(new URL('../../../fixtures/checks/reference-edge-cases.json', import.meta.url), 'utf8')) as Record<string, Case>
const names = ['selection_rate', 'tpr', 'fpr', 'fnr', 'tnr', 'ppv', 'npv', 'accuracy', 'base_rate']
const plain = (name: string): PlainRow[] => cases[name]!.rows.map(([group, label, decision]) => [[group], label === 1, decision === 1])
const judge = (name: string, minimum = 1) => judgeRows(plain(name), { minimum })

describe('every edge case of the reference', () => {
  const runs = createRuns()
  afterAll(() => runs.end())

  it.each(Object.entries(cases))('%s: counts and rates, from a file as from rows', async (name, { rows, groups }) => {
    const path = runs.write(`${name}.csv`, `group,label,prediction\n${rows.map((row) => row.join(',')).join('\n')}\n`)
    const { result } = await runs.run(path)
    const expected = judge(name)
    expect(result.groups).toEqual(expected.groups)
    expect(result.metrics).toEqual(expected.metrics)
    expect(result.verdict).toBe(expected.verdict)
    for (const [group, wanted] of Object.entries(groups)) {
      const found = groupOf(result, { group })
      expect(found).toMatchObject({ n: wanted['count'], tp: wanted['tp'], fp: wanted['fp'], fn: wanted['fn'], tn: wanted['tn'] })
      rateName.options.forEach((rate, at) => {
        const { value, reason } = found.rates[rate]
        expect(value).toBe(wanted[names[at]!])
        expect(reason).toBe(value === null ? 'denominator_zero' : undefined)
      })
    }
  })
})

describe('what follows from an edge case', () => {
  const undefinedMetric = (result: FairnessResult, name: string) => metricOf(result, name)

  it('a group without positives has no true positive rate, and nothing is concluded from the other alone', () => {
    const result = judge('group-without-positives')
    expect(undefinedMetric(result, 'equal_opportunity_difference')).toMatchObject({ value: null, verdict: 'insufficient_data', reason: 'denominator_zero' })
    expect(undefinedMetric(result, 'equalized_odds_difference')).toMatchObject({ value: null, verdict: 'insufficient_data', reason: 'denominator_zero' })
    expect(metricOf(result, 'demographic_parity_difference')).toMatchObject({ value: 0, verdict: 'pass' })
  })

  it('a group without negatives has no false positive rate, so equalized odds are undefined and the true positive rates fail alone', () => {
    const result = judge('group-without-negatives')
    expect(metricOf(result, 'equal_opportunity_difference')).toMatchObject({ value: 0.5, verdict: 'fail' })
    expect(metricOf(result, 'equalized_odds_difference')).toMatchObject({ value: null, verdict: 'insufficient_data', reason: 'denominator_zero' })
  })

  it('nobody selected: the difference is 0 and the ratio is undefined', () => {
    const result = judge('nobody-selected')
    expect(metricOf(result, 'demographic_parity_difference')).toMatchObject({ value: 0, verdict: 'pass' })
    for (const name of ['demographic_parity_ratio', 'impact_ratio', 'predictive_parity_difference']) {
      expect(undefinedMetric(result, name)).toMatchObject({ value: null, low: null, high: null, verdict: 'insufficient_data', reason: 'denominator_zero' })
    }
    expect(metricOf(result, 'impact_ratio').ratios!.map(({ value }) => value)).toEqual([null, null])
    expect(result.verdict).toBe('insufficient_data')
  })

  it('one group never selected: the ratio is 0, without an interval', () => {
    const ratio = metricOf(judge('one-group-never-selected'), 'demographic_parity_ratio')
    expect(ratio).toMatchObject({ value: 0, low: null, high: null, verdict: 'fail' })
    expect(metricOf(judge('one-group-never-selected'), 'impact_ratio').ratios).toMatchObject([{ value: 1 }, { value: 0 }])
  })

  it('everyone selected: selection is alike, negative predictive values are undefined and no metric needs them', () => {
    const result = judge('everyone-selected')
    expect(metricOf(result, 'demographic_parity_ratio')).toMatchObject({ value: 1, verdict: 'pass' })
    expect(result.verdict).toBe('pass')
  })

  it('a single group is compared with nobody: not applicable, not fair', () => {
    const result = judge('single-group')
    expect(result.verdict).toBe('not_applicable')
    for (const metric of result.metrics.filter(({ over }) => over.length > 0)) expect(metric).toMatchObject({ value: null, verdict: 'not_applicable', reason: 'single_group' })
  })

  it('a group of one is counted, shown, and makes the data insufficient', () => {
    const result = judge('single-member-group', 30)
    expect(groupOf(result, { group: 'B' })).toMatchObject({ n: 1, sufficient: false })
    expect(groupOf(result, { group: 'B' }).rates.selection_rate).toMatchObject({ value: 0, num: 0, den: 1, suppressed: true })
    expect(metricOf(result, 'demographic_parity_difference')).toMatchObject({ value: null, verdict: 'insufficient_data', reason: 'fewer_than_two_groups', n: 40 })
    expect(result.verdict).toBe('insufficient_data')
    expect(result.limits[0]).toBe('group = B (n = 1): fewer than 30 rows; shown, but left out of every comparison.')
  })

  it('exactly four fifths is not below four fifths', () => {
    expect(metricOf(judge('exact-four-fifths'), 'impact_ratio')).toMatchObject({ value: 0.8, verdict: 'pass' })
    expect(metricOf(judge('just-below-four-fifths'), 'impact_ratio')).toMatchObject({ verdict: 'fail' })
  })

  it('60 % against 75 % passes, although it is 0.7999999999999999 in floating point', () => {
    const rows = [...selected('A', 3, 4), ...selected('B', 3, 5)]
    expect(3 / 5 / (3 / 4)).toBeLessThan(0.8)
    expect(metricOf(judgeRows(rows), 'impact_ratio')).toMatchObject({ value: 0.8, verdict: 'pass' })
  })

  it('a difference of exactly a tenth passes a maximum of 0.1', () => {
    const rows = [...selected('A', 3, 10), ...selected('B', 2, 10)]
    expect(3 / 10 - 2 / 10).toBeLessThan(0.1)
    expect(metricOf(judgeRows(rows), 'demographic_parity_difference')).toMatchObject({ value: 0.1, verdict: 'pass' })
    expect(metricOf(judgeRows([...selected('A', 30, 100), ...selected('B', 199, 1000)]), 'demographic_parity_difference').verdict).toBe('fail')
  })
})

function selected(group: string, k: number, n: number): PlainRow[] {
  return Array.from({ length: n }, (_, at): PlainRow => [[group], at % 2 === 0, at < k])
}
