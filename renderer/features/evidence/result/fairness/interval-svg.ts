import { formatDecimal } from '../../../../ui/format.ts'
import { domainOf, ticksOf } from '../../../../ui/interval-scale.ts'
import { fileInk as ink, svgFile, svgText as write } from '../../../../ui/svg-file.ts'
import type { FigurePlot } from './FigurePanel.tsx'

const width = 720
const [left, right] = [250, 640]
const line = 24

/** A dot plot as a file of its own, in light colours, with a caption that says where its figures come from; the same figures give the same bytes. */
export function toIntervalSvg({ title, points, reference, bounds }: FigurePlot, source: string): string {
  const domain = domainOf(points, reference?.value, bounds)
  const [low, high] = domain
  const at = (value: number) => Number((left + ((value - low) / (high - low)) * (right - left)).toFixed(1))
  const bottom = 52 + points.length * line
  const rows = points.flatMap((point, row) => {
    const y = 64 + row * line
    const label = write(16, y + 4, `${point.label}  ${point.note ?? ''}`) + write(right + 64, y + 4, formatDecimal(point.value), { anchor: 'end' })
    if (point.value === null) return [label]
    const whisker = point.low === null || point.high === null ? '' : `<path d="M${at(Math.max(low, point.low))} ${y}H${at(Math.min(high, point.high))}" stroke="${ink.accent}" stroke-width="2"/>`
    return [label, whisker, `<circle cx="${at(point.value)}" cy="${y}" r="4.5" fill="${point.muted ? '#fff' : ink.accent}" stroke="${ink.accent}"/>`]
  })
  const parts = [
    write(16, 26, title, { weight: 650 }),
    ...ticksOf(domain).map((tick) => `<path d="M${at(tick)} 50V${bottom}" stroke="${ink.rule}"/>${write(at(tick), bottom + 14, tick.toFixed(2), { fill: ink.quiet, anchor: 'middle' })}`),
    reference ? `<path d="M${at(reference.value)} 46V${bottom}" stroke="${ink.bad}" stroke-dasharray="4 3"/>${write(at(reference.value), 42, reference.label, { fill: ink.bad, anchor: 'middle' })}` : '',
    ...rows,
    write(16, bottom + 36, source, { fill: ink.quiet }),
  ]
  return svgFile(width, bottom + 52, parts)
}
