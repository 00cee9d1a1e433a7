import { normalCdf, normalQuantile } from './distributions.ts'
import type { Interval } from './intervals.ts'
import { quantile } from './quantiles.ts'
import { createRandom } from './random.ts'
import { resampleCounts } from './resampling.ts'

export interface BootstrapOptions {
  seed: number
  resamples: number
  /** 0.95 unless said otherwise. */
  confidence?: number
}

export interface Bootstrapped extends Interval {
  /** Resamples in which the statistic had a value; the others are left out of the interval. */
  defined: number
  method: 'bca' | 'percentile'
}

/** A statistic of counts; null where it is undefined. */
export type Statistic<T> = (strata: readonly Float64Array[]) => T

/**
 * Interval of a statistic of counts, from the counts alone. `strata` are tables that are drawn for themselves, with replacement, so that each keeps its size
 * (a group can not vanish from a sample). Bias-corrected and accelerated: B. Efron, J. Am. Stat. Assoc. 82 (1987) 171–185; the acceleration from leaving
 * out one row of each cell. Percentiles where that is not defined. Null if fewer than 90 % of the resamples give a value.
 */
export function bootstrapCounts(strata: readonly ArrayLike<number>[], statistic: Statistic<number | null>, options: BootstrapOptions): Bootstrapped | null {
  return bootstrapMany(strata, (counts) => [statistic(counts)], options)[0] as Bootstrapped | null
}

/** The same for several statistics of the same resamples. */
export function bootstrapMany(strata: readonly ArrayLike<number>[], statistics: Statistic<readonly (number | null)[]>, options: BootstrapOptions): (Bootstrapped | null)[] {
  const evaluate: TableStatistics = (tables, many) => {
    const stride = tables.length / many
    const found: Float64Array[] = []
    for (let at = 0; at < many; at++) {
      let from = at * stride
      const values = statistics(strata.map(({ length }) => tables.subarray(from, (from += length))))
      for (const [which, value] of values.entries()) (found[which] ??= new Float64Array(many))[at] = value ?? Number.NaN
    }
    return found
  }
  return bootstrapTables(strata, evaluate, options)
}

/** Statistics of many tables at once, each with the cells of all strata one after the other: an array a statistic, NaN where it is undefined. */
export type TableStatistics = (tables: Float64Array, many: number) => readonly Float64Array[]

/** The same for statistics that look at all resamples in one go: a thousand calls of a function that does little take longer than what it does. */
export function bootstrapTables(strata: readonly ArrayLike<number>[], evaluate: TableStatistics, options: BootstrapOptions): (Bootstrapped | null)[] {
  const random = createRandom(options.seed)
  const cells = Float64Array.from(strata.flatMap((counts) => Array.from(counts)))
  const drawn = new Float64Array(options.resamples * cells.length)
  for (let to = 0; to < drawn.length; ) {
    for (const counts of strata) {
      resampleCounts(random, counts, drawn, to)
      to += counts.length
    }
  }
  const values = evaluate(drawn, options.resamples)
  const accelerations = toAccelerations(cells, evaluate)
  return evaluate(cells, 1).map(([observed], which) => {
    const found = defined(values[which] as Float64Array)
    if (Number.isNaN(observed) || found.length < 0.9 * options.resamples || found.length === 0) return null
    return toInterval(found.sort(), observed as number, accelerations[which] ?? null, options)
  })
}

/** Moves what is no NaN to the front. */
function defined(values: Float64Array): Float64Array {
  let found = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (!Number.isNaN(value)) values[found++] = value
  }
  return values.subarray(0, found)
}

function toInterval(sorted: Float64Array, observed: number, a: number | null, { confidence = 0.95 }: BootstrapOptions): Bootstrapped {
  const tails = [(1 - confidence) / 2, (1 + confidence) / 2] as const
  const adjusted = a === null ? null : toLevels(sorted, observed, a, tails)
  const [low, high] = (adjusted ?? tails).map((level) => quantile(sorted, level)) as [number, number]
  return { low, high, defined: sorted.length, method: adjusted ? 'bca' : 'percentile' }
}

/** Ties with the observed value count half: statistics of counts take few values. */
function toLevels(sorted: Float64Array, observed: number, a: number, tails: readonly [number, number]): readonly [number, number] | null {
  const below = countUntil(sorted, (value) => value >= observed)
  const equal = countUntil(sorted, (value) => value > observed) - below
  const bias = normalQuantile((below + equal / 2) / sorted.length)
  // No resample on one side: the difference of two groups with the same rate is below every one that is drawn.
  if (!Number.isFinite(bias)) return null
  const level = (tail: number) => {
    const z = bias + normalQuantile(tail)
    return normalCdf(bias + z / (1 - a * z))
  }
  const [low, high] = [level(tails[0]), level(tails[1])]
  return low < high ? [low, high] : null
}

/** How many stand before the first that `isAfter`, by halving. */
function countUntil(sorted: Float64Array, isAfter: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAfter(sorted[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

/** Σ(θ̄ − θᵢ)³ / 6(Σ(θ̄ − θᵢ)²)^1.5 over all rows; rows of one cell are alike, so each cell is left out once and counted by its rows. */
function toAccelerations(cells: Float64Array, evaluate: TableStatistics): (number | null)[] {
  const weights = cells.filter((rows) => rows > 0)
  const tables = new Float64Array(weights.length * cells.length)
  let table = 0
  for (let at = 0; at < cells.length; at++) {
    if (cells[at] === 0) continue
    tables.set(cells, table * cells.length)
    tables[table * cells.length + at]!--
    table++
  }
  return table === 0 ? [] : evaluate(tables, table).map((values) => acceleration(values, weights))
}

function acceleration(values: Float64Array, weights: Float64Array): number | null {
  if (values.some(Number.isNaN)) return null
  const total = (of: (value: number) => number) => values.reduce((sum, value, at) => sum + (weights[at] as number) * of(value), 0)
  const mean = total((value) => value) / total(() => 1)
  const power = (exponent: number) => total((value) => (mean - value) ** exponent)
  const squares = power(2)
  return squares === 0 ? null : power(3) / (6 * squares ** 1.5)
}
