import { studentCritical, studentTwoSided, z95 } from './distributions.ts'
import type { Interval } from './intervals.ts'
import type { Test } from './proportions.ts'
import type { Moments } from './summation.ts'

/** mean ± t·s/√n, Student's t with n − 1 degrees of freedom. Null for fewer than two values. */
export function meanInterval({ n, mean, squares }: Moments): Interval | null {
  if (n < 2) return null
  const half = studentCritical(0.05, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { low: mean - half, high: mean + half }
}

/**
 * Welch's interval and test of mean₁ − mean₂ (unequal variances, Satterthwaite's degrees of freedom), Biometrika 34 (1947) 28–35.
 * Null where a side has fewer than two values or neither varies.
 */
export function welch(a: Moments, b: Moments): (Interval & Test & { degrees: number }) | null {
  if (a.n < 2 || b.n < 2) return null
  const [va, vb] = [a.squares / (a.n - 1) / a.n, b.squares / (b.n - 1) / b.n]
  if (va + vb === 0) return null
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1))
  const [difference, error] = [a.mean - b.mean, Math.sqrt(va + vb)]
  const half = studentCritical(0.05, degrees) * error
  return { statistic: difference / error, p: studentTwoSided(difference / error, degrees), degrees, low: difference - half, high: difference + half }
}

/**
 * Standardized mean difference (mean₁ − mean₂) / s with the pooled deviation √((Q₁ + Q₂)/(n₁ + n₂ − 2)), J. Cohen's d; interval by Hedges and Olkin (1985):
 * ± z√((n₁+n₂)/(n₁n₂) + d²/(2(n₁+n₂))). Null where a side is empty or neither varies.
 */
export function standardizedMeanDifference(a: Moments, b: Moments): (Interval & { value: number }) | null {
  const freedom = a.n + b.n - 2
  if (a.n < 1 || b.n < 1 || freedom < 1 || a.squares + b.squares === 0) return null
  const value = (a.mean - b.mean) / Math.sqrt((a.squares + b.squares) / freedom)
  const half = z95 * Math.sqrt((a.n + b.n) / (a.n * b.n) + value ** 2 / (2 * (a.n + b.n)))
  return { value, low: value - half, high: value + half }
}
