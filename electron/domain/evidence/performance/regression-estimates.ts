import type { ErrorSums, PerformanceEstimate, PerformanceMetric } from '../../../../shared/contract/evidence.ts'
import { z95 } from '../statistics/distributions.ts'
import { undefinedEstimate } from './decision-estimates.ts'
import { meanEstimate } from './score-estimates.ts'

/** Metrics of errors e = prediction − target, from sums over rows. */
export function regressionEstimate(name: PerformanceMetric, sums: ErrorSums): PerformanceEstimate {
  const { n } = sums
  if (n === 0) return undefinedEstimate(name, 0, 0, 'no_rows')
  if (name === 'mae') return meanEstimate(name, n, { sum: sums.absolute, squares: sums.e2 })
  if (name === 'mean_error') return meanEstimate(name, n, { sum: sums.e, squares: sums.e2 })
  if (name === 'rmse') return rootEstimate(sums)
  return name === 'r2' ? determination(sums) : relativeEstimate(sums)
}

/** √(Σe²/n); the interval is that of the mean square, its root taken. */
function rootEstimate({ n, e2, e4 }: ErrorSums): PerformanceEstimate {
  const square = meanEstimate('rmse', n, { sum: e2, squares: e4 })
  const root = (value: number | null) => (value === null ? null : Math.sqrt(Math.max(0, value)))
  return { ...square, value: root(square.value), low: root(square.low), high: root(square.high), method: square.low === null ? 'none' : 'delta' }
}

/**
 * R² = 1 − Σe² / Σ(y − ȳ)², at most 1, undefined where all targets are equal. Interval ± z·s/√n with the variance of its influence function
 * ψ = M(y − μ)²/V² − e²/V (M mean square error, V variance of the target).
 */
function determination(sums: ErrorSums): PerformanceEstimate {
  const { n, e2, e4, e2t, e2t2 } = sums
  const moments = centred(sums)
  const m = sums.t / n
  const variance = moments.second
  if (!(variance > 0)) return undefinedEstimate('r2', n, n, 'constant_target')
  const mse = e2 / n
  const value = 1 - mse / variance
  // E[ψ²] with E[ψ] = 0 at the estimate: M²E[u⁴]/V⁴ − 2M E[e²u²]/V³ + E[e⁴]/V², u = y − ȳ.
  const cross = (e2t2 - 2 * m * e2t + m * m * e2) / n
  const spread = (mse ** 2 * moments.fourth) / variance ** 4 - (2 * mse * cross) / variance ** 3 + e4 / n / variance ** 2
  const half = z95 * Math.sqrt(Math.max(0, spread) / n)
  return n < 3 ? { name: 'r2', value, low: null, high: null, n, cases: n, method: 'none' } : { name: 'r2', value, low: value - half, high: Math.min(1, value + half), n, cases: n, method: 'delta' }
}

/** Second and fourth central moments of the target from its moments about the shift. */
function centred({ n, t, t2, t3, t4 }: ErrorSums): { second: number; fourth: number } {
  const [m, a, b, c] = [t / n, t2 / n, t3 / n, t4 / n]
  return { second: a - m * m, fourth: c - 4 * m * b + 6 * m * m * a - 3 * m ** 4 }
}

/** Mean of |e / target| over rows whose target is not 0; the others have no relative error and are counted out. */
function relativeEstimate({ n, relativeN, relative, relative2 }: ErrorSums): PerformanceEstimate {
  if (relativeN === 0) return undefinedEstimate('mape', n, 0, 'targets_are_zero')
  return meanEstimate('mape', relativeN, { sum: relative, squares: relative2 })
}
