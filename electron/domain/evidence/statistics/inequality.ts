import { sum } from './summation.ts'

/** A benefit b ≥ 0 and how many persons have it. */
export interface Benefit {
  value: number
  count: number
}

/**
 * Generalized entropy index: Σ((b/μ)^α − 1) / (nα(α − 1)); α = 1 is Theil's Σ(b/μ) ln(b/μ)/n, α = 0 the mean log deviation. 0 is equality. For decisions the
 * benefit is ŷ − y + 1 (T. Speicher et al., KDD 2018; AIF360 uses α = 2). Null without persons, with mean 0, or at α = 0 where somebody has nothing.
 */
export function generalizedEntropy(benefits: readonly Benefit[], alpha: number): number | null {
  const present = benefits.filter(({ count }) => count > 0)
  const n = sum(present.map(({ count }) => count))
  const mean = sum(present.map(({ value, count }) => value * count)) / n
  if (n === 0 || mean === 0) return null
  const over = (term: (ratio: number) => number) => sum(present.map(({ value, count }) => count * term(value / mean)))
  if (alpha === 1) return over((r) => (r === 0 ? 0 : r * Math.log(r))) / n
  if (alpha === 0) return present.some(({ value }) => value === 0) ? null : -over(Math.log) / n
  return over((r) => r ** alpha - 1) / (n * alpha * (alpha - 1))
}

/** The part of it that lies between groups: everybody is given the mean of their group. */
export function betweenGroupEntropy(groups: readonly (readonly Benefit[])[], alpha: number): number | null {
  const means = groups.map((group) => {
    const count = sum(group.map((one) => one.count))
    return { count, value: count === 0 ? 0 : sum(group.map((one) => one.value * one.count)) / count }
  })
  return generalizedEntropy(means, alpha)
}

/** √(2·GE(2)): standard deviation over mean. */
export function coefficientOfVariation(benefits: readonly Benefit[]): number | null {
  const entropy = generalizedEntropy(benefits, 2)
  return entropy === null ? null : Math.sqrt(2 * entropy)
}
