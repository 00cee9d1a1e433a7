import type { Rate } from '../../../../shared/contract/evidence.ts'
import type { Paper } from '../layout/paper.ts'
import { ink, type } from '../layout/style.ts'
import { drawLine } from '../layout/text.ts'

/** A piece of the unit interval drawn between two points of the page. */
export interface Axis {
  from: number
  to: number
  left: number
  width: number
  step: number
}

export const positionOn = (axis: Axis, value: number): number => axis.left + ((value - axis.from) / (axis.to - axis.from)) * axis.width

/** Covers all intervals, in whole tenths, at least three of them: a stretched axis makes a small gap look large. */
export function axisOver(rates: readonly Rate[], extra: readonly number[], place: { left: number; width: number }): Axis {
  const values = [...extra, ...rates.flatMap(({ value, low, high }) => [value, low, high])].filter((value) => value !== null)
  const [lowest, highest] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
  let from = Math.max(0, Math.floor(lowest * 10 - 0.3))
  let to = Math.min(10, Math.ceil(highest * 10 + 0.3))
  while (to - from < 3) if (to < 10) to += 1
    else from -= 1
  return { from: from / 10, to: to / 10, step: to - from > 5 ? 0.2 : 0.1, ...place }
}

export const unitAxis = (place: { left: number; width: number }): Axis => ({ from: 0, to: 1, step: 0.5, ...place })

/** Vertical lines at round values with their numbers underneath. */
export function drawGrid(paper: Paper, axis: Axis, top: number, bottom: number): void {
  const { doc } = paper
  const style = { ...type.cellNote, align: 'center', tabular: true } as const
  const steps = Math.round((axis.to - axis.from) / axis.step + 1e-9)
  for (let at = 0; at <= steps; at++) {
    const value = axis.from + at * axis.step
    if (value > axis.to + 1e-9) break
    const x = positionOn(axis, value)
    doc.moveTo(x, top).lineTo(x, bottom).lineWidth(0.5).stroke(ink.rule)
    drawLine(paper, axis.to - axis.from === 1 && axis.step === 0.5 ? String(value) : value.toFixed(1), style, { x: x - 12, y: bottom + 2, width: 24 })
  }
}

/** Interval as a line, estimate as a dot; hollow where the rate is shown but judged by nobody. */
export function drawEstimate(paper: Paper, axis: Axis, rate: Rate, y: number, judged: boolean): void {
  const { doc } = paper
  if (rate.value === null) return
  doc.lineWidth(1.3).strokeColor(ink.accent)
  if (rate.low !== null && rate.high !== null) doc.moveTo(positionOn(axis, rate.low), y).lineTo(positionOn(axis, rate.high), y).stroke()
  const dot = doc.lineWidth(1.1).circle(positionOn(axis, rate.value), y, 2.7)
  if (judged) dot.fill(ink.accent)
  else dot.fillAndStroke('#ffffff', ink.accent)
}

export const isJudged = (group: { sufficient: boolean }, rate: Rate): boolean => group.sufficient && rate.suppressed !== true
