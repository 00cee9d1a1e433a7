import type { DriftMeasure, DriftMethod, DriftValue } from '../../../../shared/contract/evidence.ts'
import { chiSquareCritical, normalQuantile, z95 } from '../statistics/distributions.ts'
import { type BinnedPair, occupied } from '../statistics/divergences.ts'
import { kolmogorovCritical95, kolmogorovMean } from '../statistics/kolmogorov.ts'

export type Floor = NonNullable<DriftValue['floor']>

const total = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/**
 * What a measure is where nothing drifted: two samples of n and m from one distribution differ by chance. PSI of B bins is then about
 * χ²(B − 1)·(1/n + 1/m) (B. Yurdakul, Statistical properties of population stability index, 2018); 8 times the Jensen–Shannon divergence and the squared
 * Hellinger distance follow it to second order. `critical` is exceeded once in twenty times, `expected` is the mean, or the root of the mean square.
 */
export function toFloors(pair: BinnedPair, { jsBase }: Pick<DriftMethod, 'jsBase'>): Partial<Record<DriftMeasure, Floor>> {
  const { reference, current, bins } = occupied(pair)
  const [n, m] = [total(reference), total(current)]
  if (n === 0 || m === 0) return {}
  const scale = 1 / n + 1 / m
  const degrees = bins - 1
  const critical = degrees === 0 ? 0 : chiSquareCritical(0.05, degrees)
  const psi: Floor = { expected: degrees * scale, critical: critical * scale }
  const root = (by: number): Floor => ({ expected: Math.sqrt((degrees * scale) / by), critical: Math.sqrt((critical * scale) / by) })
  const widest = Math.max(...reference.map((count, at) => share(count + (current[at] as number), n + m)))
  return {
    psi,
    js_distance: root(8 * (jsBase === '2' ? Math.LN2 : 1)),
    hellinger: root(8),
    cramers_v: { expected: Math.sqrt(degrees / (n + m)), critical: Math.sqrt(critical / (n + m)) },
    l_infinity: { expected: null, critical: -normalQuantile(0.025 / bins) * Math.sqrt(widest * scale) },
    chi_square: { expected: degrees, critical },
  }
}

/** Variance of one draw that is in a bin or not. */
const share = (count: number, all: number): number => (count / all) * (1 - count / all)

/**
 * Of measures over ordered values. Wasserstein is at least the difference of the means, so its floor is at least that of the mean; times `unit`, the standard
 * deviation where distances are not divided by it.
 */
export function toOrderedFloors(n: number, m: number, unit: number): Partial<Record<DriftMeasure, Floor>> {
  const scale = Math.sqrt(1 / n + 1 / m)
  return {
    ks_statistic: { expected: kolmogorovMean * scale, critical: kolmogorovCritical95 * scale },
    wasserstein: { expected: Math.sqrt(2 / Math.PI) * scale * unit, critical: z95 * scale * unit },
  }
}

/** Of the difference between two shares of rows. */
export function toShareFloor(k1: number, n: number, k2: number, m: number): Floor {
  const spread = Math.sqrt(share(k1 + k2, n + m) * (1 / n + 1 / m))
  return { expected: Math.sqrt(2 / Math.PI) * spread, critical: z95 * spread }
}
