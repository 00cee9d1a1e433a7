import type { CheckWithResult, DriftMeasure, Verdict } from '../../../../../shared/contract/evidence.ts'
import { verdictStates } from '../../../../../shared/states.ts'
import { formatDecimal } from '../../../../ui/format.ts'
import { measureWords } from '../../drift-words.ts'
import { cellAt, currentWindows, valueOf } from './cells.ts'

const left = 210
const [wide, high] = [104, 30]
const ink = { text: '#18202a', quiet: '#5f6b7a', rule: '#ffffff' }
const fills: Record<(typeof verdictStates)[Verdict]['tone'], string> = { good: '#dcefe3', caution: '#f8e9c6', bad: '#f6d5d1', void: '#e6e6ee', info: '#dbe7f5', plain: '#eef0f3' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** The map as a file of its own: colour, word and number in each cell; the same result gives the same bytes. */
export function toHeatSvg(check: CheckWithResult<'drift'>, measure: DriftMeasure): string {
  const { result } = check
  const windows = currentWindows(result)
  const width = Math.max(720, left + windows.length * wide + 16)
  const height = 96 + result.columns.length * high
  const say = (x: number, y: number, text: string, look = '') => `<text x="${x}" y="${y}" ${look}>${escape(text)}</text>`
  const heads = windows.map(({ key }, at) => say(left + (at + 0.5) * wide, 58, cut(key, 15), `text-anchor="middle" fill="${ink.quiet}"`))
  const rows = result.columns.flatMap((column, row) => {
    const y = 66 + row * high
    const cells = windows.map((window, at) => {
      const cell = cellAt(column, window)
      const { tone, word } = verdictStates[cell.verdict]
      const x = left + at * wide
      return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" fill="${fills[tone]}" stroke="${ink.rule}"/>${say(x + wide / 2, y + 13, formatDecimal(valueOf(cell, measure)), 'text-anchor="middle"')}${say(x + wide / 2, y + 25, word, `text-anchor="middle" font-size="10" fill="${ink.quiet}"`)}`
    })
    return [say(16, y + 19, cut(column.name, 28)), ...cells]
  })
  const source = result.inputs.map(({ name, sha256 }) => `${name} sha256 ${sha256.slice(0, 12)}…`).join(', ')
  const parts = [
    say(16, 26, `${measureWords[measure].formal} by column and window, ${check.version.replace('@', ' ')}`, 'font-weight="650"'),
    ...heads,
    ...rows,
    say(16, height - 10, `Check ${check.id}, ${source}`, `fill="${ink.quiet}"`),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12" fill="${ink.text}"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`
}
