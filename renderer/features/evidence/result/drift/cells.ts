import type { DriftCell, DriftColumn, DriftMeasure, DriftMetric, DriftResult } from '../../../../../shared/contract/evidence.ts'

/** A window of current rows and its place among all windows of the result. */
export interface ShownWindow {
  readonly key: string
  readonly rows: number
  readonly at: number
}

export const currentWindows = ({ windows }: DriftResult): ShownWindow[] => windows.flatMap(({ key, role, rows }, at) => (role === 'current' ? [{ key, rows, at }] : []))
export const cellAt = (column: DriftColumn, { at }: Pick<ShownWindow, 'at'>): DriftCell => column.windows[at] as DriftCell
export const valuesIn = ({ rows, missing, notNumbers }: Pick<DriftCell, 'rows' | 'missing' | 'notNumbers'>): number => rows - missing - notNumbers

/** The judged measures of one cell, as the result lists them. */
export function metricsOf({ metrics, windows }: DriftResult, column: string, window: string): DriftMetric[] {
  return metrics.filter(({ name, over }) => name !== 'drifted_columns' && over[0] === column && (windows.length === 1 || over[1] === window))
}

/** The p-value that was corrected over the columns of its window. */
export const correctedP = (cell: DriftCell): number | null => Object.values(cell.values).find(({ corrected }) => corrected !== undefined)?.corrected ?? null

export const valueOf = (cell: DriftCell, measure: DriftMeasure): number | null => cell.values[measure]?.value ?? null

/** What each bin holds, in words: `≤ 12`, `12 to 15`, a value, or all others. */
export function binNames({ bins }: DriftColumn): string[] {
  if (bins.by === 'values') return bins.rest ? [...bins.values, 'all other values'] : bins.values
  const { edges, closed } = bins
  const text = (value: number) => String(Number(value.toPrecision(6)))
  if (closed === 'left') return [...edges.slice(1).map((edge, at) => `${text(edges[at] as number)} to ${text(edge)}`), 'outside']
  if (edges.length === 0) return ['all']
  return [`≤ ${text(edges[0] as number)}`, ...edges.slice(1).map((edge, at) => `> ${text(edges[at] as number)} to ${text(edge)}`), `> ${text(edges.at(-1) as number)}`]
}
