import type { CheckWithResult, DriftColumn } from '../../../../../shared/contract/evidence.ts'
import { cut, fileInk, svgFile, svgText as say } from '../../../../ui/svg-file.ts'
import { toSource } from '../source.ts'
import { binNames, cellAt, type ShownWindow, valuesIn } from './cells.ts'

const width = 720
const [left, right] = [210, 600]
const line = 30
const ink = { ...fileInk, before: '#8a94a3', now: fileInk.accent }

/** Both histograms as a file of its own, with the counts beside the bars; the same result gives the same bytes. */
export function toHistogramSvg(check: CheckWithResult<'drift'>, column: DriftColumn, window: ShownWindow): string {
  const cell = cellAt(column, window)
  const [n, m] = [Math.max(1, valuesIn(column.reference)), Math.max(1, valuesIn(cell))]
  const bins = binNames(column).flatMap((name, at) => {
    const [before, now] = [column.reference.counts[at] ?? 0, cell.counts[at] ?? 0]
    return before + now > 0 ? [{ name, before, now }] : []
  })
  const most = Math.max(...bins.map(({ before, now }) => Math.max(before / n, now / m)), 1e-9)
  const bar = (y: number, share: number, fill: string) => `<rect x="${left}" y="${y}" width="${((share / most) * (right - left)).toFixed(1)}" height="10" fill="${fill}"/>`
  const rows = bins.flatMap(({ name, before, now }, at) => {
    const y = 64 + at * line
    return [say(16, y + 15, cut(name, 28)), bar(y + 2, before / n, ink.before), bar(y + 13, now / m, ink.now), say(width - 16, y + 11, `${before} of ${n}`, { anchor: 'end', size: 10, fill: ink.quiet }), say(width - 16, y + 23, `${now} of ${m}`, { anchor: 'end', size: 10, fill: ink.quiet })]
  })
  const height = 92 + bins.length * line
  const parts = [
    say(16, 26, `${column.name}: reference and ${window.key === 'all' ? 'current rows' : window.key}`, { weight: 650 }),
    say(16, 48, 'reference', { fill: ink.before }),
    say(90, 48, window.key === 'all' ? 'current' : window.key, { fill: ink.now }),
    ...rows,
    say(16, height - 10, `${toSource(check)}, ${check.version.replace('@', ' ')}`, { fill: ink.quiet }),
  ]
  return svgFile(width, height, parts)
}
