import type { Paper } from '../layout/paper.ts'
import { ink, type } from '../layout/style.ts'
import { drawLine, fit, widthOf } from '../layout/text.ts'
import { positionOn, type Axis } from './rate-axis.ts'

export interface EstimateRow {
  label: string
  n: number
  value: number | null
  low: number | null
  high: number | null
  /** Hollow: shown, and not to be relied on. */
  hollow: boolean
}

/** Estimates with intervals under each other on one axis, and lines that they are held against. */
export interface EstimatePlot {
  rows: readonly EstimateRow[]
  lines: readonly { value: number; label: string }[]
  alt: string
}

const rowHeight = 14
const labelWidth = 216
const head = 14
const foot = 16

/** At most forty rows, so that the plot fits on a page. */
export function drawEstimates(paper: Paper, { rows, lines, alt }: EstimatePlot): void {
  const height = head + rows.length * rowHeight + foot
  paper.need(height)
  const top = paper.doc.y
  const axis = toAxis(rows, lines, { left: paper.left + labelWidth, width: paper.width - labelWidth - 8 })
  const bottom = top + head + rows.length * rowHeight
  paper.tag('Figure', () => {
    drawTicks(paper, axis, top + head, bottom)
    for (const [at, { value, label }] of lines.toSorted((a, b) => a.value - b.value).entries()) {
      const x = positionOn(axis, value)
      // Labels of neighbouring lines point away from each other.
      const align = lines.length === 1 ? 'center' : at === 0 ? 'right' : 'left'
      const left = { center: x - 50, right: x - 102, left: x + 2 }[align]
      paper.doc.save().dash(3, { space: 2 }).moveTo(x, top + head - 3).lineTo(x, bottom).lineWidth(1).stroke(ink.reference).restore()
      drawLine(paper, label, { ...type.cellNote, color: ink.reference, align }, { x: Math.min(left, paper.right - 100), y: top, width: 100 })
    }
    rows.forEach((row, at) => drawRow(paper, axis, row, top + head + (at + 0.5) * rowHeight))
  }, { alt, bbox: [paper.left, top, paper.right, top + height] })
  paper.doc.y = top + height + 4
}

/** Round steps around everything that is drawn. */
function toAxis(rows: readonly EstimateRow[], lines: EstimatePlot['lines'], place: { left: number; width: number }): Axis {
  const values = [...lines.map(({ value }) => value), ...rows.flatMap(({ value, low, high }) => [value, low, high])].filter((value) => value !== null)
  const [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
  const span = high - low || Math.abs(high) || 1
  const power = 10 ** Math.floor(Math.log10(span / 5))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => span / one <= 6) ?? span
  return { from: Math.floor(low / step) * step, to: Math.ceil(high / step) * step, step, ...place }
}

function drawTicks(paper: Paper, axis: Axis, top: number, bottom: number): void {
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step) + 1e-9))
  const steps = Math.round((axis.to - axis.from) / axis.step)
  for (let at = 0; at <= steps; at++) {
    const x = positionOn(axis, axis.from + at * axis.step)
    paper.doc.moveTo(x, top).lineTo(x, bottom).lineWidth(0.5).stroke(ink.rule)
    drawLine(paper, (axis.from + at * axis.step).toFixed(digits).replace('-', '−'), { ...type.cellNote, align: 'center', tabular: true }, { x: x - 20, y: bottom + 2, width: 40 })
  }
}

function drawRow(paper: Paper, axis: Axis, { label, n, value, low, high, hollow }: EstimateRow, y: number): void {
  const { doc } = paper
  // Segments differ at the end of their names: smaller before shorter.
  const style = widthOf(paper, label, type.cell) <= labelWidth - 56 ? type.cell : { ...type.cellNote, color: ink.text }
  drawLine(paper, fit(paper, label, style, labelWidth - 56), style, { x: paper.left, y: y - (style === type.cell ? 5 : 4.2), width: labelWidth - 56 })
  drawLine(paper, `n ${n}`, { ...type.cellNote, align: 'right', tabular: true }, { x: paper.left + labelWidth - 52, y: y - 4.2, width: 42 })
  if (value === null) return
  doc.lineWidth(1.3).strokeColor(ink.accent)
  if (low !== null && high !== null) doc.moveTo(positionOn(axis, low), y).lineTo(positionOn(axis, high), y).stroke()
  const dot = doc.lineWidth(1.1).circle(positionOn(axis, value), y, 2.7)
  if (hollow) dot.fillAndStroke('#ffffff', ink.accent)
  else dot.fill(ink.accent)
}
