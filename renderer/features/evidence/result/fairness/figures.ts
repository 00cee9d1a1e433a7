import type { Estimate } from '../../../../../shared/contract/evidence.ts'
import { toCsv } from '../../../../../shared/csv.ts'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'

/** What a cell of a table of figures holds: a word, a whole number, a decimal, a p-value, or an estimate with its interval. */
export type Figure = string | null | { readonly count: number } | { readonly decimal: number | null } | { readonly p: number | null } | Pick<Estimate, 'value' | 'low' | 'high'>

export interface FigureColumn<Row> {
  readonly head: string
  readonly of: (row: Row) => Figure
}

/** As a table shows it; the interval on a line of its own. */
export function toShown(figure: Figure): { main: string; interval?: string } {
  if (figure === null) return { main: '–' }
  if (typeof figure === 'string') return { main: figure }
  if ('count' in figure) return { main: formatCount(figure.count) }
  if ('decimal' in figure) return { main: formatDecimal(figure.decimal) }
  if ('p' in figure) return { main: figure.p !== null && figure.p < 0.001 ? '< 0.001' : formatDecimal(figure.p) }
  const { value, low, high } = figure
  return low === null || high === null ? { main: formatDecimal(value) } : { main: formatDecimal(value), interval: `${formatDecimal(low, 2)} to ${formatDecimal(high, 2)}` }
}

/** The same at full precision, an estimate in three columns. */
export function toFiguresCsv<Row>(columns: readonly FigureColumn<Row>[], rows: readonly Row[]): string {
  const isEstimate = ({ of }: FigureColumn<Row>) => rows.some((row) => isObject(of(row)) && 'value' in (of(row) as object))
  const wide = columns.map((column) => ({ ...column, wide: isEstimate(column) }))
  const heads = wide.flatMap(({ head, wide: three }) => (three ? [head, `${head} low`, `${head} high`] : [head]))
  return toCsv([heads, ...rows.map((row) => wide.flatMap(({ of, wide: three }) => toCells(of(row), three)))])
}

const isObject = (figure: Figure): boolean => typeof figure === 'object' && figure !== null

function toCells(figure: Figure, three: boolean): (string | number | null)[] {
  if (three) return figure !== null && typeof figure === 'object' && 'value' in figure ? [figure.value, figure.low, figure.high] : [null, null, null]
  if (figure === null || typeof figure === 'string') return [figure]
  if ('count' in figure) return [figure.count]
  return ['decimal' in figure ? figure.decimal : 'p' in figure ? figure.p : null]
}
