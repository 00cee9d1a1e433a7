/**
 * Quantile of a sorted list by linear interpolation between order statistics: position (n − 1)·p.
 * R. Hyndman, Y. Fan, Am. Stat. 50 (1996) 361–365, type 7: what numpy, R and DuckDB's quantile_cont do by default.
 * Needs values in ascending order and 0 ≤ p ≤ 1; an empty list gives NaN.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p
  const below = Math.floor(position)
  const [low, high] = [sorted[below], sorted[Math.ceil(position)]]
  if (low === undefined || high === undefined) return Number.NaN
  return low + (position - below) * (high - low)
}
