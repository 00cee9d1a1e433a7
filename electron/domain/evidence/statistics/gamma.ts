/** Σ B₂ₖ / (2k(2k−1)x²ᵏ⁻¹), k = 1…8: below 10⁻¹⁹ off for x ≥ 15. */
const stirlingTerms = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/**
 * What Stirling's formula leaves over: ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x > 0. Bernoulli's series from 15 on, below by the
 * recurrence, so that densities of large counts keep their last digits (C. Loader, Fast and accurate computation of binomial probabilities, 2000).
 */
export function stirlingError(x: number): number {
  let shift = 0
  let at = x
  for (; at < 15; at++) shift += (at + 0.5) * Math.log1p(1 / at) - 1
  const inverse = 1 / at
  const square = inverse * inverse
  return shift + inverse * stirlingTerms.reduceRight((value, term) => value * square + term, 0)
}

/** x ln(x/m) + m − x without cancellation where x is near m; x ≥ 0, m > 0. Loader 2000, bd0. */
export function devianceTerm(x: number, m: number): number {
  if (x === 0) return m
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const ratio = (x - m) / (x + m)
  let total = (x - m) * ratio
  let term = 2 * x * ratio
  for (let odd = 3; ; odd += 2) {
    term *= ratio * ratio
    const next = total + term / odd
    if (next === total) return next
    total = next
  }
}

/** x^a e^−x / Γ(a + 1): Poisson's density where a is a count; a ≥ 0, x > 0. */
export function poissonDensity(a: number, x: number): number {
  if (a === 0) return Math.exp(-x)
  return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a)
}

/**
 * Regularised incomplete gamma functions P(a, x) (lower) and Q(a, x) = 1 − P (upper), a > 0, x ≥ 0, each with its own digits: Q of a far
 * tail is not 1 minus something. Series below a + 1, Legendre's continued fraction above (Lentz): NIST DLMF 8.7.1, 8.9.2.
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (Number.isNaN(x)) return { lower: x, upper: x }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  const front = poissonDensity(a, x)
  if (x < a + 1) {
    const lower = front * series(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = front * a * fraction(a, x)
  return { lower: 1 - upper, upper }
}

function series(a: number, x: number): number {
  let term = 1
  let total = 1
  for (let n = 1; term > total * 1e-17; n++) {
    term *= x / (a + n)
    total += term
  }
  return total
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let i = 1; i < 100_000; i++) {
    const factor = -i * (i - a)
    b += 2
    d = 1 / notZero(factor * d + b)
    c = notZero(b + factor / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return value
}

export const notZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)
