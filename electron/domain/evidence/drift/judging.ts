import type { DriftCell, DriftMeasure, DriftMetric, DriftSettings, DriftValue, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import type { ColumnCounts, WindowCounts } from './facts.ts'
import { valuesIn } from './measures.ts'

/** What a measure must keep, if it is judged at all. */
export type Limits = Partial<Record<DriftMeasure, Threshold>>

interface Judged {
  verdict: Verdict
  reason?: string
}

/** Which measures decide on this column: by kind, and for `size` by how many rows and values there are, as Evidently does. */
export function toLimits({ judging, windows }: DriftSettings, column: ColumnCounts, fromReference: Limits): Limits {
  if (judging.by === 'reference_windows') return windows.by === 'none' ? {} : fromReference
  if (judging.by === 'thresholds') return pick(judging.thresholds, byKind(column))
  const few = column.distinct <= 5
  const many = valuesIn(column.reference) > 1_000
  if (many) return { [column.kind === 'numeric' && !few ? 'wasserstein' : 'js_distance']: judging.distance }
  if (column.kind === 'numeric' && !few) return { ks_p_value: judging.p }
  return { [column.distinct > 2 ? 'chi_square_p_value' : 'z_p_value']: judging.p }
}

const everywhere: readonly DriftMeasure[] = ['psi', 'js_distance', 'hellinger', 'l_infinity', 'missing_difference', 'chi_square', 'chi_square_p_value']
const ofNumbers: readonly DriftMeasure[] = [...everywhere, 'ks_statistic', 'wasserstein', 'ks_p_value']
const ofCategories: readonly DriftMeasure[] = [...everywhere, 'cramers_v', 'unseen_share', 'z_p_value']
/** Numbers that are counted by value (0 and 1, grades, codes) are judged as categories. */
const byKind = ({ bins }: ColumnCounts): readonly DriftMeasure[] => (bins.by === 'edges' ? ofNumbers : ofCategories)

const pick = (thresholds: Limits, names: readonly DriftMeasure[]): Limits => Object.fromEntries(names.flatMap((name) => (thresholds[name] ? [[name, thresholds[name]]] : [])))

/** Why no distribution can be compared here, or null. Shares of missing values can still be. */
export function toObstacle(column: ColumnCounts, window: Pick<WindowCounts, 'rows' | 'missing' | 'notNumbers'>, minimum: number): string | null {
  const [n, m] = [valuesIn(column.reference), valuesIn(window)]
  if (n < minimum) return 'few_values_in_reference'
  if (m < minimum) return 'few_values'
  return column.distinct === 1 ? 'constant' : null
}

/**
 * By effect size. Where chance alone would pass the warning bound more often than once in twenty times the data can not say that nothing drifted:
 * `insufficient_data`, unless the value is beyond both the bound and what chance gives. Meeting a bound passes.
 */
export function judge({ value, floor }: DriftValue, threshold: Threshold, obstacle: string | null): Judged {
  if (obstacle !== null) return { verdict: 'insufficient_data', reason: obstacle }
  if (value === null) return { verdict: 'insufficient_data', reason: 'undefined' }
  const { max, min, warn } = threshold
  const fails = (max !== undefined && value > max) || (min !== undefined && value < min)
  const first = warn?.max ?? max
  if (floor && first !== undefined && floor.critical > first) return fails && value > floor.critical ? { verdict: 'fail' } : { verdict: 'insufficient_data', reason: 'noise_floor' }
  if (fails) return { verdict: 'fail' }
  return { verdict: (warn?.max !== undefined && value > warn.max) || (warn?.min !== undefined && value < warn.min) ? 'warn' : 'pass' }
}

/** Judged on rows, not on values: an empty column has a share of missing values, too. */
export const overRows: readonly DriftMeasure[] = ['missing_difference']

/** The measures of one cell that are judged, as the result lists them. */
export function toMetrics(over: string[], cell: Pick<DriftCell, 'values' | 'rows' | 'missing' | 'notNumbers'>, limits: Limits, obstacle: string | null, fewRows: boolean): DriftMetric[] {
  return (Object.entries(limits) as [DriftMeasure, Threshold][]).map(([name, threshold]) => {
    const found = cell.values[name] ?? { value: null }
    const onRows = overRows.includes(name)
    const judged = judge(found, threshold, onRows ? (fewRows ? 'few_rows' : null) : obstacle)
    return { name, over, value: found.value, low: null, high: null, threshold, n: onRows ? cell.rows : valuesIn(cell), ...judged, ...(found.floor ? { floor: found.floor } : {}) }
  })
}

/**
 * The share of drifted columns of a window: those with a measure beyond its warning bound. `share` or more is drift, so that the bound is the largest share
 * below it. Columns that could not be judged may have drifted: as long as they could decide, this says so.
 */
export function toDriftedColumns(over: string[], verdicts: readonly Verdict[], share: number, rows: number): DriftMetric {
  const judged = verdicts.filter((verdict) => verdict !== 'not_applicable')
  const drifted = judged.filter((verdict) => verdict === 'warn' || verdict === 'fail').length
  const unknown = judged.filter((verdict) => verdict === 'insufficient_data').length
  const all = judged.length
  const least = Math.max(1, Math.ceil(share * all - 1e-9))
  const threshold: Threshold = { max: all === 0 ? 0 : (least - 1) / all, source: `fewer than ${share} of ${all} judged columns` }
  const common = { name: 'drifted_columns' as const, over, value: all === 0 ? null : drifted / all, low: null, high: null, threshold, n: rows }
  if (all === 0) return { ...common, verdict: 'not_applicable', reason: 'no_columns' }
  if (drifted >= least) return { ...common, verdict: 'fail' }
  return drifted + unknown >= least ? { ...common, verdict: 'insufficient_data', reason: 'columns_left_out' } : { ...common, verdict: 'pass' }
}
