import type { CheckWithResult, ColumnProfile } from '../../../../../shared/contract/evidence.ts'
import { missedRows, toPercent } from '../../../../../shared/quality-words.ts'
import { toBars } from './bars.ts'

const width = 720
const line = 34
const bar = { width: 200, height: 24 }
const ink = { text: '#18202a', quiet: '#5f6b7a', rule: '#e1e5ea', accent: '#1f5fa8' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const text = (x: number, y: number, content: string, fill = ink.text): string => `<text x="${x}" y="${y}" fill="${fill}">${escape(content)}</text>`

/** Every column with its histogram as a file of its own, in light colours; the same result gives the same bytes. */
export function toProfileSvg({ id, version, result }: CheckWithResult<'quality'>): string {
  const height = 70 + result.columns.length * line
  const rows = result.columns.flatMap((column, at) => toRow(column, 48 + at * line))
  const source = `Check ${id}, ${result.inputs.map(({ name, sha256 }) => `${name} sha256 ${sha256.slice(0, 12)}…`).join(', ')}, ${result.rows.read.toLocaleString('en')} rows`
  const parts = [`<text x="16" y="26" fill="${ink.text}" font-weight="650">${escape(`Profile of the data, ${version.replace('@', ' ')}`)}</text>`, ...rows, text(16, height - 10, source, ink.quiet)]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`
}

function toRow(column: ColumnProfile, y: number): string[] {
  const missed = missedRows(column)
  const share = missed === 0 ? 'none missing' : `${toPercent(missed / (missed + column.present))} missing`
  const bars = column.numbers ? toBars(column.numbers.histogram, bar) : []
  const range = column.numbers ? `${Number(column.numbers.min.toPrecision(5))} to ${Number(column.numbers.max.toPrecision(5))}` : (column.dates && `${column.dates.min} to ${column.dates.max}`) || `${column.distinct.toLocaleString('en')} values`
  return [
    `<path d="M16 ${y + line - 6}H${width - 16}" stroke="${ink.rule}"/>`,
    text(16, y + 17, column.name.length > 26 ? `${column.name.slice(0, 25)}…` : column.name),
    text(210, y + 17, `${column.type}, ${share}`, ink.quiet),
    ...bars.map((one) => `<rect x="${(390 + one.x).toFixed(2)}" y="${(y + one.y).toFixed(2)}" width="${one.width}" height="${one.height}" fill="${ink.accent}"/>`),
    text(604, y + 17, range, ink.quiet),
  ]
}
