import { z95 } from './distributions.ts'

export interface Interval {
  low: number
  high: number
}

/**
 * Score interval of a proportion k/n, within 0 to 1; keeps close to 95 % where k is near 0 or n.
 * With p = k/n: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 * E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212. Needs n > 0; with weights k and n may be effective counts.
 */
export function wilson(k: number, n: number, z: number = z95): Interval {
  const p = k / n
  const scale = 1 + (z * z) / n
  const centre = (p + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale
  // At k = 0 and k = n the bound is exactly the edge; rounding must not step over it.
  return { low: k === 0 ? 0 : Math.max(0, centre - half), high: k === n ? 1 : Math.min(1, centre + half) }
}

/**
 * Hybrid score interval of the difference p₁ − p₂ of independent proportions, within −1 to 1, from the Wilson bounds l, u of each:
 * d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²).
 * R. G. Newcombe, Statist. Med. 17 (1998) 873–890, method 10. Needs n₁, n₂ ≥ 1.
 */
export function newcombe(k1: number, n1: number, k2: number, n2: number, z: number = z95): Interval {
  const [p1, p2] = [k1 / n1, k2 / n2]
  const [first, second] = [wilson(k1, n1, z), wilson(k2, n2, z)]
  const difference = p1 - p2
  return {
    low: difference - Math.sqrt((p1 - first.low) ** 2 + (second.high - p2) ** 2),
    high: difference + Math.sqrt((first.high - p1) ** 2 + (p2 - second.low) ** 2),
  }
}

/**
 * Log interval of the ratio (k₁/n₁) / (k₂/n₂), above 0: exp(ln r ± z√(1/k₁ − 1/n₁ + 1/k₂ − 1/n₂)).
 * Undefined (null) where nobody was counted in either, for the logarithm has no value there.
 * D. Katz et al., Biometrics 34 (1978) 469–474.
 */
export function katz(k1: number, n1: number, k2: number, n2: number, z: number = z95): Interval | null {
  if (k1 === 0 || k2 === 0) return null
  const centre = Math.log((k1 / n1) / (k2 / n2))
  const half = z * Math.sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)
  return { low: Math.exp(centre - half), high: Math.exp(centre + half) }
}
