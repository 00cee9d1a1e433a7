import type { PerformanceSettings, SegmentColumn, WindowRule } from '../../../../shared/contract/evidence.ts'
import type { DataFile } from '../../../platform/data-file.ts'
import { type SourceColumn, toTextSource } from '../../../platform/data-source.ts'
import { isNumeric, textOf, toDouble } from '../values.ts'

/** One file with its columns, as far as they are needed. */
export interface Source {
  file: DataFile
  columns: readonly SourceColumn[]
  /** Numbers are read as such; where one is none they are read as text, so that it can be shown. */
  asNumbers: boolean
}

/** What of a file is asked for, by the short names that statements use. */
export interface Wanted {
  role: 'data' | 'reference' | 'challenger'
  /** Texts, as the file has them. */
  texts: Record<string, string>
  /** Numbers: null is missing, NaN is no number. */
  numbers: Record<string, string>
  times: Record<string, string>
}

export const isBanded = ({ bands, edges }: SegmentColumn): boolean => bands !== null || edges !== null

/** The columns that a check reads from each file. The label of a regression and its predictions are numbers, as are scores and what is cut into bands. */
export function toWanted(settings: PerformanceSettings, files: ReadonlySet<string>): Wanted[] {
  const { task, label, model, challenger, id, time, segments, business } = settings
  const outcome = task === 'regression' ? 'numbers' : 'texts'
  const own = files.has('challenger')
  const wanted = (role: Wanted['role']): Wanted => ({ role, texts: {}, numbers: {}, times: {} })
  const [data, reference, other] = [wanted('data'), wanted('reference'), wanted('challenger')]
  for (const side of [data, reference]) {
    side[outcome]['l'] = label
    if (model.prediction !== null) side[outcome]['d'] = model.prediction
    if (model.score !== null) side.numbers['s'] = model.score
    if (business?.column) side.numbers['v'] = business.column
    if (time !== null) side.times['t'] = time
  }
  if (challenger) {
    const side = own ? other : data
    if (challenger.prediction !== null) side[outcome]['cd'] = challenger.prediction
    if (challenger.score !== null) side.numbers['cs'] = challenger.score
    if (own && id !== null) data.texts['id'] = other.texts['id'] = id
  }
  segments.forEach((segment, at) => {
    data[isBanded(segment) ? 'numbers' : 'texts'][`g${at}`] = segment.column
  })
  return [data, ...(files.has('reference') ? [reference] : []), ...(own ? [other] : [])]
}

export const columnsOf = ({ texts, numbers, times }: Wanted): string[] => [...Object.values(texts), ...Object.values(numbers), ...Object.values(times)]

/** A row of the file with the wanted columns under their short names, and `rn`, its place in the file from 0 on, where that is asked for. */
export function toRows(source: Source, wanted: Wanted, { missing, numbered }: { missing: readonly string[]; numbered: boolean }): string {
  const { file, columns, asNumbers } = source
  const find = (name: string): SourceColumn => {
    const column = columns.find((one) => one.name === name) as SourceColumn
    return file.kind === 'parquet' ? column : { ...column, type: 'VARCHAR' }
  }
  const typed = new Map(asNumbers && file.kind !== 'parquet' ? Object.values(wanted.numbers).map((name) => [find(name).identifier, 'DOUBLE'] as const) : [])
  const number = (name: string) => toNumber(typed.has(find(name).identifier) ? { ...find(name), type: 'DOUBLE' } : find(name), missing)
  const entries = [
    ...Object.entries(wanted.texts).map(([short, name]) => `${find(name).identifier} AS ${short}`),
    ...Object.entries(wanted.numbers).map(([short, name]) => `${number(name)} AS ${short}`),
    ...Object.entries(wanted.times).flatMap(([short, name]) => {
      const column = find(name)
      // Parquet's own dates need no reading as text, which is most of the work where there are many.
      if (column.type === 'DATE' || column.type === 'TIMESTAMP') return [`CAST(${column.identifier} AS TIMESTAMP) AS ${short}`, `false AS ${short}_bad`]
      const text = textOf(column.identifier, missing)
      return [`TRY_CAST(${text} AS TIMESTAMP) AS ${short}`, `(${text} IS NOT NULL AND TRY_CAST(${text} AS TIMESTAMP) IS NULL) AS ${short}_bad`]
    }),
    ...(numbered ? ['row_number() OVER () - 1 AS rn'] : []),
  ]
  const read = file.csv ? columns : [...new Set(columnsOf(wanted))].map(find)
  return `SELECT ${entries.join(', ')} FROM ${toTextSource(file, read, { typed, missing: typed.size > 0 ? missing : [''] })}`
}

/** One value that is no number or no time, as the file writes it. */
export function toExample(source: Source, name: string, what: 'number' | 'time', missing: readonly string[]): string {
  const column = { ...(source.columns.find((one) => one.name === name) as SourceColumn) }
  const text = textOf(column.identifier, missing)
  const bad = what === 'time' ? `TRY_CAST(${text} AS TIMESTAMP) IS NULL` : `isnan(${toNumber({ ...column, type: 'VARCHAR' }, missing)})`
  return `SELECT ${text} AS text FROM ${toTextSource(source.file, source.columns, { missing: [''] })} WHERE ${text} IS NOT NULL AND ${bad} LIMIT 1`
}

/** Null where missing, NaN where the value is no finite number. Adding 0 makes -0 into 0. */
function toNumber(column: SourceColumn, missing: readonly string[]): string {
  const nan = toDouble(Number.NaN)
  if (isNumeric(column.type)) {
    const value = `CAST(${column.identifier} AS DOUBLE)`
    return `CASE WHEN isfinite(${value}) THEN ${value} + 0 WHEN isinf(${value}) THEN ${nan} ELSE NULL END`
  }
  const text = textOf(column.identifier, missing)
  const value = `TRY_CAST(${text} AS DOUBLE)`
  return `CASE WHEN isfinite(${value}) THEN ${value} + 0 WHEN ${text} IS NULL THEN NULL ELSE ${nan} END`
}

const periodForms = { day: '%Y-%m-%d', week: '%Y-%m-%d', month: '%Y-%m', quarter: '', year: '%Y' } as const

/** The window of a row as an expression over `t`, or over `rn` and the number of rows in windows. */
export function toWindow(windows: WindowRule, total: number): string {
  if (windows.by === 'chunks') return `(rn * ${windows.count}) // ${total}`
  if (windows.by === 'rows') return `rn // ${windows.rows}`
  return `date_trunc('${windows.period}', t)`
}

/** What a period is called, from its beginning `raw`. */
export function toPeriod(windows: WindowRule | null): string {
  if (windows?.by !== 'period') throw new Error('these windows are no periods')
  return windows.period === 'quarter' ? "strftime(raw, '%Y') || '-Q' || quarter(raw)" : `strftime(raw, '${periodForms[windows.period]}')`
}

/** Bands [eᵢ, eᵢ₊₁) as whole numbers from 0 on; the first has no lower end and the last no upper one. Missing has no band. */
export function toBand(number: string, edges: readonly number[]): string {
  const cases = edges.map((edge, at) => `WHEN ${number} < ${toDouble(edge)} THEN ${at}`)
  return `CASE WHEN ${number} IS NULL OR isnan(${number}) THEN NULL ${cases.join(' ')} ELSE ${edges.length} END`
}

export function toBandLabels(edges: readonly number[]): string[] {
  if (edges.length === 0) return ['any number']
  const inner = edges.slice(1).map((edge, at) => `${edges[at]} to < ${edge}`)
  return [`< ${edges[0]}`, ...inner, `≥ ${edges.at(-1)}`]
}
