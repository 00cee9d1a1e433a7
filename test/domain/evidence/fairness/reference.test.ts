import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rateName, type FairnessResult, type RateName } from '../../../../shared/contract/evidence.ts'
import { katz, newcombe, wilson } from '../../../../electron/domain/evidence/statistics/intervals.ts'
import { createRuns, groupOf, metricOf } from '../check-runs.ts'

type Numbers = Record<string, number | null> & Record<`${string}_ci95`, [number, number]>
interface Pair {
  difference: number
  difference_ci95_newcombe: [number, number] | null
  ratio: number | null
  ratio_ci95_katz: [number, number] | null
}
interface Attribute {
  groups: Record<string, Numbers>
  disparities: Record<string, number> & { reference_group: string; versus_reference: Record<string, Record<string, Pair>> }
  disparities_denominator30: Record<string, { included: string[]; difference: number; ratio: number }> & { equalized_odds_difference: number }
  impact_ratio: { categories: Record<string, { impact_ratio: number }> }
}

const reference = JSON.parse(readFileSync(new URL('../../../fixtures/checks/reference-german.json', import.meta.url), 'utf8')) as { attributes: Record<string, Attribute> }
const file = new URL('../../../../examples/german-credit/german-lr-predictions.csv', import.meta.url).pathname

const short: Record<RateName, string> = {
  selection_rate: 'selection_rate',
  true_positive_rate: 'tpr',
  false_positive_rate: 'fpr',
  false_negative_rate: 'fnr',
  true_negative_rate: 'tnr',
  positive_predictive_value: 'ppv',
  negative_predictive_value: 'npv',
  accuracy: 'accuracy',
  base_rate: 'base_rate',
}
const metrics = ['demographic_parity_difference', 'demographic_parity_ratio', 'equalized_odds_difference', 'equal_opportunity_difference', 'predictive_parity_difference'] as const

/** Distance from the wanted value; an undefined value is met by an undefined one only. */
function off(actual: number | null | undefined, wanted: number | null): number {
  if (wanted === null || actual === null || actual === undefined) return (actual ?? null) === wanted ? 0 : Infinity
  return Math.abs(actual - wanted)
}
const tolerance = 1e-12

describe.each(Object.entries(reference.attributes))('German credit over %s', (name, wanted) => {
  const runs = createRuns()
  const columns = name.split(' x ')
  const toBy = (key: string) => Object.fromEntries(columns.map((column, at) => [column, key.split(' | ')[at]!]))
  const counts = (key: string, rate: RateName) => {
    const { num, den } = groupOf(everybody, toBy(key)).rates[rate]
    return [num, den] as const
  }
  let everybody: FairnessResult
  let judged: FairnessResult
  let scored: FairnessResult
  beforeAll(async () => {
    everybody = (await runs.run(file, { groups: columns })).result
    judged = (await runs.run(file, { groups: columns, minimum: 30 })).result
    scored = (await runs.run(file, { groups: columns, decision: { kind: 'score', column: 'score', threshold: 0.5 } })).result
  })
  afterAll(() => runs.end())

  it('counts every group exactly, by predictions and by scores', () => {
    const over = everybody.groups.filter(({ by }) => Object.keys(by).length === columns.length)
    expect(over).toHaveLength(Object.keys(wanted.groups).length)
    for (const [key, { count, tp, fp, fn, tn }] of Object.entries(wanted.groups)) {
      expect(groupOf(everybody, toBy(key))).toMatchObject({ n: count, tp, fp, fn, tn })
      expect(groupOf(scored, toBy(key))).toMatchObject({ n: count, tp, fp, fn, tn })
    }
  })

  it('meets every rate and its Wilson interval', () => {
    for (const [key, group] of Object.entries(wanted.groups)) {
      for (const rate of rateName.options) {
        const { value, low, high } = groupOf(everybody, toBy(key)).rates[rate]
        expect(off(value, group[short[rate]]!)).toBeLessThanOrEqual(tolerance)
        const interval = group[`${short[rate]}_ci95`]
        expect(off(low, interval?.[0] ?? null)).toBeLessThanOrEqual(tolerance)
        expect(off(high, interval?.[1] ?? null)).toBeLessThanOrEqual(tolerance)
      }
    }
  })

  it('meets every disparity', () => {
    for (const metric of metrics) expect(off(metricOf(everybody, metric, columns).value, wanted.disparities[metric]!)).toBeLessThanOrEqual(tolerance)
  })

  it('meets the disparities among rates with at least 30 cases', () => {
    const { selection_rate, tpr, ppv, equalized_odds_difference } = wanted.disparities_denominator30
    expect(off(metricOf(judged, 'demographic_parity_difference', columns).value, selection_rate!.difference)).toBeLessThanOrEqual(tolerance)
    expect(off(metricOf(judged, 'demographic_parity_ratio', columns).value, selection_rate!.ratio)).toBeLessThanOrEqual(tolerance)
    expect(off(metricOf(judged, 'equal_opportunity_difference', columns).value, tpr!.difference)).toBeLessThanOrEqual(tolerance)
    expect(off(metricOf(judged, 'predictive_parity_difference', columns).value, ppv!.difference)).toBeLessThanOrEqual(tolerance)
    expect(off(metricOf(judged, 'equalized_odds_difference', columns).value, equalized_odds_difference)).toBeLessThanOrEqual(tolerance)
    expect(judged.groups.filter(({ by, rates }) => Object.keys(by).length === columns.length && !rates.true_positive_rate.suppressed)).toHaveLength(tpr!.included.length)
  })

  it('meets Newcombe and Katz intervals of every pair that the reference compares', () => {
    const against = wanted.disparities.reference_group
    for (const [key, rates] of Object.entries(wanted.disparities.versus_reference)) {
      for (const rate of rateName.options.filter((one) => rates[short[one]])) {
        const [k1, n1] = counts(key, rate)
        const [k2, n2] = counts(against, rate)
        const pair = rates[short[rate]]!
        if (n1 === 0 || n2 === 0) continue
        const difference = newcombe(k1, n1, k2, n2)
        expect(off(difference.low, pair.difference_ci95_newcombe![0])).toBeLessThanOrEqual(tolerance)
        expect(off(difference.high, pair.difference_ci95_newcombe![1])).toBeLessThanOrEqual(tolerance)
        const ratio = katz(k1, n1, k2, n2)
        expect(off(ratio?.low, pair.ratio_ci95_katz?.[0] ?? null)).toBeLessThanOrEqual(tolerance)
        expect(off(ratio?.high, pair.ratio_ci95_katz?.[1] ?? null)).toBeLessThanOrEqual(tolerance)
      }
    }
  })

  it('gives a metric the interval of the pair that it stands between', () => {
    const { between, low, high } = metricOf(everybody, 'demographic_parity_difference', columns)
    const [best, least] = [groupOf(everybody, between![0]).rates.selection_rate, groupOf(everybody, between![1]).rates.selection_rate]
    expect({ low, high }).toEqual(newcombe(best.num, best.den, least.num, least.den))
    expect(wilson(best.num, best.den).high).toBeGreaterThanOrEqual(wilson(least.num, least.den).high)
  })

  it('meets the impact ratio of every group', () => {
    const { ratios } = metricOf(everybody, 'impact_ratio', columns)
    for (const [key, { impact_ratio }] of Object.entries(wanted.impact_ratio.categories)) {
      expect(off(ratios!.find(({ by }) => JSON.stringify(by) === JSON.stringify(toBy(key)))!.value, impact_ratio)).toBeLessThanOrEqual(tolerance)
    }
  })
})
