import { z95 } from './distributions.ts'
import type { Interval } from './intervals.ts'

/** Rows of one score. */
export interface ScoreCell {
  score: number
  positives: number
  negatives: number
}

/**
 * What AUC and its variance need, as whole numbers and so the same whoever adds them up. A positive's rank is twice the negatives below it
 * plus those at its score; a negative's is twice the positives above it plus those at its score.
 */
export interface AucSums {
  positives: bigint
  negatives: bigint
  /** Σ over positives of their rank; over negatives it is the same. */
  ranks: bigint
  /** Σ over positives of rank². */
  positiveSquares: bigint
  /** Σ over negatives of rank². */
  negativeSquares: bigint
}

export interface Auc extends Interval {
  value: number
  standardError: number
  method: 'delong' | 'hanley-mcneil'
}

/** From rows by score, in any order. */
export function toAucSums(cells: readonly ScoreCell[]): AucSums {
  const sorted = cells.toSorted((a, b) => a.score - b.score)
  const positives = BigInt(sorted.reduce((total, cell) => total + cell.positives, 0))
  const sums = { positives, negatives: 0n, ranks: 0n, positiveSquares: 0n, negativeSquares: 0n }
  let above = positives
  for (const cell of sorted) {
    const [p, n] = [BigInt(cell.positives), BigInt(cell.negatives)]
    above -= p
    const [rank, reverse] = [2n * sums.negatives + n, 2n * above + p]
    sums.ranks += p * rank
    sums.positiveSquares += p * rank * rank
    sums.negativeSquares += n * reverse * reverse
    sums.negatives += n
  }
  return sums
}

/**
 * Area under the ROC curve, ties counting half: Σ ranks / 2PN, the chance that a positive scores above a negative. Interval ± z·s with the variance of
 * E. R. DeLong et al., Biometrics 44 (1988) 837–845; with one positive or one negative, or no spread, that of Hanley and McNeil, Radiology 143 (1982) 29–36.
 * Null with one class only.
 */
export function toAuc(sums: AucSums): Auc | null {
  const { positives, negatives, ranks } = sums
  if (positives === 0n || negatives === 0n) return null
  const value = Number(ranks) / Number(2n * positives * negatives)
  const variance = delongVariance(sums)
  if (variance === null || variance === 0) return withInterval(value, hanleyMcNeil(value, Number(positives), Number(negatives)), 'hanley-mcneil')
  return withInterval(value, variance, 'delong')
}

function withInterval(value: number, variance: number, method: Auc['method']): Auc {
  const standardError = Math.sqrt(variance)
  return { value, standardError, low: Math.max(0, value - z95 * standardError), high: Math.min(1, value + z95 * standardError), method }
}

/** S₁₀/P + S₀₁/N, each the sample variance of the placements, from whole numbers until the last division. Null for one positive or negative. */
export function delongVariance({ positives: p, negatives: n, ranks, positiveSquares, negativeSquares }: AucSums): number | null {
  if (p < 2n || n < 2n) return null
  const spread = (squares: bigint, size: bigint, other: bigint) => divide(size * squares - ranks * ranks, size * size * (size - 1n) * 4n * other * other)
  return spread(positiveSquares, p, n) + spread(negativeSquares, n, p)
}

/** (A(1−A) + (P−1)(A/(2−A) − A²) + (N−1)(2A²/(1+A) − A²)) / PN. */
export function hanleyMcNeil(auc: number, positives: number, negatives: number): number {
  const square = auc * auc
  const [q1, q2] = [auc / (2 - auc), (2 * square) / (1 + auc)]
  return (auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square)) / (positives * negatives)
}

/** The quotient of whole numbers beyond the range of doubles. */
function divide(a: bigint, b: bigint): number {
  const shift = BigInt(Math.max(0, b.toString(2).length - 1_000))
  return Number(a >> shift) / Number(b >> shift)
}
