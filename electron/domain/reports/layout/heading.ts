import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawText, heightOf } from './text.ts'

/** Opens a numbered chapter: a section of its own in the structure tree, in the outline and in the contents. */
export function chapter(paper: Paper, title: string, body: () => void, place: 'newPage' | 'flow' = 'newPage'): void {
  if (place === 'newPage' || paper.space() < 220) paper.newPage()
  else paper.gap(22)
  const { doc } = paper
  const numbered = `${paper.chapters.length + 1}  ${title}`
  const anchor = `chapter-${paper.chapters.length + 1}`
  paper.chapters.push({ title: numbered, page: paper.pageCount(), anchor })
  doc.addNamedDestination(anchor, 'XYZ', null, doc.y - 12, null)
  doc.outline.addItem(numbered)
  paper.within('Sect', () => {
    paper.tag('H2', () => drawText(paper, numbered, type.chapter, { x: paper.left, y: doc.y, width: paper.width }))
    const y = doc.y + 5
    paper.artifact(() => doc.moveTo(paper.left, y).lineTo(paper.right, y).lineWidth(1).stroke(ink.accent))
    doc.y = y + 13
    body()
  })
}

/** `keep`: points of what follows that must stand on the same page, so that no heading is left alone. */
export function heading(paper: Paper, text: string, options: { level?: 3 | 4; keep?: number; before?: number } = {}): void {
  const { level = 3, keep = 62, before = level === 3 ? 14 : 9 } = options
  const style = level === 3 ? type.heading : type.subheading
  const height = heightOf(paper, text, style, paper.width)
  const moved = paper.need(before + height + 5 + keep)
  if (!moved) paper.gap(before)
  paper.tag(`H${level}`, () => drawText(paper, text, style, { x: paper.left, y: paper.doc.y, width: paper.width }))
  paper.gap(5)
}
