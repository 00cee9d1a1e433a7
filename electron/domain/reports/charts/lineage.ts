import type { LineageEdge } from '../../../../shared/contract/lineage.ts'
import type { ShownLineage, ShownNode } from '../../../../shared/lineage-groups.ts'
import { layOutLineage, type Box, type LineageLayout, type LineageMeasures } from '../../../../shared/lineage-layout.ts'
import { lineageSymbols, lineageTitles, stageTitles } from '../../../../shared/lineage-words.ts'
import type { Paper } from '../layout/paper.ts'
import { ink, type, type TextStyle } from '../layout/style.ts'
import { drawLine, fit, widthOf } from '../layout/text.ts'

const measures: Omit<LineageMeasures, 'width'> = { headHeight: 15, boxHeight: 33, tallBoxHeight: 33, narrow: 0, gap: 5, channel: 11, mostBoxWidth: 104, leastBoxWidth: 50 }
const name: TextStyle = { ...type.cellStrong, size: 6.2 }
const said: TextStyle = { ...type.cellNote, size: 5.9 }
const pad = 12

export const layOutOnPaper = (paper: Paper, shown: ShownLineage): LineageLayout => layOutLineage(shown, { ...measures, width: paper.width })

/** Boxes in columns and the edges between them, as wide as the page. */
export function drawLineage(paper: Paper, layout: LineageLayout, { about, alt }: { about: string; alt: string }): void {
  const { doc } = paper
  const height = layout.height + 6
  paper.need(height)
  const top = doc.y
  const left = paper.left + Math.max(0, (paper.width - layout.width) / 2)
  paper.tag('Figure', () => {
    for (const { stage, x, width } of layout.columns) drawLine(paper, fit(paper, stageTitles[stage], { ...said, color: ink.muted }, width + 10), { ...said, color: ink.muted }, { x: left + x, y: top, width })
    for (const { edge, d } of layout.edges) {
      doc.save().translate(left, top).path(d).lineWidth(0.7)
      dash(doc, edge.by).stroke(edge.by === 'name' ? ink.reference : ink.muted).restore()
    }
    for (const { node, box } of layout.nodes) drawNode(paper, node, { ...box, x: left + box.x, y: top + box.y }, node.id === about)
  }, { alt, bbox: [paper.left, top, paper.right, top + height] })
  doc.y = top + height + 4
}

function dash(doc: PDFKit.PDFDocument, by: LineageEdge['by']): PDFKit.PDFDocument {
  if (by === 'entry') return doc.dash(0.8, { space: 1.8 })
  return by === 'name' ? doc.dash(3.5, { space: 2.2 }) : doc
}

function drawNode(paper: Paper, node: ShownNode, { x, y, width, height }: Box, isAbout: boolean): void {
  const { doc } = paper
  const byName = node.state?.word === 'by name only'
  doc.save().roundedRect(x, y, width, height, 2.5).lineWidth(isAbout ? 1.2 : 0.6)
  if (byName) doc.dash(3.5, { space: 2.2 })
  doc.fillAndStroke(isAbout ? ink.panel : '#ffffff', isAbout ? ink.accent : byName ? ink.reference : ink.muted).restore()
  doc.save().translate(x + 2.8, y + 4.2).scale(0.56).path(lineageSymbols[node.kind]).lineWidth(1.3).stroke(isAbout ? ink.accent : ink.text).restore()
  const room = width - pad - 2
  const lines = breakName(paper, node.name, room)
  lines.forEach((line, at) => drawLine(paper, line, name, { x: x + pad, y: y + 4 + at * 8.4, width: room }))
  const words = node.holds ? node.note || 'together' : (node.state?.word ?? lineageTitles[node.kind].one)
  drawLine(paper, fit(paper, words, said, room), said, { x: x + pad, y: y + height - 10, width: room })
}

/** One line, or two that are broken at a joint of the name where there is one. */
function breakName(paper: Paper, text: string, room: number): string[] {
  if (widthOf(paper, text, name) <= room) return [text]
  const most = fit(paper, text, name, room).length - 1
  const joint = Math.max(...['@', '.'].map((sign) => text.lastIndexOf(sign, most)), ...['-', '_', ' '].map((sign) => text.lastIndexOf(sign, most - 1) + 1))
  const at = joint < 3 ? most : joint
  return [text.slice(0, at).trimEnd(), fit(paper, text.slice(at), name, room)]
}
