import type { DriftCell, DriftColumn, DriftMeasure, DriftMetric, DriftResult, DriftSettings, ResultHead, Threshold } from '../../../../shared/contract/evidence.ts'
import { toOverallVerdict } from '../verdicts.ts'
import { benjaminiHochberg, holm } from '../statistics/multiple-testing.ts'
import { sum } from '../statistics/summation.ts'
import type { ColumnCounts, DriftFacts, WindowCounts } from './facts.ts'
import { type Limits, toDriftedColumns, toLimits, toMetrics, toObstacle } from './judging.ts'
import { toSentences } from './limits.ts'
import { toValues } from './measures.ts'

/** Counts in, the stored result out: pure. */
export function toDriftResult(settings: DriftSettings, facts: DriftFacts, engine: ResultHead['engine'], counts: readonly ColumnCounts[]): DriftResult {
  const judged = counts.map((column) => toColumn(column, facts, settings))
  correctP(judged, settings)
  const metrics = [...judged.flatMap((one) => one.metrics), ...toShares(judged, facts, settings)]
  const columns = judged.map(({ column }) => column)
  return {
    schema: 'countersign/check-result/1',
    check: 'drift',
    verdict: toOverallVerdict(metrics.map(({ verdict }) => verdict)),
    settings,
    inputs: facts.inputs,
    engine,
    rows: facts.rows,
    windows: facts.windows,
    columns,
    metrics,
    limits: toSentences({ settings, facts, columns, metrics }),
  }
}

interface JudgedColumn {
  column: DriftColumn
  metrics: DriftMetric[]
}

function toColumn(counts: ColumnCounts, { windows }: DriftFacts, settings: DriftSettings): JudgedColumn {
  const { name, kind, bins, reference } = counts
  const named = settings.columns !== null && counts.unjudged === 'identifier'
  const role = name === settings.label ? 'label' : name === settings.prediction ? 'prediction' : 'feature'
  const unjudged = named || role !== 'feature' ? null : counts.unjudged
  const values = counts.windows.map((window) => toValues(counts, window, settings.method))
  const limits = toLimits(settings, counts, fromReference(values, windows, settings))
  const metrics: DriftMetric[] = []
  const cells = windows.map((window, at): DriftCell => {
    const { ordered, ...counted } = counts.windows[at] as WindowCounts
    const cell = { ...counted, values: values[at] as DriftCell['values'], furthest: ordered && { at: ordered.at, reference: ordered.reference, current: ordered.current } }
    if (unjudged !== null || window.role === 'reference') return { ...cell, verdict: 'not_applicable', reason: unjudged ?? 'reference' }
    const obstacle = toObstacle(counts, counted, settings.minimumRows)
    const few = Math.min(reference.rows, counted.rows) < settings.minimumRows
    const own = toMetrics(windows.length === 1 ? [name] : [name, window.key], cell, limits, obstacle, few)
    metrics.push(...own)
    return { ...cell, verdict: toOverallVerdict(own.map(({ verdict }) => verdict)), ...(obstacle === null ? {} : { reason: obstacle }) }
  })
  return { column: { name, role, kind, unjudged, bins, reference, windows: cells }, metrics }
}

/** Mean and standard deviation (of the population) of a measure over the windows of the reference, each against all of it: NannyML's upper limit. */
function fromReference(values: readonly DriftCell['values'][], windows: DriftFacts['windows'], { judging }: DriftSettings): Limits {
  if (judging.by !== 'reference_windows') return {}
  const limits = judging.measures.flatMap((name): [DriftMeasure, Threshold][] => {
    const own = values.flatMap((one, at) => (windows[at]?.role === 'reference' ? (one[name]?.value ?? []) : []))
    if (own.length === 0) return []
    const mean = sum(own) / own.length
    const deviation = Math.sqrt(sum(own.map((value) => (value - mean) ** 2)) / own.length)
    return [[name, { max: mean + judging.deviations * deviation, source: `${judging.source}: mean + ${judging.deviations} standard deviations of ${own.length} reference windows` }]]
  })
  return Object.fromEntries(limits)
}

const pValues: readonly DriftMeasure[] = ['ks_p_value', 'chi_square_p_value']

/** Within a window, over its columns: the p-value of Kolmogorov–Smirnov for columns in bins, of chi-square for those counted by value. */
function correctP(judged: readonly JudgedColumn[], { correction }: DriftSettings): void {
  const correct = correction === 'holm' ? holm : benjaminiHochberg
  const windows = judged[0]?.column.windows.length ?? 0
  for (let at = 0; at < windows; at++) {
    const tests = judged.map(({ column }) => (column.unjudged === null ? column.windows[at]?.values[pValues[column.bins.by === 'edges' ? 0 : 1] as DriftMeasure] : undefined))
    const corrected = correct(tests.map((test) => test?.value ?? null))
    tests.forEach((test, column) => {
      if (test) test.corrected = corrected[column] ?? null
    })
  }
}

function toShares(judged: readonly JudgedColumn[], { windows }: DriftFacts, { driftShare }: DriftSettings): DriftMetric[] {
  if (driftShare === null) return []
  return windows.flatMap((window, at) => {
    const verdicts = judged.map(({ column }) => (column.windows[at] as DriftCell).verdict)
    return window.role === 'reference' ? [] : [toDriftedColumns(windows.length === 1 ? [] : [window.key], verdicts, driftShare, window.rows)]
  })
}
