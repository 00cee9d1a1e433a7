import { formatDecimal } from '../../../../ui/format.ts'
import { domainOf, ticksOf } from '../../../../ui/interval-scale.ts'
import type { FigurePlot } from './FigurePanel.tsx'

const width = 720
const [left, right] = [250, 640]
const line = 24
const ink = { text: '#18202a', quiet: '#5f6b7a', rule: '#e1e5ea', accent: '#1f5fa8', bad: '#a32018' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const write = (x: number, y: number, content: string, look = ''): string => `<text x="${x}" y="${y}" ${look}>${escape(content)}</text>`

/** A dot plot as a file of its own, in light colours, with a caption that says where its figures come from; the same figures give the same bytes. */
export function toIntervalSvg({ title, points, reference, bounds }: FigurePlot, source: string): string {
  const domain = domainOf(points, reference?.value, bounds)
  const [low, high] = domain
  const at = (value: number) => Number((left + ((value - low) / (high - low)) * (right - left)).toFixed(1))
  const bottom = 52 + points.length * line
  const rows = points.flatMap((point, row) => {
    const y = 64 + row * line
    const label = write(16, y + 4, `${point.label}  ${point.note ?? ''}`) + write(right + 64, y + 4, formatDecimal(point.value), 'text-anchor="end"')
    if (point.value === null) return [label]
    const whisker = point.low === null || point.high === null ? '' : `<path d="M${at(Math.max(low, point.low))} ${y}H${at(Math.min(high, point.high))}" stroke="${ink.accent}" stroke-width="2"/>`
    return [label, whisker, `<circle cx="${at(point.value)}" cy="${y}" r="4.5" fill="${point.muted ? '#fff' : ink.accent}" stroke="${ink.accent}"/>`]
  })
  const parts = [
    write(16, 26, title, 'font-weight="650"'),
    ...ticksOf(domain).map((tick) => `<path d="M${at(tick)} 50V${bottom}" stroke="${ink.rule}"/>${write(at(tick), bottom + 14, tick.toFixed(2), `fill="${ink.quiet}" text-anchor="middle"`)}`),
    reference ? `<path d="M${at(reference.value)} 46V${bottom}" stroke="${ink.bad}" stroke-dasharray="4 3"/>${write(at(reference.value), 42, reference.label, `fill="${ink.bad}" text-anchor="middle"`)}` : '',
    ...rows,
    write(16, bottom + 36, source, `fill="${ink.quiet}"`),
  ]
  const height = bottom + 52
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12" fill="${ink.text}"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`
}
