import type { GroupResult, RateName } from '../../../../shared/contract/evidence.ts'
import type { Paper } from '../layout/paper.ts'
import { type } from '../layout/style.ts'
import { drawLine, fit } from '../layout/text.ts'
import { drawEstimate, drawGrid, isJudged, unitAxis } from './rate-axis.ts'

export interface Multiples {
  title: string
  groups: readonly { label: string; result: GroupResult }[]
  rates: readonly { name: RateName; title: string }[]
}

const rowHeight = 12
const titleHeight = 16
const labelWidth = 104
const gutter = 22
const perRow = 3

const rowsOf = ({ rates }: Multiples) => Math.ceil(rates.length / perRow)
const panelHeight = ({ groups }: Multiples) => titleHeight + groups.length * rowHeight + 18
export const multiplesHeight = (chart: Multiples): number => rowsOf(chart) * panelHeight(chart) + 4

/** The same rate axis from 0 to 1 in every panel; group names once a row. At most 24 groups a chart. */
export function drawMultiples(paper: Paper, chart: Multiples, alt: string): void {
  const { doc } = paper
  const height = multiplesHeight(chart)
  paper.need(height)
  const top = doc.y
  const width = (paper.width - labelWidth - perRow * gutter) / perRow
  paper.tag('Figure', () => {
    for (let row = 0; row < rowsOf(chart); row++) drawLabels(paper, chart, top + row * panelHeight(chart) + titleHeight)
    chart.rates.forEach((rate, at) => {
      const left = paper.left + labelWidth + gutter + (at % perRow) * (width + gutter)
      drawPanel(paper, chart, rate, { left, width, top: top + Math.floor(at / perRow) * panelHeight(chart) })
    })
  }, { alt, bbox: [paper.left, top, paper.right, top + height] })
  doc.y = top + height
}

function drawLabels(paper: Paper, { groups }: Multiples, top: number): void {
  const style = { ...type.cellNote, size: 7.75, align: 'right' } as const
  groups.forEach(({ label }, at) => {
    drawLine(paper, fit(paper, label, style, labelWidth), style, { x: paper.left, y: top + (at + 0.5) * rowHeight - 4.7, width: labelWidth })
  })
}

function drawPanel(paper: Paper, { groups }: Multiples, rate: { name: RateName; title: string }, place: { left: number; width: number; top: number }): void {
  const rows = place.top + titleHeight
  const axis = unitAxis(place)
  const style = { ...type.cellStrong, size: 8 }
  drawLine(paper, fit(paper, rate.title, style, place.width + gutter), style, { x: place.left, y: place.top + 2, width: place.width })
  drawGrid(paper, axis, rows, rows + groups.length * rowHeight)
  groups.forEach(({ result }, at) => {
    const one = result.rates[rate.name]
    const y = rows + (at + 0.5) * rowHeight
    if (one.value === null) drawLine(paper, 'undefined', type.cellNote, { x: place.left + 4, y: y - 4.4, width: place.width })
    else drawEstimate(paper, axis, one, y, isJudged(result, one))
  })
}
