import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawLine, fit } from './text.ts'

export interface Running {
  headerLeft: string
  headerRight: string
  footer: string
}

/** Header and footer of every page, when their number is known. The cover has no header: it says the same larger. */
export function stampPages(paper: Paper, running: Running): void {
  const { doc } = paper
  const count = paper.pageCount()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    const margins = doc.page.margins
    // Inside its margins pdfkit would start a new page for a footer.
    doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 }
    if (page > 0) stampHeader(paper, running)
    stampFooter(paper, running.footer, `Page ${page + 1} of ${count}`)
    doc.page.margins = margins
  }
}

function stampHeader(paper: Paper, { headerLeft, headerRight }: Running): void {
  const y = 36
  const half = paper.width / 2
  paper.artifact(() => {
    const strong = { ...type.running, font: 'semibold', color: ink.text } as const
    drawLine(paper, fit(paper, headerLeft, strong, half + 80), strong, { x: paper.left, y, width: half })
    const right = fit(paper, headerRight, type.running, half - 96)
    drawLine(paper, right, { ...type.running, align: 'right' }, { x: paper.left + half, y, width: half })
    paper.doc.moveTo(paper.left, y + 15).lineTo(paper.right, y + 15).lineWidth(0.6).stroke(ink.rule)
  }, 'Pagination')
}

function stampFooter(paper: Paper, text: string, pageOf: string): void {
  const y = paper.doc.page.height - 38
  paper.artifact(() => {
    paper.doc.moveTo(paper.left, y - 8).lineTo(paper.right, y - 8).lineWidth(0.6).stroke(ink.rule)
    drawLine(paper, fit(paper, text, type.running, paper.width - 80), type.running, { x: paper.left, y, width: paper.width })
    drawLine(paper, pageOf, { ...type.running, align: 'right' }, { x: paper.left, y, width: paper.width })
  }, 'Pagination')
}
