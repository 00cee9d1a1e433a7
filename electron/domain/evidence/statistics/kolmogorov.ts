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
