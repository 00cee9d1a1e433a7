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
  const random = createRandom(options.seed)
  const drawn = strata.map((counts) => new Float64Array(counts.length))
  const observed = statistics(strata.map((counts) => Float64Array.from(counts)))
  const values = observed.map(() => new Float64Array(options.resamples))
  const defined = observed.map(() => 0)
  for (let at = 0; at < options.resamples; at++) {
    for (let stratum = 0; stratum < strata.length; stratum++) resampleCounts(random, strata[stratum] as ArrayLike<number>, drawn[stratum] as Float64Array)
    const found = statistics(drawn)
    for (let which = 0; which < found.length; which++) {
      const value = found[which] as number | null
      if (value !== null) (values[which] as Float64Array)[(defined[which] as number)++] = value
    }
  }
  const accelerations = toAccelerations(strata, statistics)
  return observed.map((value, which) => {
    const found = defined[which] as number
    if (value === null || found < 0.9 * options.resamples || found === 0) return null
    return toInterval((values[which] as Float64Array).subarray(0, found).sort(), value, accelerations[which] ?? null, options)
  })
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
  const level = (tail: number) => {
    const z = bias + normalQuantile(tail)
    return normalCdf(bias + z / (1 - a * z))
  }
  const [low, high] = [level(tails[0]), level(tails[1])]
  return Number.isFinite(bias) && low < high ? [low, high] : null
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
function toAccelerations(strata: readonly ArrayLike<number>[], statistics: Statistic<readonly (number | null)[]>): (number | null)[] {
  const copy = strata.map((counts) => Float64Array.from(counts))
  const left: { weight: number; values: readonly (number | null)[] }[] = []
  for (const counts of copy) {
    for (let at = 0; at < counts.length; at++) {
      const weight = counts[at] as number
      if (weight === 0) continue
      counts[at] = weight - 1
      left.push({ weight, values: statistics(copy) })
      counts[at] = weight
    }
  }
  return (left[0]?.values ?? []).map((_, which) => acceleration(left.map(({ weight, values }) => ({ weight, value: values[which] ?? null }))))
}

function acceleration(left: readonly { weight: number; value: number | null }[]): number | null {
  if (left.some(({ value }) => value === null)) return null
  const rows = left.reduce((total, { weight }) => total + weight, 0)
  const mean = left.reduce((total, { weight, value }) => total + weight * (value as number), 0) / rows
  const power = (exponent: number) => left.reduce((total, { weight, value }) => total + weight * (mean - (value as number)) ** exponent, 0)
  const squares = power(2)
  return squares === 0 ? null : power(3) / (6 * squares ** 1.5)
}
