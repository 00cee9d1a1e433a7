import { quantileLevels, type QualityResult } from '../../../../../shared/contract/evidence.ts'
import { missedRows } from '../../../../../shared/quality-words.ts'
import { toCsv } from '../../../../../shared/csv.ts'

/** One line a column, at full precision. */
export function toProfileCsv({ columns }: QualityResult): string {
  const heads = ['column', 'type', 'present', 'missing', 'off_type', 'infinite', 'distinct', 'min', 'max', 'mean', 'sd', ...quantileLevels.map((level) => `q${level}`), 'outliers_below', 'outliers_above', 'flags', 'personal']
  const rows = columns.map((column) => {
    const { name, type, present, offType, infinite, distinct, numbers, dates, flags, personal } = column
    const quantiles = quantileLevels.map((_, at) => numbers?.quantiles[at] ?? null)
    const spread = [numbers?.min ?? dates?.min ?? null, numbers?.max ?? dates?.max ?? null, numbers?.mean ?? null, numbers?.sd ?? null]
    const outliers = [numbers?.outliers.below ?? null, numbers?.outliers.above ?? null]
    return [name, type, present, missedRows(column), offType, infinite, distinct, ...spread, ...quantiles, ...outliers, flags.join(' '), personal.map(({ kind }) => kind).join(' ')]
  })
  return toCsv([heads, ...rows])
}

/** One line a metric, rules with them. */
export function toMetricsCsv({ metrics }: QualityResult): string {
  const heads = ['metric', 'over', 'value', 'low', 'high', 'threshold_min', 'threshold_max', 'warn_min', 'warn_max', 'source', 'n', 'verdict', 'reason']
  const rows = metrics.map(({ name, over, value, low, high, threshold, n, verdict, reason }) => {
    const bounds = [threshold?.min ?? null, threshold?.max ?? null, threshold?.warn?.min ?? null, threshold?.warn?.max ?? null]
    return [name, over.join(' × '), value, low, high, ...bounds, threshold?.source ?? null, n, verdict, reason ?? null]
  })
  return toCsv([heads, ...rows])
}
