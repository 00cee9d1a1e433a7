import { chiSquareTail, z95 } from './distributions.ts'
import type { Interval } from './intervals.ts'
import type { Test } from './proportions.ts'
import { sum } from './summation.ts'

/** k₁ of n₁ in one group and k₂ of n₂ in the other, in one stratum. */
export interface Stratum {
  k1: number
  n1: number
  k2: number
  n2: number
}

export interface Pooled extends Interval {
  value: number
}

/**
 * Σ k₁n₂/N over Σ k₂n₁/N: the ratio p₁/p₂ that strata have in common. Interval: exp(ln r ± z·s) with Greenland and Robins' variance
 * Σ((k₁+k₂)n₁n₂/N² − k₁k₂/N) / (Σk₁n₂/N · Σk₂n₁/N), Biometrics 41 (1985) 55–68. Strata without one of the groups say nothing and have no weight.
 * Null where either sum is 0.
 */
export function pooledRatio(strata: readonly Stratum[]): Pooled | null {
  const used = strata.filter(hasBoth)
  const upper = sum(used.map((s) => (s.k1 * s.n2) / sizeOf(s)))
  const lower = sum(used.map((s) => (s.k2 * s.n1) / sizeOf(s)))
  if (upper === 0 || lower === 0) return null
  const spread = sum(used.map((s) => ((s.k1 + s.k2) * s.n1 * s.n2) / sizeOf(s) ** 2 - (s.k1 * s.k2) / sizeOf(s)))
  return logInterval(upper / lower, Math.sqrt(spread / (upper * lower)))
}

/**
 * Σ w(p₁ − p₂) / Σ w with w = n₁n₂/N: the difference that strata have in common. Interval: ± z·s with T. Sato's variance, Biometrics 45 (1989)
 * 1323–1324, right for few large strata and for many small ones. Null where no stratum has both groups.
 */
export function pooledDifference(strata: readonly Stratum[]): Pooled | null {
  const used = strata.filter(hasBoth)
  const weight = sum(used.map((s) => (s.n1 * s.n2) / sizeOf(s)))
  if (weight === 0) return null
  const value = sum(used.map((s) => (s.k1 * s.n2 - s.k2 * s.n1) / sizeOf(s))) / weight
  const p = sum(used.map((s) => (s.n1 ** 2 * s.k2 - s.n2 ** 2 * s.k1 + (s.n1 * s.n2 * (s.n2 - s.n1)) / 2) / sizeOf(s) ** 2))
  const q = sum(used.map((s) => (s.k1 * (s.n2 - s.k2) + s.k2 * (s.n1 - s.k1)) / (2 * sizeOf(s))))
  const half = z95 * Math.sqrt(Math.max(0, value * p + q) / weight ** 2)
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) }
}

/**
 * Σ k₁(n₂−k₂)/N over Σ k₂(n₁−k₁)/N: the common odds ratio of Mantel and Haenszel (1959), with the interval of Robins, Breslow and Greenland,
 * Biometrics 42 (1986) 311–323. Null where either sum is 0.
 */
export function pooledOddsRatio(strata: readonly Stratum[]): Pooled | null {
  const parts = strata.filter(hasBoth).map((s) => {
    const n = sizeOf(s)
    return { r: (s.k1 * (s.n2 - s.k2)) / n, s: (s.k2 * (s.n1 - s.k1)) / n, p: (s.k1 + s.n2 - s.k2) / n, q: (s.k2 + s.n1 - s.k1) / n }
  })
  const upper = sum(parts.map(({ r }) => r))
  const lower = sum(parts.map(({ s }) => s))
  if (upper === 0 || lower === 0) return null
  const variance =
    sum(parts.map(({ p, r }) => p * r)) / (2 * upper ** 2) + sum(parts.map(({ p, q, r, s }) => p * s + q * r)) / (2 * upper * lower) + sum(parts.map(({ q, s }) => q * s)) / (2 * lower ** 2)
  return logInterval(upper / lower, Math.sqrt(variance))
}

/**
 * Cochran, Mantel and Haenszel's test that the groups are alike in every stratum: (Σk₁ − ΣE)² / ΣV, one degree of freedom, without continuity
 * correction. Strata with an empty margin add nothing; null if all are such.
 */
export function cochranMantelHaenszel(strata: readonly Stratum[]): Test | null {
  const used = strata.filter((s) => hasBoth(s) && sizeOf(s) > 1)
  const away = sum(used.map((s) => s.k1 - ((s.k1 + s.k2) * s.n1) / sizeOf(s)))
  const variance = sum(
    used.map((s) => {
      const [n, k] = [sizeOf(s), s.k1 + s.k2]
      return (s.n1 * s.n2 * k * (n - k)) / (n * n * (n - 1))
    }),
  )
  if (variance === 0) return null
  const statistic = away ** 2 / variance
  return { statistic, p: chiSquareTail(statistic, 1) }
}

const sizeOf = ({ n1, n2 }: Stratum): number => n1 + n2
const hasBoth = ({ n1, n2 }: Stratum): boolean => n1 > 0 && n2 > 0

function logInterval(value: number, deviation: number): Pooled {
  return { value, low: Math.exp(Math.log(value) - z95 * deviation), high: Math.exp(Math.log(value) + z95 * deviation) }
}
