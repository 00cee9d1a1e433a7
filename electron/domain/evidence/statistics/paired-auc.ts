import { type AucSums, delongVariance } from './auc.ts'
import { twoSidedNormal, z95 } from './distributions.ts'
import type { Interval } from './intervals.ts'

/** Of two scores over the same rows, with ranks as in `AucSums`: Σ of the products of both ranks, over positives and over negatives. */
export interface CrossSums {
  positives: bigint
  negatives: bigint
}

export interface PairedAuc extends Interval {
  first: number
  second: number
  /** Second − first. */
  difference: number
  standardError: number
  /** Two-sided, of no difference. */
  p: number
}

/**
 * Difference of two areas under ROC curves over the same rows, with the covariance of their placements: E. R. DeLong et al., Biometrics 44 (1988) 837–845.
 * Null with fewer than two positives or negatives. Scores of the same order give 0 with p = 1.
 */
export function pairedAucDifference(first: AucSums, second: AucSums, cross: CrossSums): PairedAuc | null {
  const { positives: p, negatives: n } = first
  const [a, b] = [delongVariance(first), delongVariance(second)]
  if (a === null || b === null) return null
  const pairs = Number(2n * p * n)
  const [one, two] = [Number(first.ranks) / pairs, Number(second.ranks) / pairs]
  const product = first.ranks * second.ranks
  const covariance = ratio(p * cross.positives - product, p * p * (p - 1n) * 4n * n * n) + ratio(n * cross.negatives - product, n * n * (n - 1n) * 4n * p * p)
  const standardError = Math.sqrt(Math.max(0, a + b - 2 * covariance))
  const difference = two - one
  const half = z95 * standardError
  return { first: one, second: two, difference, standardError, low: Math.max(-1, difference - half), high: Math.min(1, difference + half), p: standardError === 0 ? Number(difference === 0) : twoSidedNormal(difference / standardError) }
}

/** The quotient of whole numbers beyond the range of doubles; the numerator may be below 0. */
function ratio(a: bigint, b: bigint): number {
  const shift = BigInt(Math.max(0, b.toString(2).length - 1_000))
  return Number(a >> shift) / Number(b >> shift)
}
