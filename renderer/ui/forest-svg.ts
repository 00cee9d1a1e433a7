import { cut, type Ink, svgText } from './svg-file.ts'
import { type Frame, roundTicks, svgFrame } from './xy-svg.ts'

export interface ForestRow {
  readonly label: string
  readonly note: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** Hollow: shown, but not to be relied on. */
  readonly muted?: boolean
}

export interface Forest {
  readonly rows: readonly ForestRow[]
  readonly xLabel: string
  readonly range: readonly [number, number]
  /** Where there is no difference. */
  readonly zero: number
  readonly digits?: number
}

const line = 24
export const forestHeight = (rows: number): number => 12 + rows * line + 44

/** Estimates with intervals under each other, against a line of no difference. */
export function toForestSvg({ rows, xLabel, range, zero, digits = 3 }: Forest, frame: Omit<Frame, 'height'>): string {
  const { width, ink } = frame
  const [left, right] = [Math.round(width * 0.42), width - 72]
  const bottom = 12 + rows.length * line
  const x = (value: number) => Number((left + ((Math.min(range[1], Math.max(range[0], value)) - range[0]) / (range[1] - range[0] || 1)) * (right - left)).toFixed(1))
  const grid = roundTicks(range, 5).map(({ at, label }) => `<path d="M${x(at)} 8V${bottom}" stroke="${ink.rule}"/>${svgText(x(at), bottom + 16, label, { fill: ink.quiet, anchor: 'middle' })}`)
  const zeroLine = `<path d="M${x(zero)} 4V${bottom}" stroke="${ink.bad}" stroke-dasharray="4 3"/>`
  const body = rows.map((row, at) => toRow(row, { y: 12 + (at + 0.5) * line, x, ink, left, right, digits }))
  return svgFrame({ ...frame, height: forestHeight(rows.length) }, [...grid, zeroLine, ...body, svgText((left + right) / 2, bottom + 36, xLabel, { fill: ink.text, anchor: 'middle' })].join(''))
}

function toRow({ label, note, value, low, high, muted }: ForestRow, place: { y: number; x: (value: number) => number; ink: Ink; left: number; right: number; digits: number }): string {
  const { y, x, ink, left, right, digits } = place
  const room = Math.max(8, Math.floor((left - 24) / 6.6) - note.length - 1)
  const name = svgText(4, y + 4, cut(label, room), { fill: ink.text }) + svgText(left - 12, y + 4, note, { fill: ink.quiet, anchor: 'end' })
  const figure = svgText(right + 68, y + 4, value === null ? '–' : value.toFixed(digits).replace('-', '−'), { fill: ink.text, anchor: 'end' })
  if (value === null) return name + figure
  const whisker = low === null || high === null ? '' : `<path d="M${x(low)} ${y}H${x(high)}" stroke="${ink.accent}" stroke-width="2"/>`
  return `${name}${whisker}<circle cx="${x(value)}" cy="${y}" r="4.5" fill="${muted ? ink.panel : ink.accent}" stroke="${ink.accent}" stroke-width="1.5"/>${figure}`
}
