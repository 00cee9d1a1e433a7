/**
 * Kolmogorov's Q(λ) = 2 Σ (−1)ᵏ⁻¹ exp(−2k²λ²): the limit of P(√n D ≥ λ). λ ≤ 0 gives 1. Below 1 by the dual series
 * 1 − √(2π)/λ Σ exp(−(2k−1)²π²/(8λ²)), which converges there. A. Kolmogorov, Giorn. Ist. Ital. Attuari 4 (1933) 83–91.
 */
export function kolmogorovTail(lambda: number): number {
  if (lambda <= 0.03) return 1
  if (lambda < 1) return 1 - (Math.sqrt(2 * Math.PI) / lambda) * alternating((k) => Math.exp((-((2 * k - 1) ** 2) * Math.PI ** 2) / (8 * lambda * lambda)), 1)
  return 2 * alternating((k) => Math.exp(-2 * k * k * lambda * lambda), -1)
}

function alternating(term: (k: number) => number, sign: 1 | -1): number {
  let total = 0
  for (let k = 1; k <= 40; k++) {
    const next = total + (k % 2 === 1 ? 1 : sign) * term(k)
    if (next === total) break
    total = next
  }
  return total
}

/**
 * Asymptotic two-sided p-value of the two-sample statistic D between samples of n and m: Q(√(nm/(n+m)) D). scipy's default is exact
 * below 10,000 and differs from it in the second digit around n = 300.
 */
export const kolmogorovSmirnovP = (d: number, n: number, m: number): number => kolmogorovTail(Math.sqrt((n * m) / (n + m)) * d)

/** The λ with Q(λ) = 0.05: D is above λ√((n+m)/(nm)) once in twenty times without any difference. */
export const kolmogorovCritical95 = 1.3580986393225507

/** The mean of Kolmogorov's distribution, √(π/2) ln 2. */
export const kolmogorovMean = Math.sqrt(Math.PI / 2) * Math.LN2

/**
 * The exact two-sided p-value for samples of n and m without ties, D = gap/(nm): the chance that a random walk through the merged order gets as far
 * apart as `gap` = |i·m − j·n| once. All its terms are positive, so that small p-values keep their digits. Time n·m, a row at a time.
 */
export function exactKolmogorovSmirnovP(gap: number, n: number, m: number): number {
  if (gap <= 0) return 1
  // inside[j]: the chance to come to (i, j) without having been as far apart before.
  const inside = new Float64Array(m + 1)
  let outside = 0
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const fromBelow = i === 0 ? 0 : ((inside[j] as number) * (n - i + 1)) / (n - i + 1 + m - j)
      const fromLeft = j === 0 ? 0 : ((inside[j - 1] as number) * (m - j + 1)) / (n - i + m - j + 1)
      const chance = i === 0 && j === 0 ? 1 : fromBelow + fromLeft
      const left = Math.abs(i * m - j * n) >= gap
      if (left) outside += chance
      inside[j] = left ? 0 : chance
    }
  }
  return Math.min(1, outside)
}
