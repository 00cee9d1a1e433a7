import type { Flips, Threshold } from '../../../../shared/contract/evidence.ts'
import { extremes, toCompared } from './disparities.ts'
import { toExact } from '../exact.ts'
import type { Group } from './groups.ts'
import type { RateMetric } from './metrics.ts'
import { type Minimum, toRows } from './rates.ts'

const flippable: readonly RateMetric[] = ['demographic_parity_difference', 'demographic_parity_ratio', 'impact_ratio']

/**
 * How far a verdict on selection rates is from turning, in persons. Failing: how many more of the groups below the threshold would have to be selected,
 * the best group staying as it is. Passing: the fewest persons of one group whose selection would have to be taken back for it to fail.
 * Practical significance in the sense of the EEOC's Q&A of 1979, 21. Whole numbers throughout; not for weighted rows.
 */
export function toFlips(name: RateMetric, groups: readonly Group[], threshold: Threshold | null, minimum: Minimum): Flips | null {
  const { compared } = toCompared('selection_rate', groups, minimum)
  if (threshold === null || !flippable.includes(name) || compared.length < 2 || compared.some(({ weights }) => weights)) return null
  const best = extremes('selection_rate', compared)[0]
  if (best.tp + best.fp === 0) return null
  const needed = compared.filter((group) => group !== best).map((group) => ({ group, short: neededFor(group, best, threshold) - BigInt(group.tp + group.fp) }))
  const failing = needed.filter(({ short }) => short > 0n)
  // With few rows the step that is needed may carry a group past the best one, which then falls short itself.
  if (failing.some(({ group, short }) => overtakes(group, short, best))) return null
  if (failing.length > 0) return { to: 'pass', persons: Number(failing.reduce((sum, { short }) => sum + short, 0n)), of: failing.map(({ group }) => group.by) }
  // One fewer than what is needed fails, if there is one fewer.
  const falling = needed.filter(({ group, short }) => 1n - short <= BigInt(group.tp + group.fp)).map(({ group, short }) => ({ group, persons: Number(1n - short) }))
  if (falling.length === 0) return null
  const nearest = falling.reduce((a, b) => (b.persons < a.persons ? b : a))
  return { to: 'fail', persons: nearest.persons, of: [nearest.group.by] }
}

function overtakes(group: Group, short: bigint, best: Group): boolean {
  const [own, top] = [toRows('selection_rate', group), toRows('selection_rate', best)]
  return (BigInt(own.num) + short) * BigInt(top.den) > BigInt(top.num) * BigInt(own.den)
}

/** The fewest selections with which a group meets the threshold beside the best group. */
function neededFor(group: Group, best: Group, { max, min }: Threshold): bigint {
  const { num: k, den: n } = toRows('selection_rate', best)
  const size = BigInt(toRows('selection_rate', group).den)
  const limit = toExact(min ?? max ?? 0)
  // min: k₂/n₂ ≥ min·k/n; max: k₂/n₂ ≥ k/n − max.
  const share = min === undefined ? { num: BigInt(k) * limit.den - limit.num * BigInt(n), den: BigInt(n) * limit.den } : { num: limit.num * BigInt(k), den: limit.den * BigInt(n) }
  const fewest = ceilingOf(share.num * size, share.den)
  return fewest > 0n ? fewest : 0n
}

const ceilingOf = (a: bigint, b: bigint): bigint => a / b + (a % b > 0n ? 1n : 0n)
