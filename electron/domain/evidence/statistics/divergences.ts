import { chiSquareTail, twoSidedNormal } from './distributions.ts'
import { sum } from './summation.ts'

/** Counts of the same bins in two samples. */
export interface BinnedPair {
  reference: readonly number[]
  current: readonly number[]
}

/** A share of 0 would make PSI infinite: it is replaced, and nothing is scaled again. */
export interface ZeroRule {
  share: number
  /** A millionth of the smallest share that is not 0, where that share is no larger than `share`. */
  smallest: boolean
}

/** Bins that either sample has a value in: an empty one is no part of any comparison. */
export function occupied({ reference, current }: BinnedPair): BinnedPair & { bins: number } {
  const kept = reference.flatMap((count, at) => (count > 0 || (current[at] as number) > 0 ? [at] : []))
  return { reference: kept.map((at) => reference[at] as number), current: kept.map((at) => current[at] as number), bins: kept.length }
}

/** Counts as shares of their sum; a sum of 0 gives an empty list. */
export function toShares(counts: readonly number[]): number[] {
  const n = counts.reduce((total, count) => total + count, 0)
  return n === 0 ? [] : counts.map((count) => count / n)
}

/**
 * Population stability index Σ (q − p) ln(q / p), Jeffreys' divergence of binned shares: 0 where they are equal, without upper bound.
 * N. Siddiqi, Credit Risk Scorecards (2006). NaN where a sample is empty.
 */
export function populationStability(pair: BinnedPair, zero: ZeroRule): number {
  const { reference, current } = occupied(pair)
  const [p, q] = [withoutZeros(toShares(reference), zero), withoutZeros(toShares(current), zero)]
  return p.length === 0 || q.length === 0 ? Number.NaN : sum(p.map((share, at) => ((q[at] as number) - share) * Math.log((q[at] as number) / share)))
}

function withoutZeros(shares: readonly number[], { share, smallest }: ZeroRule): number[] {
  const least = Math.min(...shares.filter((one) => one > 0))
  const instead = smallest && least <= share ? least / 1e6 : share
  return shares.map((one) => (one === 0 ? instead : one))
}

/**
 * Jensen–Shannon distance √(½ KL(p‖m) + ½ KL(q‖m)), m = (p + q)/2, in logarithms of `base`: 0 to 1 for base 2, 0 to √ln 2 = 0.8326 for e.
 * J. Lin, IEEE Trans. Inf. Theory 37 (1991) 145–151; the distance: Endres & Schindelin 2003. Symmetric. NaN where a sample is empty.
 */
export function jensenShannon(pair: BinnedPair, base: number): number {
  const [p, q] = [toShares(pair.reference), toShares(pair.current)]
  if (p.length === 0 || q.length === 0) return Number.NaN
  const middle = p.map((share, at) => (share + (q[at] as number)) / 2)
  const entropy = (shares: readonly number[]) => shares.flatMap((share, at) => (share === 0 ? [] : [share * Math.log(share / (middle[at] as number))]))
  return Math.sqrt(Math.max(0, sum([...entropy(p), ...entropy(q)])) / Math.log(base) / 2)
}

/** Hellinger distance √(Σ (√p − √q)²) / √2: 0 to 1, symmetric. E. Hellinger, J. reine angew. Math. 136 (1909) 210–271. */
export function hellinger(pair: BinnedPair): number {
  const [p, q] = [toShares(pair.reference), toShares(pair.current)]
  if (p.length === 0 || q.length === 0) return Number.NaN
  return Math.sqrt(sum(p.map((share, at) => (Math.sqrt(share) - Math.sqrt(q[at] as number)) ** 2)) / 2)
}

/** L-infinity: the largest difference in the share of one bin, max |p − q|: 0 to 1, symmetric. */
export function lInfinity(pair: BinnedPair): number {
  const [p, q] = [toShares(pair.reference), toShares(pair.current)]
  if (p.length === 0 || q.length === 0) return Number.NaN
  return p.reduce((most, share, at) => Math.max(most, Math.abs(share - (q[at] as number))), 0)
}

export interface ChiSquare {
  statistic: number
  degrees: number
  p: number
}

/** Pearson's chi-square of a 2 × B table; `yates` moves each cell of a 2 × 2 table by up to ½ towards its expectation, as scipy does by default. */
export function chiSquareContingency(pair: BinnedPair, yates = false): ChiSquare {
  const { reference, current, bins } = occupied(pair)
  const [n, m] = [total(reference), total(current)]
  if (n === 0 || m === 0) return { statistic: Number.NaN, degrees: 0, p: Number.NaN }
  const term = (observed: number, expected: number) => {
    const off = Math.abs(observed - expected)
    return (yates && bins === 2 ? off - Math.min(0.5, off) : off) ** 2 / expected
  }
  const terms = reference.flatMap((count, at) => {
    const both = count + (current[at] as number)
    return [term(count, (both * n) / (n + m)), term(current[at] as number, (both * m) / (n + m))]
  })
  const statistic = sum(terms)
  return { statistic, degrees: bins - 1, p: bins === 1 ? 1 : chiSquareTail(statistic, bins - 1) }
}

/** The current counts against what the reference's shares lead to expect, the reference taken as certain: one infinite term where it has none. */
export function chiSquareFit(pair: BinnedPair): ChiSquare {
  const { reference, current, bins } = occupied(pair)
  const [n, m] = [total(reference), total(current)]
  if (n === 0 || m === 0) return { statistic: Number.NaN, degrees: 0, p: Number.NaN }
  const terms = reference.map((count, at) => ((current[at] as number) - (count * m) / n) ** 2 / ((count * m) / n))
  const statistic = terms.includes(Infinity) ? Infinity : sum(terms)
  return { statistic, degrees: bins - 1, p: bins === 1 ? 1 : chiSquareTail(statistic, bins - 1) }
}

/** Cramér's V of a 2 × B table, √(χ²/N): 0 to 1. H. Cramér, Mathematical Methods of Statistics (1946), p. 282. Without the correction for continuity. */
export function cramersV(pair: BinnedPair): number {
  return Math.sqrt(chiSquareContingency(pair).statistic / (total(pair.reference) + total(pair.current)))
}

/** Two-sided p-value of two shares k₁/n₁ and k₂/n₂ by the pooled z test; 1 where both are 0 or both 1. */
export function pooledProportionP(k1: number, n1: number, k2: number, n2: number): number {
  const pooled = (k1 + k2) / (n1 + n2)
  if (pooled === 0 || pooled === 1) return 1
  return twoSidedNormal((k1 / n1 - k2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)))
}

const total = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
