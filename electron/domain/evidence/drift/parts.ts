import type { DriftSettings, DriftWindow, Windowing } from '../../../../shared/contract/evidence.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { toLiteral } from '../../../platform/sql-text.ts'

/** Rows of one source that belong together: part of the reference, or of one window. `code` is what statements give for them. */
export interface Part {
  source: 'reference' | 'data'
  code: number
  rows: number
  reference: boolean
  /** Place among the result's windows, or −1 for reference rows that are in no window of their own. */
  window: number
}

export interface Parts {
  parts: Part[]
  windows: DriftWindow[]
  /** Rows without a time, by source. */
  outside: { reference: number; data: number }
}

/** Code 2k for a row of window k, 2k + 1 if its day makes it part of the reference, −1 for one without a time. */
export function codeOf({ reference, windows }: DriftSettings, column: (name: string) => string, rowNumber: string): string {
  const time = (name: string) => `TRY_CAST(${column(name)} AS TIMESTAMP)`
  const inReference = reference.from === 'days' ? `CAST(CAST(${time(reference.column)} AS DATE) BETWEEN DATE ${toLiteral(reference.first)} AND DATE ${toLiteral(reference.last)} AS INTEGER)` : '0'
  const key = windows.by === 'none' ? '0' : windows.by === 'rows' ? `(${rowNumber}) // ${windows.size}` : toUnit(time(windows.column), windows.unit)
  return `coalesce(CAST(${key} AS INTEGER) * 2 + ${inReference}, -1)`
}

/** Whole days, weeks from Monday, or months since 1970. */
function toUnit(time: string, unit: 'day' | 'week' | 'month'): string {
  if (unit === 'month') return `((year(${time}) - 1970) * 12 + month(${time}) - 1 + 120000)`
  const days = `(datediff('day', DATE '1970-01-01', CAST(${time} AS DATE)) + 4000006)`
  // 1970-01-01 was a Thursday; the offset, which keeps numbers above 0, is a whole number of weeks and three days.
  return unit === 'day' ? days : `(${days} // 7)`
}

const dayMillis = 86_400_000

function nameOf(key: number, windows: Windowing): string {
  if (windows.by === 'none') return 'all'
  if (windows.by === 'rows') return `rows ${key * windows.size + 1}–${(key + 1) * windows.size}`
  if (windows.unit === 'month') return new Date(Date.UTC(1970, key - 120_000, 1)).toISOString().slice(0, 7)
  const day = windows.unit === 'day' ? key - 4_000_006 : key * 7 - 4_000_006
  return (windows.unit === 'week' ? 'week of ' : '') + new Date(day * dayMillis).toISOString().slice(0, 10)
}

/** Counts rows by code in both sources and says what each code is: facts about the files, before anything is compared. */
export async function readParts(session: Session, settings: DriftSettings): Promise<Parts> {
  const read = async (source: Part['source']) => (await session.query(`SELECT code, count(*) AS n FROM ${source} GROUP BY code ORDER BY code`, session.inputs.get(source))).map(toCode)
  const ofFile = settings.reference.from === 'file' ? await read('reference') : []
  const ofData = await read('data')
  const outside = { reference: rowsOf(ofFile, -1), data: rowsOf(ofData, -1) }
  const first = settings.reference.from === 'windows' ? settings.reference.first : 0
  const keys = [...new Set(ofData.filter(({ code }) => code >= 0).map(({ code }) => code >> 1))].toSorted((a, b) => a - b)
  const early = new Set(keys.slice(0, first))
  const windows: DriftWindow[] = []
  const parts: Part[] = []
  const add = (source: Part['source'], { code, rows }: Coded, reference: boolean) => {
    const shown = !reference || settings.judging.by === 'reference_windows'
    const last = rows < (settings.windows.by === 'rows' ? settings.windows.size : 0)
    if (shown) windows.push({ key: last ? toLast(code >> 1, settings.windows, rows) : nameOf(code >> 1, settings.windows), role: reference ? 'reference' : 'current', rows })
    parts.push({ source, code, rows, reference, window: shown ? windows.length - 1 : -1 })
  }
  for (const one of ofFile) if (one.code >= 0) add('reference', one, true)
  const isReference = ({ code }: Coded) => early.has(code >> 1) || (code & 1) === 1
  for (const one of ofData) if (one.code >= 0 && isReference(one)) add('data', one, true)
  for (const one of ofData) if (one.code >= 0 && !isReference(one)) add('data', one, false)
  return { parts, windows, outside }
}

/** A last chunk that is shorter than the others is named by the rows that it has. */
function toLast(key: number, windows: Windowing, rows: number): string {
  const size = windows.by === 'rows' ? windows.size : 0
  return `rows ${key * size + 1}–${key * size + rows}`
}

interface Coded {
  code: number
  rows: number
}

const toCode = (row: Row): Coded => ({ code: Number(row['code']), rows: Number(row['n']) })
const rowsOf = (coded: readonly Coded[], code: number): number => coded.find((one) => one.code === code)?.rows ?? 0
