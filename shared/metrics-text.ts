import { AppError } from './errors.ts'
import { splitRecord } from './csv.ts'
import { whyNotPoint } from './run-points.ts'

/** A number as people and Python write it; null where it is none. */
export function parseNumber(text: string): number | null {
  const word = text.trim().toLowerCase()
  if (word === 'nan') return Number.NaN
  if (/^[+-]?inf(inity)?$/.test(word)) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const value = word === '' ? Number.NaN : Number(word)
  return Number.isNaN(value) ? null : value
}

export interface NewPoint {
  key: string
  value: number
  step: number
  atMs: number
}

/** What of a text can be read: its points, and a sentence for each row that can not. */
export interface PointsRead {
  points: NewPoint[]
  wrong: string[]
}

/**
 * Metrics of a CSV or JSON file. CSV: a header with `key,value` and, if wanted, `step` and `timestamp`; or one column a metric, with `step` beside them.
 * JSON: an object of numbers, or a list of such objects or of points.
 */
export function readPoints(text: string, name: string, now: number): PointsRead {
  const read: PointsRead = { points: [], wrong: [] }
  const attempt = (act: () => void) => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      read.wrong.push(error.message)
    }
  }
  attempt(() => {
    const rows = /^\s*[[{]/.test(text) ? parseJson(text, name) : parseCsv(text, name)
    rows.forEach((row, position) => attempt(() => read.points.push(...toPoints(row(), position, now))))
  })
  return read
}

/** The same where a row that can not be read refuses all of them: BAD_INPUT names the line. */
export function parsePoints(text: string, name: string, now: number): NewPoint[] {
  const { points, wrong } = readPoints(text, name, now)
  if (wrong.length > 0) throw new AppError('BAD_INPUT', wrong.length === 1 ? wrong[0]! : `${wrong[0]!} (${wrong.length - 1} more can not be read.)`)
  return points
}

interface Row {
  cells: Readonly<Record<string, unknown>>
  where: string
}

function toPoints(row: Row, position: number, now: number): NewPoint[] {
  const points = pointsOf(row, position, now)
  for (const point of points) {
    const why = whyNotPoint(point)
    if (why !== null) throw new AppError('BAD_INPUT', `What stands ${row.where} can not be kept. ${why} Nothing was written.`)
  }
  return points
}

function pointsOf({ cells, where }: Row, position: number, now: number): NewPoint[] {
  const step = toWhole(cells['step'], `The step ${where}`) ?? position
  const atMs = toWhole(cells['timestamp'] ?? cells['timestamp_ms'], `The timestamp ${where}`) ?? now
  if ('key' in cells && 'value' in cells) return [{ key: toText(cells['key']), value: toNumber(cells['value'], `The value ${where}`), step, atMs }]
  return Object.entries(cells)
    .filter(([key, value]) => !['step', 'timestamp', 'timestamp_ms', 'epoch'].includes(key) && value !== '' && value !== null)
    .map(([key, value]) => ({ key, value: toNumber(value, `“${key}” ${where}`), step: toWhole(cells['step'] ?? cells['epoch'], `The step ${where}`) ?? position, atMs }))
}

/** A cell of CSV is text already; what JSON nests is no value of a metric. */
const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function toNumber(value: unknown, where: string): number {
  const number = typeof value === 'number' ? value : parseNumber(toText(value))
  if (number !== null) return number
  throw new AppError('BAD_INPUT', `${where} is “${toText(value).slice(0, 60)}”, which is no number. Write it like 0.93, 1e-4, NaN or Infinity. Nothing was written.`)
}

function toWhole(value: unknown, where: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw new AppError('BAD_INPUT', `${where} is “${toText(value)}”, which is no whole number. Nothing was written.`)
}

function parseJson(text: string, name: string): (() => Row)[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('BAD_INPUT', `${name} is no JSON: ${error instanceof Error ? error.message : ''}. Nothing was written.`, { cause: error })
  }
  const list = Array.isArray(value) ? value : [value]
  return list.map((cells: unknown, at) => () => {
    if (cells !== null && typeof cells === 'object' && !Array.isArray(cells)) return { cells: cells as Row['cells'], where: list.length === 1 ? `in ${name}` : `of item ${at + 1} in ${name}` }
    throw new AppError('BAD_INPUT', `Item ${at + 1} of ${name} is no object of metrics, such as {"auc": 0.93, "step": 1}. Nothing was written.`)
  })
}

function parseCsv(text: string, name: string): (() => Row)[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = splitRecord(lines[0] ?? '', ',').map((cell) => cell.trim())
  if (header.length < 1 || header.some((cell) => cell === '')) throw new AppError('BAD_INPUT', `The first line of ${name} names the columns, such as step,loss,auc. Nothing was written.`)
  return lines.slice(1).flatMap((line, at) => {
    if (line === '') return []
    return [
      () => {
        const cells = splitRecord(line, ',')
        if (cells.length !== header.length) throw new AppError('BAD_INPUT', `Line ${at + 2} of ${name} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}; its header has ${header.length}. Nothing was written.`)
        return { cells: Object.fromEntries(header.map((column, position) => [column, cells[position]!])), where: `in line ${at + 2} of ${name}` }
      },
    ]
  })
}
