import type { DriftCell, DriftColumn, DriftMeasure, DriftResult } from '../../../shared/contract/evidence.ts'
import { toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const driftOutput: KindOutput<'drift'> = {
  toJson: ({ windows, columns }) => ({ windows, columns }),
  toText: (result) => (currentOf(result).length === 1 ? toColumns(result) : `${toMatrix(result)}\n\n${toColumns(result)}`),
}

const currentOf = ({ windows }: DriftResult) => windows.flatMap((window, at) => (window.role === 'current' ? [{ ...window, at }] : []))
const roles = { feature: '', label: ' (label drift)', prediction: ' (prediction drift)' }
const toName = ({ name, role }: DriftColumn) => `${name}${roles[role]}`
const toDecimal = (value: number | null | undefined) => (value === null || value === undefined ? '' : value.toFixed(4))
const of = (cell: DriftCell, measure: DriftMeasure) => toDecimal(cell.values[measure]?.value)

const shown: readonly [string, DriftMeasure][] = [
  ['JS', 'js_distance'],
  ['KS', 'ks_statistic'],
  ['Wasserstein', 'wasserstein'],
  ['V', 'cramers_v'],
  ['missing ±', 'missing_difference'],
  ['unseen', 'unseen_share'],
]

function toColumns(result: DriftResult): string {
  const windows = currentOf(result)
  const head = ['column', ...(windows.length > 1 ? ['window'] : []), 'PSI', 'by chance', ...shown.map(([title]) => title), 'p, corrected', 'n', 'verdict', 'why']
  const rows = windows.flatMap((window) =>
    result.columns.map((column) => {
      const cell = column.windows[window.at] as DriftCell
      const { psi } = cell.values
      const p = Object.values(cell.values).find((value) => value.corrected !== undefined)?.corrected
      const numbers = [toDecimal(psi?.value), psi?.floor ? toDecimal(psi.floor.critical) : '', ...shown.map(([, measure]) => of(cell, measure)), toDecimal(p)]
      const why = result.metrics.flatMap((metric) => (metric.verdict === cell.verdict && cell.verdict !== 'pass' && metric.over[0] === column.name && (metric.over[1] ?? 'all') === (windows.length > 1 ? window.key : (metric.over[1] ?? 'all')) ? [metric.name] : []))
      return [toName(column), ...(windows.length > 1 ? [window.key] : []), ...numbers, String(cell.rows - cell.missing - cell.notNumbers), cell.verdict, cell.reason ?? why.join(', ')]
    }),
  )
  const share = result.metrics.filter(({ name }) => name === 'drifted_columns').map((metric) => `Drifted columns${metric.over.length > 0 ? `, ${metric.over.join()}` : ''}: ${toDecimal(metric.value)} (${metric.threshold?.source ?? ''})  ${metric.verdict}`)
  return [toTable(head, rows), share.join('\n')].filter((part) => part !== '').join('\n\n')
}

/** Columns × windows, each with its PSI and verdict. */
function toMatrix(result: DriftResult): string {
  const windows = currentOf(result)
  return toTable(
    ['PSI', ...windows.map(({ key }) => key)],
    result.columns.map((column) => [toName(column), ...windows.map(({ at }) => `${of(column.windows[at] as DriftCell, 'psi')} ${(column.windows[at] as DriftCell).verdict}`)]),
  )
}
