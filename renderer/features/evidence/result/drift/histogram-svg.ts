import type { CheckWithResult, DriftColumn } from '../../../../../shared/contract/evidence.ts'
import { binNames, cellAt, type ShownWindow, valuesIn } from './cells.ts'

const width = 720
const [left, right] = [210, 600]
const line = 30
const ink = { text: '#18202a', quiet: '#5f6b7a', before: '#8a94a3', now: '#1f5fa8' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Both histograms as a file of its own, with the counts beside the bars; the same result gives the same bytes. */
export function toHistogramSvg(check: CheckWithResult<'drift'>, column: DriftColumn, window: ShownWindow): string {
  const cell = cellAt(column, window)
  const [n, m] = [Math.max(1, valuesIn(column.reference)), Math.max(1, valuesIn(cell))]
  const bins = binNames(column).flatMap((name, at) => {
    const [before, now] = [column.reference.counts[at] ?? 0, cell.counts[at] ?? 0]
    return before + now > 0 ? [{ name, before, now }] : []
  })
  const most = Math.max(...bins.map(({ before, now }) => Math.max(before / n, now / m)), 1e-9)
  const say = (x: number, y: number, text: string, look = '') => `<text x="${x}" y="${y}" ${look}>${escape(text)}</text>`
  const bar = (y: number, share: number, fill: string) => `<rect x="${left}" y="${y}" width="${((share / most) * (right - left)).toFixed(1)}" height="10" fill="${fill}"/>`
  const rows = bins.flatMap(({ name, before, now }, at) => {
    const y = 64 + at * line
    return [say(16, y + 15, name.slice(0, 28)), bar(y + 2, before / n, ink.before), bar(y + 13, now / m, ink.now), say(width - 16, y + 11, `${before} of ${n}`, `text-anchor="end" font-size="10" fill="${ink.quiet}"`), say(width - 16, y + 23, `${now} of ${m}`, `text-anchor="end" font-size="10" fill="${ink.quiet}"`)]
  })
  const height = 92 + bins.length * line
  const parts = [
    say(16, 26, `${column.name}: reference and ${window.key === 'all' ? 'current rows' : window.key}`, 'font-weight="650"'),
    say(16, 48, 'reference', `fill="${ink.before}"`),
    say(90, 48, window.key === 'all' ? 'current' : window.key, `fill="${ink.now}"`),
    ...rows,
    say(16, height - 10, `Check ${check.id}, ${check.version.replace('@', ' ')}, ${check.result.inputs.map(({ name, sha256 }) => `${name} sha256 ${sha256.slice(0, 12)}…`).join(', ')}`, `fill="${ink.quiet}"`),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12" fill="${ink.text}"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`
}
