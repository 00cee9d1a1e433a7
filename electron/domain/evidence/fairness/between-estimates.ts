import type { Estimate } from '../../../../shared/contract/evidence.ts'
import type { Disparity } from './disparities.ts'
import { compare, exactSize, toExact } from '../exact.ts'

/** One group's estimate that others are compared with; null values are of groups where it is undefined. */
export interface Judged {
  by: Record<string, string>
  n: number
  sufficient: boolean
  of: Estimate
}

export type Combine = 'difference' | 'ratio' | 'farthest' | 'largest'

/**
 * Compares estimates that are no rates. `difference`: highest − lowest; `ratio`: lowest / highest; `farthest`: the one farthest from 0, with its own interval;
 * `largest`: the highest. Intervals of a difference: the two put together by the method of variance estimates recovery (G. Zou and A. Donner, Statist. Med. 27
 * (2008) 1693–1702); of a ratio the same on the logarithm. Groups that are too small are left out first.
 */
export function compareEstimates(groups: readonly Judged[], combine: Combine): Disparity {
  const compared = groups.filter(({ sufficient, of }) => sufficient && of.value !== null)
  const nothing: Disparity = { exact: null, low: null, high: null, between: null, n: compared.reduce((sum, { n }) => sum + n, 0), leftOut: compared.length < groups.length }
  if (groups.length < 2) return { ...nothing, reason: groups.length === 0 ? 'no_groups' : 'single_group' }
  if (compared.length < 2) return { ...nothing, reason: groups.filter(({ of }) => of.value !== null).length < 2 ? 'denominator_zero' : 'fewer_than_two_groups' }
  const value = (one: Judged) => one.of.value as number
  const high = compared.reduce((a, b) => (value(b) > value(a) ? b : a))
  const low = compared.filter((one) => one !== high).reduce((a, b) => (value(b) < value(a) ? b : a))
  if (combine === 'difference') return { ...nothing, ...toDifference(high, low) }
  if (combine === 'ratio') return { ...nothing, ...toRatio(low, high) }
  const size = (one: Judged) => exactSize(toExact(value(one)))
  const chosen = combine === 'largest' ? high : compared.reduce((a, b) => (compare(size(b), size(a)) > 0 ? b : a))
  return { ...nothing, exact: toExact(value(chosen)), low: chosen.of.low, high: chosen.of.high, between: [chosen.by, chosen === low ? high.by : low.by] }
}

function toDifference(high: Judged, low: Judged): Partial<Disparity> {
  const value = (high.of.value as number) - (low.of.value as number)
  return { exact: toExact(value), ...toInterval(high.of, low.of, (x) => x), between: [high.by, low.by] }
}

function toRatio(low: Judged, high: Judged): Partial<Disparity> {
  if (high.of.value === 0) return { exact: null, reason: 'denominator_zero' }
  const value = (low.of.value as number) / (high.of.value as number)
  const logs = [low.of, high.of].every((of) => of.low !== null && of.low > 0) ? toInterval(low.of, high.of, Math.log) : { low: null, high: null }
  return { exact: toExact(value), low: logs.low === null ? null : Math.exp(logs.low), high: logs.high === null ? null : Math.exp(logs.high), between: [high.by, low.by] }
}

/** Of a − b on the scale of `f`. */
function toInterval(a: Estimate, b: Estimate, f: (x: number) => number): { low: number | null; high: number | null } {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return { low: null, high: null }
  const [x, y] = [f(a.value as number), f(b.value as number)]
  return { low: x - y - Math.hypot(x - f(a.low), f(b.high) - y), high: x - y + Math.hypot(f(a.high) - x, y - f(b.low)) }
}
