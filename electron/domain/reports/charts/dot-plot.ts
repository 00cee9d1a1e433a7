import type { GroupResult } from '../../../../shared/contract/evidence.ts'
import type { Paper } from '../layout/paper.ts'
import { ink, type } from '../layout/style.ts'
import { drawLine, fit } from '../layout/text.ts'
import { axisOver, drawEstimate, drawGrid, isJudged, positionOn, type Axis } from './rate-axis.ts'

/** Groups that were formed by the same columns, and the line they are held against. */
export interface Panel {
  title: string
  groups: readonly { label: string; result: GroupResult }[]
  reference: { value: number; label: string } | null
}

const rowHeight = 15
const titleHeight = 19
const labelWidth = 158
const numberWidth = 104
const axisHeight = 14

export interface DotPlot {
  panel: Panel
  axis: Axis
}

/** One axis for all panels, so that lengths compare across them. */
export function selectionPlots(paper: Paper, panels: readonly Panel[]): DotPlot[] {
  const rates = panels.flatMap((panel) => panel.groups.map(({ result }) => result.rates.selection_rate))
  const references = panels.flatMap(({ reference }) => (reference ? [reference.value] : []))
  const axis = axisOver(rates, references, { left: paper.left + labelWidth, width: paper.width - labelWidth - numberWidth })
  // Panels of many groups are cut so that each part fits on a page with its axis.
  return panels.flatMap((panel) => parts(panel, 36).map((part) => ({ panel: part, axis })))
}

function parts(panel: Panel, most: number): Panel[] {
  const count = Math.ceil(panel.groups.length / most)
  return Array.from({ length: count }, (_, at) => ({
    ...panel,
    title: count === 1 ? panel.title : `${panel.title} (part ${at + 1} of ${count})`,
    groups: panel.groups.slice(at * most, (at + 1) * most),
  }))
}

export const plotHeight = ({ panel }: DotPlot): number => titleHeight + panel.groups.length * rowHeight + axisHeight + 10

/** Selection rate by group with Wilson intervals, the reference as a dashed line. */
export function drawPlot(paper: Paper, { panel, axis }: DotPlot, alt: string): void {
  const { doc } = paper
  const height = plotHeight({ panel, axis })
  paper.need(height)
  const top = doc.y
  paper.tag('Figure', () => {
    const rows = top + titleHeight
    const bottom = rows + panel.groups.length * rowHeight
    drawLine(paper, fit(paper, panel.title, type.subheading, labelWidth - 8), type.subheading, { x: paper.left, y: top + 3, width: labelWidth })
    drawGrid(paper, axis, rows, bottom)
    if (panel.reference) drawReference(paper, axis, panel.reference, rows, bottom)
    panel.groups.forEach(({ label, result }, at) => drawGroup(paper, axis, label, result, rows + (at + 0.5) * rowHeight))
  }, { alt, bbox: [paper.left, top, paper.right, top + height] })
  doc.y = top + height
}

function drawReference(paper: Paper, axis: Axis, reference: { value: number; label: string }, top: number, bottom: number): void {
  const { doc } = paper
  const x = positionOn(axis, reference.value)
  doc.save().dash(3, { space: 2 }).moveTo(x, top - 4).lineTo(x, bottom).lineWidth(1).stroke(ink.reference).restore()
  const style = { ...type.cellNote, color: ink.reference, align: 'center' } as const
  const left = Math.min(Math.max(x - 60, axis.left - 20), axis.left + axis.width - 100)
  drawLine(paper, reference.label, style, { x: left, y: top - 14, width: 120 })
}

function drawGroup(paper: Paper, axis: Axis, label: string, result: GroupResult, y: number): void {
  const rate = result.rates.selection_rate
  const judged = isJudged(result, rate)
  const text = { x: paper.left, y: y - 5, width: labelWidth - 52 }
  drawLine(paper, fit(paper, label, type.cell, text.width), type.cell, text)
  drawLine(paper, `n ${result.n}`, { ...type.cellNote, align: 'right', tabular: true }, { x: paper.left + labelWidth - 58, y: y - 4.2, width: 48 })
  drawEstimate(paper, axis, rate, y, judged)
  const right = { x: paper.right - numberWidth + 14, y: y - 5, width: numberWidth - 14 }
  if (rate.value === null) return drawLine(paper, 'undefined', { ...type.cellNote, align: 'right' }, right)
  drawLine(paper, rate.value.toFixed(3), { ...type.cellStrong, tabular: true }, right)
  if (rate.low !== null && rate.high !== null) {
    drawLine(paper, `${rate.low.toFixed(3)} to ${rate.high.toFixed(3)}`, { ...type.cellNote, align: 'right', tabular: true }, { ...right, y: y - 4.2 })
  }
}
