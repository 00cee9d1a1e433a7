import type { ClassResult, PerformanceEstimate, PerformanceMetric } from '../../../../shared/contract/evidence.ts'
import { bootstrapCounts } from '../statistics/bootstrap.ts'
import { wilson } from '../statistics/intervals.ts'
import { casesOf, classCounts, combined, type Fraction, fractions, range, sumOf, type Table } from './confusion.ts'

export interface Resampling {
  seed: number
  resamples: number
}

export const undefinedEstimate = (name: PerformanceMetric, n: number, cases: number, reason: string): PerformanceEstimate => ({ name, value: null, low: null, high: null, n, cases, method: 'none', reason })

/** A fraction of counts with Wilson's interval; undefined where nothing was counted below. */
export function fractionEstimate(name: PerformanceMetric, { num, den }: Fraction, n: number): PerformanceEstimate {
  if (den === 0) return undefinedEstimate(name, n, 0, 'denominator_zero')
  return { name, value: num / den, ...wilson(num, den), n, cases: den, method: 'wilson' }
}

/** A metric of decisions with its interval: Wilson's for fractions, else resampled from the counts. */
export function decisionEstimate(name: PerformanceMetric, table: Table, resampling: Resampling): PerformanceEstimate {
  const n = sumOf(table.cells)
  const fraction = fractions[name]?.(table)
  if (fraction) return fractionEstimate(name, fraction, n)
  const of = combined[name] as (table: Table) => number | null
  const [value, cases] = [of(table), casesOf(name, table)]
  if (value === null) return undefinedEstimate(name, n, cases, 'denominator_zero')
  const interval = bootstrapCounts([table.cells], ([cells]) => of({ k: table.k, cells: cells as Float64Array }), resampling)
  return { name, value, low: interval?.low ?? null, high: interval?.high ?? null, n, cases, method: interval ? 'bootstrap' : 'none' }
}

/** One class against the rest: precision and recall by Wilson, F1 resampled from the four counts. */
export function toClassResults(table: Table, labels: readonly string[], resampling: Resampling): ClassResult[] {
  const n = sumOf(table.cells)
  return range(table.k).map((at) => {
    const { support, predicted, correct } = classCounts(table, at)
    const against = { k: 2, cells: [n - support - predicted + correct, predicted - correct, support - correct, correct] }
    const estimates = [
      fractionEstimate('precision', { num: correct, den: predicted }, n),
      fractionEstimate('recall', { num: correct, den: support }, n),
      decisionEstimate('f1', against, resampling),
    ]
    return { label: labels[at] as string, support, predicted, correct, estimates }
  })
}
