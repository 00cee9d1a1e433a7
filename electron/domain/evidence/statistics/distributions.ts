import { incompleteBeta } from './beta.ts'
import { incompleteGamma } from './gamma.ts'

/** Two-sided 95 %: the 0.975 quantile of the standard normal distribution. */
export const z95 = 1.959963984540054

/** Φ(x) = ½ erfc(−x/√2): the share of a standard normal variable at or below x, with full digits in the lower tail. */
export function normalCdf(x: number): number {
  const { lower, upper } = incompleteGamma(0.5, (x * x) / 2)
  return x <= 0 ? upper / 2 : 0.5 + lower / 2
}

/** P(|Z| ≥ |z|): the two-sided p-value of a z statistic. */
export const twoSidedNormal = (z: number): number => Math.min(1, 2 * normalCdf(-Math.abs(z)))

/** Φ⁻¹(p) for 0 ≤ p ≤ 1 (infinite at the ends). Start: Abramowitz & Stegun 26.2.23; then Halley's steps on Φ. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0.5) return 0
  if (p > 0.5) return p === 1 ? Infinity : -normalQuantile(1 - p)
  if (p === 0) return -Infinity
  const t = Math.sqrt(-2 * Math.log(p))
  let x = -(t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3))
  for (let step = 0; step < 4; step++) {
    // Relative to p, so that far tails converge as well.
    const u = (normalCdf(x) - p) * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
    x -= u / (1 + (x * u) / 2)
  }
  return x
}

/** P(X ≥ x) of a chi-square variable: Q(k/2, x/2); k > 0 degrees of freedom, 1 for x ≤ 0. */
export const chiSquareTail = (x: number, degrees: number): number => incompleteGamma(degrees / 2, x / 2).upper

/** The x with P(X ≥ x) = tail, for 0 < tail < 1: chiSquareCritical(0.05, 9) is 16.918977604620448. */
export const chiSquareCritical = (tail: number, degrees: number): number =>
  invertTail((x) => chiSquareTail(x, degrees), tail, Math.max(1, degrees))

/** P(|T| ≥ |t|) of Student's variable: I over ν/(ν + t²) of (ν/2, ½); ν > 0 need not be whole. */
export function studentTwoSided(t: number, degrees: number): number {
  const square = t * t
  if (square === Infinity) return 0
  const whole = degrees + square
  return incompleteBeta(degrees / 2, 0.5, degrees / whole, square / whole).lower
}

/** The t > 0 with P(|T| ≥ t) = tail, for 0 < tail < 1: studentCritical(0.05, 10) is 2.2281388519649385. */
export const studentCritical = (tail: number, degrees: number): number => invertTail((t) => studentTwoSided(t, degrees), tail, 1)

/** Where a falling function of x ≥ 0 takes a value: doubling to bracket it, then Illinois' false position to the last digits. */
function invertTail(tail: (x: number) => number, wanted: number, start: number): number {
  if (!(wanted > 0 && wanted < 1)) return wanted === 0 ? Infinity : wanted === 1 ? 0 : Number.NaN
  // In logarithms a far tail is nearly straight.
  const off = (x: number) => Math.log(tail(x) / wanted)
  let [low, high] = [0, start]
  while (off(high) > 0) [low, high] = [high, high * 2]
  let [atLow, atHigh] = [off(low), off(high)]
  for (let step = 0; step < 200 && high - low > 4e-16 * high; step++) {
    const secant = (low * atHigh - high * atLow) / (atHigh - atLow)
    const middle = step % 3 === 2 || !(secant > low && secant < high) ? (low + high) / 2 : secant
    const at = off(middle)
    if (at === 0) return middle
    if (at > 0) [low, atLow] = [middle, at]
    else [high, atHigh] = [middle, at]
  }
  return Math.abs(atLow) < Math.abs(atHigh) ? low : high
}
