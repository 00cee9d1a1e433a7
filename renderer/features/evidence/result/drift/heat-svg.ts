import type { CheckWithResult, DriftMeasure, Verdict } from '../../../../../shared/contract/evidence.ts'
import { verdictStates } from '../../../../../shared/states.ts'
import { formatDecimal } from '../../../../ui/format.ts'
import { cut, fileInk as ink, svgFile, svgText as say } from '../../../../ui/svg-file.ts'
import { measureWords } from '../../drift-words.ts'
import { toSource } from '../source.ts'
import { cellAt, currentWindows, valueOf } from './cells.ts'

const left = 210
const [wide, high] = [104, 30]
const fills: Record<(typeof verdictStates)[Verdict]['tone'], string> = { good: '#dcefe3', caution: '#f8e9c6', bad: '#f6d5d1', void: '#e6e6ee', info: '#dbe7f5', plain: '#eef0f3' }

/** The map as a file of its own: colour, word and number in each cell; the same result gives the same bytes. */
export function toHeatSvg(check: CheckWithResult<'drift'>, measure: DriftMeasure): string {
  const { result } = check
  const windows = currentWindows(result)
  const width = Math.max(720, left + windows.length * wide + 16)
  const height = 96 + result.columns.length * high
  const heads = windows.map(({ key }, at) => say(left + (at + 0.5) * wide, 58, cut(key, 15), { anchor: 'middle', fill: ink.quiet }))
  const rows = result.columns.flatMap((column, row) => {
    const y = 66 + row * high
    const cells = windows.map((window, at) => {
      const cell = cellAt(column, window)
      const { tone, word } = verdictStates[cell.verdict]
      const x = left + at * wide
      return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" fill="${fills[tone]}" stroke="${ink.panel}"/>${say(x + wide / 2, y + 13, formatDecimal(valueOf(cell, measure)), { anchor: 'middle' })}${say(x + wide / 2, y + 25, word, { anchor: 'middle', size: 10, fill: ink.quiet })}`
    })
    return [say(16, y + 19, cut(column.name, 28)), ...cells]
  })
  const parts = [
    say(16, 26, `${measureWords[measure].formal} by column and window, ${check.version.replace('@', ' ')}`, { weight: 650 }),
    ...heads,
    ...rows,
    say(16, height - 10, toSource(check), { fill: ink.quiet }),
  ]
  return svgFile(width, height, parts)
}
