import type { FairnessSettings, MetricResult, RateName } from '../../../../shared/contract/evidence.ts'
import { bootstrapTables } from '../statistics/bootstrap.ts'
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
  const found = bootstrapTables(strata, (tables, many) => {
    for (const spread of spreads) readSpreads(tables, many, spread)
    return metrics.map(({ of }) => of(many))
  }, { seed, resamples })
  return new Map(
    metrics.flatMap(({ name }, at) => {
      const one = found[at]
      return one ? [[name, { low: one.low, high: one.high, method: one.method, defined: one.defined }] as const] : []
    }),
  )
}

/** Lowest and highest of one rate among the groups that it is compared over, in each of the samples at hand; NaN where a group has none in it. */
interface Spread {
  /** Which of TP, FP, FN, TN are counted, as 1 and 0. */
  num: CellWeights
  den: CellWeights
  /** Places of the compared groups. */
  at: readonly number[]
  low: Float64Array
  high: Float64Array
}

/** Each rate is looked at once a sample, however many metrics speak of it: a thousand samples of many groups are drawn at each check. */
function toPlan(names: readonly RateMetric[], groups: Grouping['groups'], minimum: Minimum): { metrics: { name: RateMetric; of(samples: number): Float64Array }[]; spreads: Spread[] } {
  const known = new Map<RateName, Spread>()
  const spreadOf = (rate: RateName): Spread => {
    const at = toCompared(rate, groups, minimum).compared.map((group) => groups.indexOf(group))
    const found = known.get(rate) ?? { ...rateCells(rate), at, low: new Float64Array(), high: new Float64Array() }
    known.set(rate, found)
    return found
  }
  const metrics = names.flatMap((name) => {
    const { kind, rates, mean } = rateForm(name)
    const parts = rates.map(spreadOf)
    if (parts.some(({ at }) => at.length < 2)) return []
    return [{ name, of: (samples: number) => combine(parts, samples, { ratio: kind === 'ratio', mean: mean === true }) }]
  })
  return { metrics, spreads: [...known.values()] }
}

function combine(parts: readonly Spread[], samples: number, { ratio, mean }: { ratio: boolean; mean: boolean }): Float64Array {
  const combined = new Float64Array(samples).fill(mean ? 0 : -Infinity)
  for (const { low, high } of parts) {
    for (let sample = 0; sample < samples; sample++) {
      const least = low[sample] as number
      const most = high[sample] as number
      // 0 / 0 is undefined, as what is made of NaN; NaN stays, because nothing is larger.
      const value = ratio ? least / most : most - least
      const before = combined[sample] as number
      if (mean) combined[sample] = before + value
      else if (value > before || Number.isNaN(value)) combined[sample] = value
    }
  }
  if (mean) for (let sample = 0; sample < samples; sample++) combined[sample]! /= parts.length
  return combined
}

/** Loops over groups and samples inside, numbers by name: this runs for each rate of each group of each sample. */
function readSpreads(tables: Float64Array, samples: number, spread: Spread): void {
  const [a, b, c, d] = spread.num
  const [e, f, g, h] = spread.den
  const stride = tables.length / samples
  const low = new Float64Array(samples).fill(Infinity)
  const high = new Float64Array(samples).fill(-Infinity)
  for (let at = 0; at < spread.at.length; at++) {
    let from = (spread.at[at] as number) * 4
    for (let sample = 0; sample < samples; sample++) {
      const tp = tables[from] as number
      const fp = tables[from + 1] as number
      const fn = tables[from + 2] as number
      const tn = tables[from + 3] as number
      from += stride
      const below = e * tp + f * fp + g * fn + h * tn
      const rate = (a * tp + b * fp + c * fn + d * tn) / below
      // NaN stays, because no rate is smaller or larger.
      if (below === 0 || rate < (low[sample] as number)) low[sample] = rate
      if (below === 0 || rate > (high[sample] as number)) high[sample] = rate
    }
  }
  spread.low = low
  spread.high = high
}
