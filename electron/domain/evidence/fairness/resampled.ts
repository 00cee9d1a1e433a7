import type { FairnessSettings, MetricResult } from '../../../../shared/contract/evidence.ts'
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
  const forms = names.map((name) => ({ name, ...toStatistic(name, groups, minimum) })).filter(({ enough }) => enough)
  const strata = groups.map(({ tp, fp, fn, tn }) => [tp, fp, fn, tn])
  const found = bootstrapMany(strata, (counts) => forms.map(({ of }) => of(counts)), { seed, resamples })
  return new Map(
    forms.flatMap(({ name }, at) => {
      const one = found[at]
      return one ? [[name, { low: one.low, high: one.high, method: one.method, defined: one.defined }] as const] : []
    }),
  )
}

type Of = (counts: readonly Float64Array[]) => number | null

function toStatistic(name: RateMetric, groups: Grouping['groups'], minimum: Minimum): { enough: boolean; of: Of } {
  const { kind, rates, mean } = rateForm(name)
  const parts = rates.map((rate) => ({ ...rateIndexes(rate), at: toCompared(rate, groups, minimum).compared.map((group) => groups.indexOf(group)) }))
  const each = (counts: readonly Float64Array[]) => parts.map(({ num, den, at }) => spread(counts, kind, { num, den, at }))
  return {
    enough: parts.every(({ at }) => at.length > 1),
    of(counts) {
      const values = each(counts)
      if (values.includes(null)) return null
      const known = values as number[]
      return mean === true ? known.reduce((sum, value) => sum + value, 0) / known.length : Math.max(...known)
    },
  }
}

/** Highest − lowest, or lowest / highest, of one rate; null where a group has none in this sample, or the highest is 0. */
function spread(counts: readonly Float64Array[], kind: 'difference' | 'ratio', { num, den, at }: { num: readonly number[]; den: readonly number[]; at: readonly number[] }): number | null {
  let [low, high] = [Infinity, -Infinity]
  for (const group of at) {
    const cells = counts[group] as Float64Array
    let [above, below] = [0, 0]
    for (const cell of num) above += cells[cell] as number
    for (const cell of den) below += cells[cell] as number
    if (below === 0) return null
    const rate = above / below
    if (rate < low) low = rate
    if (rate > high) high = rate
  }
  if (kind === 'difference') return high - low
  return high === 0 ? null : low / high
}
