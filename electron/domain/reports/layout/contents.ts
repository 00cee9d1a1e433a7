import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawLine, fit } from './text.ts'

const line = { ...type.cell, size: 9.5 }

export interface Contents {
  /** Draws the chapters with their pages where `reserveContents` kept the room. */
  fill(): void
}

const lineHeight = 16
export const contentsHeight = (lines: number): number => lines * lineHeight

/** Keeps room for `lines` chapters on the current page: their page numbers are known only at the end. */
export function reserveContents(paper: Paper, lines: number): Contents {
  const { doc } = paper
  const page = paper.pageCount() - 1
  const top = doc.y
  const toc = paper.reserve('TOC')
  doc.y += contentsHeight(lines)
  return {
    fill() {
      doc.switchToPage(page)
      paper.chapters.forEach((chapter, at) => {
        const y = top + at * lineHeight
        const title = fit(paper, chapter.title, type.cell, paper.width - 40)
        const item = doc.struct('TOCI')
        toc.add(item)
        const link: PDFKit.PDFStructureElement = doc.struct('Link', { alt: `${chapter.title}, page ${chapter.page}` }, () => {
          drawLine(paper, title, line, { x: paper.left, y, width: paper.width })
          drawLine(paper, String(chapter.page), { ...line, align: 'right' }, { x: paper.left, y, width: paper.width })
          // PDF/UA asks every link for a description of its own, as part of the structure.
          const annotation = { Contents: new String(`${chapter.title}, page ${chapter.page}`), structParent: link }
          doc.goTo(paper.left, y - 2, paper.width, 15, chapter.anchor, annotation as unknown as PDFKit.Mixins.AnnotationOption)
        })
        item.add(link)
        paper.artifact(() => doc.moveTo(paper.left, y + 13.5).lineTo(paper.right, y + 13.5).lineWidth(0.5).stroke(ink.hairline))
      })
      toc.end()
    },
  }
}
