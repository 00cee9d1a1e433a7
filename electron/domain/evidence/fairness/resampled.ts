import type { FairnessSettings, MetricResult, RateName } from '../../../../shared/contract/evidence.ts'
import { bootstrapMany } from '../statistics/bootstrap.ts'
import { toCompared } from './disparities.ts'
import type { Grouping } from './groups.ts'
import { type RateMetric, rateForm } from './metrics.ts'
import { type Minimum, rateIndexes } from './rates.ts'

type Bootstrap = NonNullable<MetricResult['bootstrap']>

/** A grouping with more groups is not drawn again: the interval would say little, and take long. */
export const maximumResampled = 100

/**
 * Intervals of the metrics that pick groups after seeing all of them, by drawing the counts of every compared group again: the same groups are compared,
 * and highest and lowest are picked anew each time. Weighted rows are not drawn.
 */
export function resampleMetrics(names: readonly RateMetric[], grouping: Grouping, minimum: Minimum, { resamples, seed }: Pick<FairnessSettings, 'resamples' | 'seed'>): Map<RateMetric, Bootstrap> {
  // In the order of their counts: what a group is called must not decide what is drawn for it.
  const groups = grouping.groups.toSorted((a, b) => a.tp - b.tp || a.fp - b.fp || a.fn - b.fn || a.tn - b.tn)
  if (resamples === 0 || groups.length > maximumResampled || groups.some(({ weights }) => weights)) return new Map()
  const { metrics, spreads } = toPlan(names, groups, minimum)
  const strata = groups.map(({ tp, fp, fn, tn }) => [tp, fp, fn, tn])
  const found = bootstrapMany(strata, (counts) => {
    for (const spread of spreads) readSpread(counts, spread)
    return metrics.map(({ of }) => of())
  }, { seed, resamples })
  return new Map(
    metrics.flatMap(({ name }, at) => {
      const one = found[at]
      return one ? [[name, { low: one.low, high: one.high, method: one.method, defined: one.defined }] as const] : []
    }),
  )
}

/** Lowest and highest of one rate among the groups that it is compared over, in the sample at hand; undefined if a group has none in it. */
interface Spread {
  num: readonly number[]
  den: readonly number[]
  /** Places of the compared groups. */
  at: readonly number[]
  low: number
  high: number
  defined: boolean
}

/** Each rate is looked at once a sample, however many metrics speak of it: a thousand samples of many groups are drawn at each check. */
function toPlan(names: readonly RateMetric[], groups: Grouping['groups'], minimum: Minimum): { metrics: { name: RateMetric; of(): number | null }[]; spreads: Spread[] } {
  const known = new Map<RateName, Spread>()
  const spreadOf = (rate: RateName): Spread => {
    const at = toCompared(rate, groups, minimum).compared.map((group) => groups.indexOf(group))
    const found = known.get(rate) ?? { ...rateIndexes(rate), at, low: 0, high: 0, defined: false }
    known.set(rate, found)
    return found
  }
  const metrics = names.flatMap((name) => {
    const { kind, rates, mean } = rateForm(name)
    const parts = rates.map(spreadOf)
    if (parts.some(({ at }) => at.length < 2)) return []
    return [{ name, of: () => combine(parts, kind, mean === true) }]
  })
  return { metrics, spreads: [...known.values()] }
}

function combine(parts: readonly Spread[], kind: 'difference' | 'ratio', mean: boolean): number | null {
  let [total, largest] = [0, -Infinity]
  for (const { low, high, defined } of parts) {
    if (!defined || (kind === 'ratio' && high === 0)) return null
    const value = kind === 'difference' ? high - low : low / high
    total += value
    if (value > largest) largest = value
  }
  return mean ? total / parts.length : largest
}

function readSpread(counts: readonly Float64Array[], spread: Spread): void {
  const { num, den, at } = spread
  let [low, high, defined] = [Infinity, -Infinity, true]
  for (const group of at) {
    const cells = counts[group] as Float64Array
    let above = 0
    let below = 0
    for (const cell of num) above += cells[cell] as number
    for (const cell of den) below += cells[cell] as number
    if (below === 0) defined = false
    const rate = above / below
    if (rate < low) low = rate
    if (rate > high) high = rate
  }
  spread.low = low
  spread.high = high
  spread.defined = defined
}
