import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawText, heightOf } from './text.ts'

/** Opens a numbered chapter: a section of its own in the structure tree, in the outline and in the contents. One that flows begins a page only where its first block would. */
export function chapter(paper: Paper, title: string, body: () => void, place: 'newPage' | 'flow' = 'newPage'): void {
  const { doc } = paper
  if (place === 'newPage') paper.newPage()
  const before = 22
  const height = before + heightOf(paper, `00  ${title}`, type.chapter, paper.width) + 18
  const draw = (atTop: boolean) => {
    if (!atTop) paper.gap(before)
    const numbered = `${paper.chapters.length + 1}  ${title}`
    const anchor = `chapter-${paper.chapters.length + 1}`
    doc.addNamedDestination(anchor, 'XYZ', null, doc.y - 12, null)
    paper.chapters.push({ title: numbered, page: paper.pageCount(), anchor, bookmark: doc.outline.addItem(numbered) })
    paper.tag('H2', () => drawText(paper, numbered, type.chapter, { x: paper.left, y: doc.y, width: paper.width }))
    const y = doc.y + 5
    paper.artifact(() => doc.moveTo(paper.left, y).lineTo(paper.right, y).lineWidth(1).stroke(ink.accent))
    doc.y = y + 13
  }
  paper.within('Sect', () => {
    paper.hold({ height, keep: 60, draw })
    body()
    paper.need(0)
  })
}

/** Stands on the page of the block after it, and of `keep` points of that at least. Those of the third level are bookmarks under their chapter. */
export function heading(paper: Paper, text: string, options: { level?: 3 | 4; keep?: number; before?: number } = {}): void {
  const { level = 3, keep = 62, before = level === 3 ? 14 : 9 } = options
  const style = level === 3 ? type.heading : type.subheading
  const height = heightOf(paper, text, style, paper.width)
  const draw = (atTop: boolean) => {
    if (!atTop) paper.gap(before)
    if (level === 3) paper.chapters.at(-1)?.bookmark.addItem(text)
    paper.tag(`H${level}`, () => drawText(paper, text, style, { x: paper.left, y: paper.doc.y, width: paper.width }))
    paper.gap(5)
  }
  paper.hold({ height: before + height + 5, keep, draw })
}
