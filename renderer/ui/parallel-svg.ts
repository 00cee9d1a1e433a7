import { cut, round, svgText, type Ink } from './svg-file.ts'
import { svgFrame, type Frame } from './xy-svg.ts'

/** A place on an axis: 0 is its lower end, 1 its upper one; null where there is no value. */
export type Place = number | null

export interface ParallelChart {
  readonly axes: readonly { label: string; ticks: readonly { at: number; label: string }[]; brush: readonly [number, number] | null }[]
  /** The later ones lie above the earlier ones. */
  readonly lines: readonly { label: string; places: readonly Place[]; color: string; dash?: string | undefined; look: 'plain' | 'muted' | 'strong' }[]
  /** What the colours mean, from low to high. */
  readonly legend: { label: string; low: string; high: string; ramp: readonly string[] } | null
}

export interface ParallelPlaces {
  readonly top: number
  readonly bottom: number
  x(axis: number): number
  /** Runs without a value meet below the axis. */
  y(place: Place): number
}

/** Where axes and values stand in a drawing of this size, in pixels. */
export function parallelPlaces({ axes, lines }: Pick<ParallelChart, 'axes' | 'lines'>, { width, height }: Pick<Frame, 'width' | 'height'>): ParallelPlaces {
  const hasGaps = lines.some(({ places }) => places.includes(null))
  const [left, right, top, bottom] = [70, width - 46, 34, height - (hasGaps ? 62 : 40)]
  return {
    top,
    bottom,
    x: (axis) => round(axes.length < 2 ? (left + right) / 2 : left + (axis * (right - left)) / (axes.length - 1)),
    y: (place) => round(place === null ? bottom + 24 : bottom - place * (bottom - top)),
  }
}

/** Lines over parallel axes as the text of an SVG; the same chart and frame give the same bytes. */
export function toParallelSvg(chart: ParallelChart, frame: Frame): string {
  const { ink, height } = frame
  const at = parallelPlaces(chart, frame)
  const room = chart.axes.length < 2 ? 40 : Math.max(6, Math.floor((at.x(1) - at.x(0)) / 7.2))
  const lines = chart.lines.map((line) => `<path d="${line.places.map((place, axis) => `${axis === 0 ? 'M' : 'L'}${at.x(axis)} ${at.y(place)}`).join('')}" ${strokeOf(line, ink)} fill="none" stroke-linejoin="round"/>`)
  const axes = chart.axes.map(({ label, ticks, brush }, axis) => {
    const x = at.x(axis)
    const chosen = brush === null ? '' : `<path d="M${x} ${at.y(brush[0])}V${at.y(brush[1])}" stroke="${ink.accent}" stroke-width="7" opacity="0.45"/>`
    const marks = ticks.map((tick) => `<path d="M${x - 4} ${at.y(tick.at)}H${x}" stroke="${ink.quiet}"/>${svgText(x - 7, at.y(tick.at) + 4, cut(tick.label, room), { fill: ink.quiet, anchor: 'end' })}`)
    return `<path d="M${x} ${at.top}V${at.bottom}" stroke="${ink.quiet}"/>${chosen}${halo(marks.join(''), ink)}${svgText(x, at.top - 18, cut(label, room), { fill: ink.text, anchor: 'middle', weight: 600 })}`
  })
  const gaps = at.bottom < height - 50 ? [svgText(8, at.y(null) + 4, 'no value', { fill: ink.quiet }), `<path d="M${at.x(0)} ${at.y(null)}H${at.x(Math.max(0, chart.axes.length - 1))}" stroke="${ink.rule}" stroke-dasharray="2 3"/>`] : []
  const strong = chart.lines.findLast(({ look }) => look === 'strong')
  const named = strong === undefined ? '' : halo(svgText(at.x(chart.axes.length - 1) + 40, Math.max(at.top + 12, at.y(strong.places.at(-1) ?? null) - 9), cut(strong.label, 40), { fill: ink.text, anchor: 'end', weight: 650 }), ink)
  return svgFrame(frame, [...gaps, ...lines, ...axes, named, toLegend(chart.legend, height, ink)].join(''))
}

function strokeOf({ color, dash, look }: ParallelChart['lines'][number], ink: Ink): string {
  if (look === 'muted') return `stroke="${ink.rule}" stroke-width="1"`
  return `stroke="${color}" stroke-width="${look === 'strong' ? 4 : 1.6}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`
}

/** Text over lines is read by the ground around it. */
const halo = (text: string, ink: Ink): string => `<g stroke="${ink.panel}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${text}</g>`

function toLegend(legend: ParallelChart['legend'], height: number, ink: Ink): string {
  if (legend === null) return ''
  const { label, low, high, ramp } = legend
  const from = 70 + (label.length + low.length + 3) * 6.6
  const steps = ramp.map((color, at) => `<rect x="${round(from + at * 12)}" y="${height - 17}" width="12.5" height="10" fill="${color}"/>`)
  return [svgText(from - 6, height - 8, `${label}  ${low}`, { fill: ink.text, anchor: 'end' }), ...steps, svgText(from + ramp.length * 12 + 6, height - 8, high, { fill: ink.text })].join('')
}
