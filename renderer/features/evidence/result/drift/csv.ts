import { driftMeasure, type DriftResult } from '../../../../../shared/contract/evidence.ts'
import { toCsv } from '../../../../../shared/csv.ts'
import { cellAt, correctedP, currentWindows } from './cells.ts'

/** One line a column and window: every measure with what chance exceeds, at full precision. */
export function toCellsCsv(result: DriftResult): string {
  const measures = driftMeasure.options
  const heads = ['column', 'role', 'kind', 'window', 'rows', 'missing', 'not_numbers', 'unseen', ...measures.flatMap((name) => [name, `${name}_by_chance`]), 'p_corrected', 'verdict', 'reason']
  const rows = result.columns.flatMap((column) =>
    currentWindows(result).map((window) => {
      const cell = cellAt(column, window)
      const numbers = measures.flatMap((name) => [cell.values[name]?.value ?? null, cell.values[name]?.floor?.critical ?? null])
      return [column.name, column.role, column.kind, window.key, cell.rows, cell.missing, cell.notNumbers, cell.unseen, ...numbers, correctedP(cell), cell.verdict, cell.reason ?? null]
    }),
  )
  return toCsv([heads, ...rows])
}
