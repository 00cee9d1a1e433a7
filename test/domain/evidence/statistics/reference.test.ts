import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { logLoss } from '../../../../electron/domain/evidence/statistics/calibration.ts'
import { incompleteBeta } from '../../../../electron/domain/evidence/statistics/beta.ts'
import * as distributions from '../../../../electron/domain/evidence/statistics/distributions.ts'
import { incompleteGamma } from '../../../../electron/domain/evidence/statistics/gamma.ts'
import { katz, newcombe, wilson } from '../../../../electron/domain/evidence/statistics/intervals.ts'
import { kolmogorovTail } from '../../../../electron/domain/evidence/statistics/kolmogorov.ts'
import * as pooled from '../../../../electron/domain/evidence/statistics/mantel-haenszel.ts'
import { meanInterval, standardizedMeanDifference, welch } from '../../../../electron/domain/evidence/statistics/means.ts'
import { benjaminiHochberg, holm } from '../../../../electron/domain/evidence/statistics/multiple-testing.ts'
import { fisherExact, mcnemar, twoProportionZ } from '../../../../electron/domain/evidence/statistics/proportions.ts'
import { quantile } from '../../../../electron/domain/evidence/statistics/quantiles.ts'
import { toMoments } from '../../../../electron/domain/evidence/statistics/summation.ts'
import { toAuc, toAucSums } from '../../../../electron/domain/evidence/statistics/auc.ts'

/** Values by scipy, statsmodels, scikit-learn and mpmath; reference.py beside it is how they were made. */
const reference = JSON.parse(readFileSync(new URL('../../../fixtures/checks/statistics/reference.json', import.meta.url), 'utf8')) as Reference

type Numbers = number[]
interface Reference extends Record<string, unknown> {
  benjaminiHochberg: [Numbers, Numbers][]
  holm: [Numbers, Numbers][]
  mantelHaenszel: { strata: [number, number, number, number][]; oddsRatio: Numbers; ratio: number; statistic: number; p: number }[]
  auc: { cells: [number, number, number][]; auc: number; standardError: number; logLoss: number }[]
  quantile: [Numbers, number, number][]
  means: { a: Numbers; b: Numbers; welch: Numbers; meanInterval: Numbers; cohen: number }
}

const tolerance = 1e-12

/** How far off, relative to the wanted value; absolute for a 0. What is undefined is infinitely far off. */
function off(actual: number | null | undefined, wanted: number | undefined): number {
  if (actual === null || actual === undefined || wanted === undefined || Number.isNaN(actual)) return Infinity
  return actual === wanted ? 0 : Math.abs(actual - wanted) / (wanted === 0 ? 1 : Math.abs(wanted))
}

function farthest(actual: readonly (number | null | undefined)[], wanted: readonly number[]): number {
  return actual.length === wanted.length ? Math.max(...actual.map((value, at) => off(value, wanted[at]))) : Infinity
}

const functions: Record<string, { inputs: number; of: (...inputs: number[]) => (number | null | undefined)[]; within?: number }> = {
  normalCdf: { inputs: 1, of: (x) => [distributions.normalCdf(x!)] },
  normalQuantile: { inputs: 1, of: (p) => [distributions.normalQuantile(p!)] },
  incompleteGamma: { inputs: 2, of: (a, x) => Object.values(incompleteGamma(a!, x!)) },
  incompleteBeta: { inputs: 3, of: (a, b, x) => [incompleteBeta(a!, b!, x!).lower] },
  chiSquareTail: { inputs: 2, of: (x, k) => [distributions.chiSquareTail(x!, k!)] },
  chiSquareCritical: { inputs: 2, of: (p, k) => [distributions.chiSquareCritical(p!, k!)] },
  studentTwoSided: { inputs: 2, of: (t, v) => [distributions.studentTwoSided(t!, v!)] },
  studentCritical: { inputs: 2, of: (p, v) => [distributions.studentCritical(p!, v!)] },
  kolmogorovTail: { inputs: 1, of: (x) => [kolmogorovTail(x!)] },
  wilson: { inputs: 2, of: (k, n) => edges(wilson(k!, n!)) },
  newcombe: { inputs: 4, of: (...c) => edges(newcombe(...(c as Four))), within: 1e-11 },
  katz: { inputs: 4, of: (...c) => edges(katz(...(c as Four))) },
  twoProportionZ: { inputs: 4, of: (...c) => Object.values(twoProportionZ(...(c as Four)) ?? {}) },
}
type Four = [number, number, number, number]
const edges = (one: { low: number; high: number } | null) => [one?.low, one?.high]

it.each(Object.entries(functions))('%s meets its reference', (name, { inputs, of, within = tolerance }) => {
  for (const row of reference[name] as Numbers[]) expect(farthest(of(...row.slice(0, inputs)), row.slice(inputs)), JSON.stringify(row)).toBeLessThanOrEqual(within)
})

it('Fisher’s exact test meets sums of whole numbers, and scipy', () => {
  for (const [k1, n1, k2, n2, exact, scipy] of reference['fisherExact'] as Numbers[]) {
    expect(off(fisherExact(k1!, n1!, k2!, n2!), exact!)).toBeLessThanOrEqual(1e-12)
    expect(off(fisherExact(k1!, n1!, k2!, n2!), scipy!)).toBeLessThanOrEqual(1e-9)
  }
})

it('McNemar’s tests meet statsmodels', () => {
  for (const [b, c, exact, statistic, corrected, uncorrected] of reference['mcnemar'] as Numbers[]) {
    const found = mcnemar(b!, c!)
    expect(farthest([found.exact, found.uncorrected.p], [exact!, uncorrected!])).toBeLessThanOrEqual(tolerance)
    // statsmodels squares |b − c| − 1 even where b = c; nothing is less than no difference.
    expect(farthest([found.chiSquare.statistic, found.chiSquare.p], b === c ? [0, 1] : [statistic!, corrected!])).toBeLessThanOrEqual(tolerance)
  }
})

it('corrections for many tests meet statsmodels, and leave out what was not tested', () => {
  for (const [p, wanted] of reference.benjaminiHochberg) expect(farthest(benjaminiHochberg(p), wanted)).toBeLessThanOrEqual(tolerance)
  for (const [p, wanted] of reference.holm) expect(farthest(holm(p), wanted)).toBeLessThanOrEqual(tolerance)
  expect(benjaminiHochberg([null, 0.02, 0.5])).toEqual([null, 0.04, 0.5])
  expect(holm([])).toEqual([])
})

it('Mantel and Haenszel’s estimates meet statsmodels, on Berkeley’s admissions too', () => {
  for (const { strata, oddsRatio, ratio, statistic, p } of reference.mantelHaenszel) {
    const named = strata.map(([k1, n1, k2, n2]) => ({ k1, n1, k2, n2 }))
    const odds = pooled.pooledOddsRatio(named)
    expect(farthest([odds?.value, odds?.low, odds?.high], oddsRatio)).toBeLessThanOrEqual(tolerance)
    expect(off(pooled.pooledRatio(named)?.value, ratio)).toBeLessThanOrEqual(tolerance)
    const test = pooled.cochranMantelHaenszel(named)
    expect(farthest([test?.statistic, test?.p], [statistic, p])).toBeLessThanOrEqual(1e-11)
  }
})

it('AUC, DeLong’s error and log loss meet scikit-learn and a pairwise count', () => {
  for (const { cells, auc, standardError, logLoss: loss } of reference.auc) {
    const named = cells.map(([score, positives, negatives]) => ({ score, positives, negatives }))
    const found = toAuc(toAucSums(named.toReversed()))
    expect(farthest([found?.value, found?.standardError, logLoss(named)], [auc, standardError, loss])).toBeLessThanOrEqual(tolerance)
    expect(found?.method).toBe('delong')
  }
})

it('quantiles meet numpy', () => {
  for (const [values, p, wanted] of reference.quantile) {
    expect(off(quantile(values, p), wanted)).toBeLessThanOrEqual(tolerance)
  }
})

it('means, their tests and standardized differences meet scipy', () => {
  const { a, b, welch: wanted, meanInterval: interval, cohen } = reference.means
  const [first, second] = [toMoments(a), toMoments(b)]
  const test = welch(first, second)
  expect(farthest([test?.statistic, test?.p, test?.degrees, test?.low, test?.high], wanted)).toBeLessThanOrEqual(1e-11)
  expect(farthest(edges(meanInterval(first)), interval)).toBeLessThanOrEqual(tolerance)
  expect(off(standardizedMeanDifference(first, second)?.value, cohen)).toBeLessThanOrEqual(tolerance)
})
