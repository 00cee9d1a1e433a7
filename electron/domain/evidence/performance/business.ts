import type { BusinessValue, PerformanceEstimate } from '../../../../shared/contract/evidence.ts'
import { bootstrapCounts } from '../statistics/bootstrap.ts'
import { z95 } from '../statistics/distributions.ts'
import { type Resampling, undefinedEstimate } from './decision-estimates.ts'

/** Of the rows of one cell that have a value at stake: how many, Σv and Σv². Without a value column the sums are 0 and all rows count. */
export interface Stake {
  n: number
  sum: number
  squares: number
}

/** In the order of a table of two classes: true negatives, false positives, false negatives, true positives. */
export const worths = ({ tn, fp, fn, tp }: BusinessValue) => [tn, fp, fn, tp]

/** Σ over rows of fixed + perUnit·v for groups of rows, each with its own worth: n, Σ and Σ². */
export function worthSums(stakes: readonly Stake[], worth: readonly { fixed: number; perUnit: number }[]): Stake {
  const total = { n: 0, sum: 0, squares: 0 }
  stakes.forEach(({ n, sum, squares }, at) => {
    const { fixed, perUnit } = worth[at] as { fixed: number; perUnit: number }
    total.n += n
    total.sum += fixed * n + perUnit * sum
    total.squares += fixed * fixed * n + 2 * fixed * perUnit * sum + perUnit * perUnit * squares
  })
  return total
}

/**
 * What a row is worth on average, by what became of it. Interval: resampled from the counts where a row's worth depends on its cell alone, else mean ± z·s/√n.
 * The total is this times n.
 */
export function businessEstimate(stakes: readonly Stake[], business: BusinessValue, resampling: Resampling): PerformanceEstimate {
  const name = 'business_value'
  const worth = worths(business)
  const { n, sum, squares } = worthSums(stakes, worth)
  if (n === 0) return undefinedEstimate(name, 0, 0, 'no_rows')
  const value = sum / n
  if (business.column === null) {
    const interval = bootstrapCounts([stakes.map((stake) => stake.n)], ([counts]) => meanWorth(counts as Float64Array, worth), resampling)
    return { name, value, low: interval?.low ?? null, high: interval?.high ?? null, n, cases: n, method: interval ? 'bootstrap' : 'none' }
  }
  const half = z95 * Math.sqrt(Math.max(0, squares / n - value * value) / n)
  return { name, value, low: value - half, high: value + half, n, cases: n, method: 'normal' }
}

function meanWorth(counts: ArrayLike<number>, worth: readonly { fixed: number }[]): number {
  let [total, n] = [0, 0]
  for (let at = 0; at < counts.length; at++) {
    total += (counts[at] as number) * (worth[at]?.fixed as number)
    n += counts[at] as number
  }
  return total / n
}
