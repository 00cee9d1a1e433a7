import type { FairnessSettings, MetricResult, RateName } from '../../../../shared/contract/evidence.ts'
import { bootstrapMany } from '../statistics/bootstrap.ts'
import { toCompared } from './disparities.ts'
import type { Grouping } from './groups.ts'
import { type RateMetric, rateForm } from './metrics.ts'
import { type CellWeights, type Minimum, rateCells } from './rates.ts'

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
  /** Which of TP, FP, FN, TN are counted, as 1 and 0. */
  num: CellWeights
  den: CellWeights
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
    const found = known.get(rate) ?? { ...rateCells(rate), at, low: 0, high: 0, defined: false }
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
  let total = 0
  let largest = -Infinity
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Spread
    if (!part.defined || (kind === 'ratio' && part.high === 0)) return null
    const value = kind === 'difference' ? part.high - part.low : part.low / part.high
    total += value
    if (value > largest) largest = value
  }
  return mean ? total / parts.length : largest
}

/** Without loops over cells: this runs for each rate of each group of each sample. */
function readSpread(counts: readonly Float64Array[], spread: Spread): void {
  const { num, den, at } = spread
  const [a, b, c, d] = num
  const [e, f, g, h] = den
  let low = Infinity
  let high = -Infinity
  let defined = true
  for (let place = 0; place < at.length; place++) {
    const cells = counts[at[place] as number] as Float64Array
    const tp = cells[0] as number
    const fp = cells[1] as number
    const fn = cells[2] as number
    const tn = cells[3] as number
    const below = e * tp + f * fp + g * fn + h * tn
    if (below === 0) defined = false
    const rate = (a * tp + b * fp + c * fn + d * tn) / below
    if (rate < low) low = rate
    if (rate > high) high = rate
  }
  spread.low = low
  spread.high = high
  spread.defined = defined
}
