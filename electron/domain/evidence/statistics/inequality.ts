/**
 * Generalized entropy index of benefits b ≥ 0 and how many persons have each: Σ((b/μ)^α − 1) / (nα(α − 1)); α = 1 is Theil's Σ(b/μ) ln(b/μ)/n, α = 0 the mean
 * log deviation. 0 is equality. For decisions the benefit is ŷ − y + 1 (T. Speicher et al., KDD 2018; AIF360 uses α = 2). Null without persons, with mean 0, or
 * at α = 0 where somebody has nothing.
 */
export function entropyOfCounts(values: ArrayLike<number>, counts: ArrayLike<number>, alpha: number): number | null {
  let n = 0
  let total = 0
  for (let at = 0; at < values.length; at++) {
    n += counts[at] as number
    total += (values[at] as number) * (counts[at] as number)
  }
  if (n === 0 || total === 0) return null
  const mean = total / n
  let spread = 0
  for (let at = 0; at < values.length; at++) {
    const count = counts[at] as number
    const ratio = (values[at] as number) / mean
    if (count === 0) continue
    if (alpha === 0 && ratio === 0) return null
    spread += count * termOf(ratio, alpha)
  }
  return alpha === 0 ? -spread / n : alpha === 1 ? spread / n : spread / (n * alpha * (alpha - 1))
}

function termOf(ratio: number, alpha: number): number {
  if (alpha === 0) return Math.log(ratio)
  if (alpha === 1) return ratio === 0 ? 0 : ratio * Math.log(ratio)
  return alpha === 2 ? ratio * ratio - 1 : ratio ** alpha - 1
}
