import { AppError } from '../../../shared/errors.ts'
import { parseNumber, parseWhole } from '../arguments.ts'

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)

/** `month`, `chunks:10` or `rows:1000`; which periods there are the contract says. */
export function parseWindows(text: string): Record<string, unknown> {
  const [by, size] = text.split(':') as [string, string | undefined]
  if (by === 'chunks' && size !== undefined) return { by, count: parseWhole('--windows chunks', size, 2) }
  if (by === 'rows' && size !== undefined) return { by, rows: parseWhole('--windows rows', size, 1) }
  if (size === undefined && ['day', 'week', 'month', 'quarter', 'year'].includes(by)) return { by: 'period', period: by }
  throw bad(`--windows takes day, week, month, quarter, year, chunks:N or rows:N; "${text}" is none of these.`)
}

/** `relative:0.05,0.1` or `deviations:3,10`. */
export function parseAlert(text: string): Record<string, unknown> {
  const [by, numbers = ''] = text.split(':') as [string, string | undefined]
  const [first = '', second = ''] = numbers.split(',')
  if (by === 'relative') return { by, warn: parseNumber('--alert relative', first), fail: parseNumber('--alert relative', second), source: 'command line' }
  if (by === 'deviations') return { by, deviations: parseNumber('--alert deviations', first), chunks: parseWhole('--alert deviations', second, 2), source: 'command line' }
  throw bad(`--alert takes relative:WARN,FAIL or deviations:D,CHUNKS; "${text}" is neither.`)
}

/** `sex`, `age:4` for bands of equal size, `income:1000/2500` for edges, `income:1000/` for one edge. */
export function parseSegment(text: string): Record<string, unknown> {
  const found = /^(.+):([-\d./e]+)$/.exec(text)
  if (!found?.[1] || !found[2]) return { column: text }
  const [, column, cut] = found
  if (!cut.includes('/')) return { column, bands: parseWhole(`--segment ${column}`, cut, 2) }
  return { column, edges: cut.split('/').filter((edge) => edge !== '').map((edge) => parseNumber(`--segment ${column}`, edge)) }
}

const cells = ['tp', 'fp', 'fn', 'tn'] as const

/** `tp=0.1*amount, fp=-5-0.5*amount, fn=-10`: for each cell a number, a number times the column, or both added. Cells left out are worth 0. */
export function parseWorth(text: string): Record<string, unknown> {
  let column: string | null = null
  const worth = Object.fromEntries(cells.map((cell) => [cell, { fixed: 0, perUnit: 0 }])) as Record<(typeof cells)[number], { fixed: number; perUnit: number }>
  for (const part of text.split(',')) {
    const [name = '', expression = ''] = part.split(/=(.*)/s).map((piece) => piece.trim())
    const cell = cells.find((one) => one === name.toLowerCase())
    if (!cell) throw bad(`--worth names the cells tp, fp, fn and tn, as in "tp=0.1*amount, fp=-5"; "${part.trim()}" is none.`)
    const terms = parseTerms(expression)
    worth[cell] = { fixed: terms.fixed, perUnit: terms.perUnit }
    if (terms.column !== null && column !== null && terms.column !== column) throw bad(`--worth multiplies by one column; it names ${column} and ${terms.column}.`)
    column ??= terms.column
  }
  return { column, ...worth }
}

const term = /\s*([-+]?)\s*(?:(\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s*\*\s*([\p{L}_][\p{L}\p{N}_.]*))?|([\p{L}_][\p{L}\p{N}_.]*))\s*/uy

/** A sum of numbers and of numbers times a column, read from left to right. */
function parseTerms(expression: string): { fixed: number; perUnit: number; column: string | null } {
  const sum = { fixed: 0, perUnit: 0, column: null as string | null }
  term.lastIndex = 0
  while (term.lastIndex < expression.length || expression === '') {
    const isFirst = term.lastIndex === 0
    const found = term.exec(expression)
    if (!found || (!isFirst && found[1] === '')) throw bad(`"${expression}" is not what a row can be worth: write a number, as 5, a number times a column, as 0.1*amount, or both, as -5-0.5*amount.`)
    const [, sign, number, product, alone] = found
    const value = Number(`${sign}${number ?? 1}`)
    const column = product ?? alone
    if (column === undefined) sum.fixed += value
    else if (sum.column !== null && sum.column !== column) throw bad(`--worth multiplies by one column; it names ${sum.column} and ${column}.`)
    else {
      sum.perUnit += value
      sum.column = column
    }
  }
  return sum
}
