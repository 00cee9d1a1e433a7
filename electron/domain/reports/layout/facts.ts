import type { Paper } from './paper.ts'
import { type, type TextStyle } from './style.ts'
import { clip, drawText, heightOf } from './text.ts'

export interface Fact {
  label: string
  value: string
  style?: 'mono' | 'strong'
  /** A smaller line under the value. */
  note?: string
}

const longest = 1200

/** Label and value side by side, in the structure tree a table whose rows have headers. */
export function facts(paper: Paper, list: readonly Fact[], labelWidth = 118): void {
  const width = paper.width - labelWidth
  const styleOf = (fact: Fact): TextStyle => ({ mono: { ...type.mono, size: 8 }, strong: type.cellStrong, none: type.cell })[fact.style ?? 'none']
  const rows = list.map((fact) => {
    const value = clip(fact.value, longest)
    const height = heightOf(paper, value, styleOf(fact), width)
    const noteHeight = fact.note ? heightOf(paper, fact.note, type.cellNote, width) : 0
    return { fact, value, height, rowHeight: Math.max(height + noteHeight, heightOf(paper, fact.label, type.label, labelWidth - 10)) }
  })
  if (rows.length === 0) return
  paper.need(rows[0]!.rowHeight + 3)
  paper.within('Table', () => {
    for (const { fact, value, height, rowHeight } of rows) {
      paper.need(rowHeight + 3)
      const y = paper.doc.y
      paper.within('TR', () => {
        paper.tag('TH', () => drawText(paper, fact.label, type.label, { x: paper.left, y, width: labelWidth - 10 }), { scope: 'Row' })
        paper.tag('TD', () => {
          drawText(paper, value, styleOf(fact), { x: paper.left + labelWidth, y, width })
          if (fact.note) drawText(paper, fact.note, type.cellNote, { x: paper.left + labelWidth, y: y + height, width })
        })
      })
      paper.doc.y = y + rowHeight + 3.5
    }
  })
  paper.gap(6)
}
