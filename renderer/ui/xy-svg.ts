import { type Ink, round, svgFile, svgText } from './svg-file.ts'

export type Tone = 'accent' | 'second' | 'third'

export interface Series {
  readonly label: string
  readonly tone: Tone
  readonly kind: 'line' | 'dots'
  /** In place of what the tone looks like, where there are more series than tones. */
  readonly look?: { readonly color: string; readonly dash?: string }
  readonly points: readonly { x: number; y: number; low?: number | null; high?: number | null; muted?: boolean }[]
}

export interface Rule {
  readonly y: number
  readonly label: string
  readonly tone: 'bad' | 'warn' | 'quiet'
}

/** A chart of x and y on linear axes. What is drawn is given by the caller whole; nothing is computed from it. */
export interface XyChart {
  readonly x: { label: string; range: readonly [number, number]; ticks: readonly { at: number; label: string }[] }
  readonly y: { label: string; range: readonly [number, number]; ticks: readonly { at: number; label: string }[] }
  readonly series: readonly Series[]
  /** False where the page names the series beside the chart. */
  readonly legend?: boolean
  readonly rules?: readonly Rule[]
  /** From corner to corner: chance in a ROC curve, perfect calibration. */
  readonly diagonal?: boolean
  /** A point to look at: the cutoff in use. */
  readonly mark?: { x: number; y: number; label: string }
}

export interface Frame {
  readonly width: number
  readonly height: number
  readonly ink: Ink
  /** Printed above and below in a file; on screen the page says both. */
  readonly title?: string
  readonly source?: string
}

export function svgFrame({ width, height, ink, title, source }: Frame, body: string): string {
  const [above, below] = [title === undefined ? 0 : 34, source === undefined ? 0 : 26]
  const whole = height + above + below
  const head = title === undefined ? '' : svgText(12, 22, title, { fill: ink.text, weight: 650 })
  const foot = source === undefined ? '' : svgText(12, whole - 10, source, { fill: ink.quiet })
  return svgFile(width, whole, [head, `<g transform="translate(0 ${above})">${body}</g>`, foot], ink.panel)
}

/** Where values stand in a drawing of this size, in pixels. */
export function xyPlaces(chart: XyChart, { width, height }: Pick<Frame, 'width' | 'height'>) {
  // The name of the axis stands left of its longest label.
  const longest = Math.max(...chart.y.ticks.map(({ label }) => label.length), 0)
  const [left, right, top, bottom] = [Math.max(52, Math.ceil(25 + longest * 6.7)), width - 14, hasLegend(chart) ? 26 : 14, height - 42]
  const along = ([low, high]: readonly [number, number], from: number, to: number) => (value: number) => round(from + ((value - low) / (high - low || 1)) * (to - from))
  return { left, right, top, bottom, x: along(chart.x.range, left, right), y: along(chart.y.range, bottom, top) }
}

/** The chart as the text of an SVG; the same chart and frame give the same bytes. */
export function toXySvg(chart: XyChart, frame: Frame): string {
  const { height, ink } = frame
  const { left, right, top, bottom, x, y } = xyPlaces(chart, frame)
  const grid = [
    ...chart.y.ticks.map(({ at, label }) => `<path d="M${left} ${y(at)}H${right}" stroke="${ink.rule}"/>${svgText(left - 6, y(at) + 4, label, { fill: ink.quiet, anchor: 'end' })}`),
    ...chart.x.ticks.map(({ at, label }) => svgText(x(at), bottom + 16, label, { fill: ink.quiet, anchor: 'middle' })),
    svgText((left + right) / 2, height - 8, chart.x.label, { fill: ink.text, anchor: 'middle' }),
    `<g transform="translate(13 ${round((top + bottom) / 2)}) rotate(-90)">${svgText(0, 0, chart.y.label, { fill: ink.text, anchor: 'middle' })}</g>`,
    chart.diagonal ? `<path d="M${left} ${bottom}L${right} ${top}" stroke="${ink.quiet}" stroke-dasharray="4 3" fill="none"/>` : '',
  ]
  const rules = (chart.rules ?? []).map(({ y: at, label, tone }) => `<path d="M${left} ${y(at)}H${right}" stroke="${ink[tone]}" stroke-dasharray="5 4"/>${svgText(right - 2, y(at) - 4, label, { fill: ink[tone], anchor: 'end' })}`)
  const series = chart.series.map((one) => (one.kind === 'line' ? toLine(one, x, y, ink) : toDots(one, x, y, ink)))
  const mark = chart.mark ? `<circle cx="${x(chart.mark.x)}" cy="${y(chart.mark.y)}" r="5" fill="${ink.panel}" stroke="${ink.bad}" stroke-width="2"/>${markLabel(chart.mark, x(chart.mark.x), y(chart.mark.y), { right, ink })}` : ''
  return svgFrame(frame, [...grid, ...rules, ...series, mark, ...toLegend(chart, left, ink)].join(''))
}

function markLabel({ label }: { label: string }, x: number, y: number, { right, ink }: { right: number; ink: Ink }): string {
  const atEnd = x + 10 + label.length * 6.5 > right
  return svgText(atEnd ? x - 10 : x + 10, y + 16, label, { fill: ink.bad, anchor: atEnd ? 'end' : 'start' })
}

type Scale = (value: number) => number

const hasLegend = ({ series, legend = true }: XyChart): boolean => legend && series.length > 1
const dashes: Record<Tone, string | undefined> = { accent: undefined, second: '2 3', third: '6 3' }
const lookOf = ({ look, tone }: Series, ink: Ink): { color: string; dash?: string | undefined } => look ?? { color: ink[tone], dash: dashes[tone] }
const strokeOf = (series: Series, ink: Ink): string => {
  const { color, dash } = lookOf(series, ink)
  return `stroke="${color}" stroke-width="2"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`
}

const toLine = (series: Series, x: Scale, y: Scale, ink: Ink): string =>
  series.points.length === 0 ? '' : `<path d="M${series.points.map((point) => `${x(point.x)} ${y(point.y)}`).join('L')}" ${strokeOf(series, ink)} fill="none" stroke-linejoin="round"/>`

const toDots = (series: Series, x: Scale, y: Scale, ink: Ink): string => {
  const { color } = lookOf(series, ink)
  return series.points
    .map((point) => {
      const whisker = typeof point.low === 'number' && typeof point.high === 'number' ? `<path d="M${x(point.x)} ${y(point.low)}V${y(point.high)}" stroke="${color}" stroke-width="2"/>` : ''
      return `${whisker}<circle cx="${x(point.x)}" cy="${y(point.y)}" r="4" fill="${point.muted ? ink.panel : color}" stroke="${color}" stroke-width="1.5"/>`
    })
    .join('')
}

function toLegend(chart: XyChart, left: number, ink: Ink): string[] {
  if (!hasLegend(chart)) return []
  let at = left
  return chart.series.map((series) => {
    const x = at
    at += 34 + series.label.length * 7
    const sign = series.kind === 'dots' ? `<circle cx="${x + 10}" cy="10" r="4" fill="${series.points.length > 0 && series.points.every(({ muted }) => muted) ? ink.panel : lookOf(series, ink).color}" stroke="${lookOf(series, ink).color}" stroke-width="1.5"/>` : `<path d="M${x} 10H${x + 20}" ${strokeOf(series, ink)}/>`
    return sign + svgText(x + 26, 14, series.label, { fill: ink.text })
  })
}

/** Round values inside a range, at most `most` of them. */
export function roundTicks([low, high]: readonly [number, number], most = 6): { at: number; label: string }[] {
  const span = high - low
  if (!(span > 0)) return [{ at: low, label: String(low) }]
  const power = 10 ** Math.floor(Math.log10(span / most))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => span / one <= most) ?? span
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (String(step / power).startsWith('2.5') ? 1 : 0))
  const first = Math.ceil(low / step - 1e-9)
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, at) => {
    const value = (first + at) * step
    return { at: value, label: value.toFixed(Math.min(6, digits)).replace('-', '−') }
  })
}

/** The range of all values with some room, no further than the bounds. */
export function rangeOf(values: readonly (number | null | undefined)[], [least, most]: readonly [number, number] = [-Infinity, Infinity]): [number, number] {
  const drawn = values.filter((value) => typeof value === 'number')
  if (drawn.length === 0) return [0, 1]
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)]
  const room = (high - low || Math.abs(high) || 1) * 0.08
  return [Math.max(least, low - room), Math.min(most, high + room)]
}
