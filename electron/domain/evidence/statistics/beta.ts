import { devianceTerm, notZero, stirlingError } from './gamma.ts'

/**
 * C(n, k) pᵏ qⁿ⁻ᵏ with q = 1 − p given apart, so that neither loses digits; k need not be whole. Loader 2000.
 * 0 where p or q is 0 and the other outcome occurred.
 */
export function binomialDensity(k: number, n: number, p: number, q: number = 1 - p): number {
  if (p === 0) return k === 0 ? 1 : 0
  if (q === 0) return k === n ? 1 : 0
  if (k < 0 || k > n) return 0
  if (k === 0) return Math.exp(n * logOf(q, p))
  if (k === n) return Math.exp(n * logOf(p, q))
  const exponent = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - devianceTerm(k, n * p) - devianceTerm(n - k, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

const logOf = (value: number, rest: number): number => (rest < 0.5 ? Math.log1p(-rest) : Math.log(value))

/**
 * Regularised incomplete beta function Iₓ(a, b) and its complement, a, b > 0, 0 ≤ x ≤ 1, y = 1 − x given apart.
 * Continued fraction by Lentz on the side where it converges: NIST DLMF 8.17.22.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, y, x)
    return { lower: upper, upper: lower }
  }
  const lower = binomialDensity(a, a + b, x, y) * (b / (a + b)) * fraction(a, b, x)
  return { lower, upper: 1 - lower }
}

function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return value
}

/** P(X ≤ k) and P(X > k) of a binomial variable; k whole, 0 ≤ k ≤ n. NIST DLMF 8.17.5. */
export function binomialTails(k: number, n: number, p: number, q: number = 1 - p): { lower: number; upper: number } {
  if (k < 0) return { lower: 0, upper: 1 }
  if (k >= n) return { lower: 1, upper: 0 }
  return incompleteBeta(n - k, k + 1, q, p)
}
