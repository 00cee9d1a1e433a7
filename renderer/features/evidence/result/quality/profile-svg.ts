import type { CheckWithResult, ColumnProfile } from '../../../../../shared/contract/evidence.ts'
import { missedRows, toPercent } from '../../../../../shared/quality-words.ts'
import { cut, fileInk as ink, svgFile, svgText as text } from '../../../../ui/svg-file.ts'
import { toSource } from '../source.ts'
import { toBars } from './bars.ts'

const width = 720
const line = 34
const bar = { width: 200, height: 24 }

/** Every column with its histogram as a file of its own, in light colours; the same result gives the same bytes. */
export function toProfileSvg(check: CheckWithResult<'quality'>): string {
  const { version, result } = check
  const height = 70 + result.columns.length * line
  const rows = result.columns.flatMap((column, at) => toRow(column, 48 + at * line))
  const title = text(16, 26, `Profile of the data, ${version.replace('@', ' ')}`, { weight: 650 })
  return svgFile(width, height, [title, ...rows, text(16, height - 10, toSource(check), { fill: ink.quiet })])
}

function toRow(column: ColumnProfile, y: number): string[] {
  const missed = missedRows(column)
  const share = missed === 0 ? 'none missing' : `${toPercent(missed / (missed + column.present))} missing`
  const bars = column.numbers ? toBars(column.numbers.histogram, bar) : []
  const range = column.numbers ? `${Number(column.numbers.min.toPrecision(5))} to ${Number(column.numbers.max.toPrecision(5))}` : (column.dates && `${column.dates.min} to ${column.dates.max}`) || `${column.distinct.toLocaleString('en')} values`
  return [
    `<path d="M16 ${y + line - 6}H${width - 16}" stroke="${ink.rule}"/>`,
    text(16, y + 17, cut(column.name, 26)),
    text(210, y + 17, `${column.type}, ${share}`, { fill: ink.quiet }),
    ...bars.map((one) => `<rect x="${(390 + one.x).toFixed(2)}" y="${(y + one.y).toFixed(2)}" width="${one.width}" height="${one.height}" fill="${ink.accent}"/>`),
    text(604, y + 17, range, { fill: ink.quiet }),
  ]
}
