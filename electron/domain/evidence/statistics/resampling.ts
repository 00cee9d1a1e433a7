import type { Random } from './random.ts'

/**
 * How many of n succeed, each with chance p. Inversion below 10 expected successes, else W. Hörmann's transformed rejection BTRS (J. Stat. Comput. Simul. 46
 * (1993) 101–110): a draw takes the same short time for ten rows and for a billion. n whole, 0 ≤ p ≤ 1.
 */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p)
  return n * p < 10 ? invert(random, n, p) : reject(random, n, p)
}

function invert(random: Random, n: number, p: number): number {
  const odds = p / (1 - p)
  for (;;) {
    let density = Math.exp(n * Math.log1p(-p))
    let rest = random.fraction()
    for (let k = 0; k <= n; k++) {
      if (rest < density) return k
      rest -= density
      density *= (odds * (n - k)) / (k + 1)
      // Rounding may leave a crumb that no further term takes up: draw again.
      if (density === 0) break
    }
  }
}

function reject(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const vr = 0.92 - 4.2 / b
  for (;;) {
    const v = random.fraction()
    const u = random.fraction() - 0.5
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (k < 0 || k > n) continue
    // Six draws of seven end here, before any logarithm.
    if (us >= 0.07 && v <= vr) return k
    const alpha = (2.83 + 5.1 / b) * spread
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logDensityOverMode(k, n, p)) return k
  }
}

/** ln of the density at k over the density at the mode. */
function logDensityOverMode(k: number, n: number, p: number): number {
  const mode = Math.floor((n + 1) * p)
  return logFactorial(mode) + logFactorial(n - mode) - logFactorial(k) - logFactorial(n - k) + (k - mode) * Math.log(p / (1 - p))
}

const smallFactorials = new Float64Array(128)
for (let k = 2; k < 128; k++) smallFactorials[k] = (smallFactorials[k - 1] as number) + Math.log(k)

/** Stirling's series; what it leaves out is below 10⁻¹⁷ from 128 on. */
function logFactorial(k: number): number {
  if (k < 128) return smallFactorials[k] as number
  const square = k * k
  return (k + 0.5) * Math.log(k) - k + 0.9189385332046727 + (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / k
}

/**
 * Draws as many rows as `counts` has, with replacement, and counts them again: a bootstrap sample of a table without its rows. Binomials one after the other,
 * so that it takes a time per cell and none per row. `into` receives the new counts, from place `from` on.
 */
export function resampleCounts(random: Random, counts: ArrayLike<number>, into: { [at: number]: number }, from = 0): void {
  let left = 0
  for (let at = 0; at < counts.length; at++) left += counts[at] as number
  let toDraw = left
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] as number
    const drawn = count >= left ? toDraw : drawBinomial(random, toDraw, count / left)
    into[from + at] = drawn
    left -= count
    toDraw -= drawn
  }
}
