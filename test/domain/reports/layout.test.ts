import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, it } from 'vitest'
import { chapter, heading } from '../../../electron/domain/reports/layout/heading.ts'
import { createPaper, type Paper } from '../../../electron/domain/reports/layout/paper.ts'
import { openPdf } from '../../../electron/domain/reports/layout/pdf.ts'
import { table } from '../../../electron/domain/reports/layout/table.ts'
import { lead, paragraph } from '../../../electron/domain/reports/layout/text.ts'

const open = () => openPdf({ title: 'T', subject: 'S', author: 'A', producer: 'P', createdAt: new Date('2026-11-20T10:00:00Z') })
const badge = { word: 'approved with conditions', symbol: 'triangle', tone: 'caution' } as const

/** A paper that notes on which page each tagged piece is drawn. */
function watched(doc: PDFKit.PDFDocument): { paper: Paper; drawn: [tag: string, page: number][] } {
  const paper = createPaper(doc)
  const drawn: [string, number][] = []
  const { tag } = paper
  paper.tag = (name, draw, options) => {
    drawn.push([name, paper.pageCount()])
    tag(name, draw, options)
  }
  return { paper, drawn }
}

it('leaves no heading, no words that lead in and no chapter alone at the foot of a page, however much room is left', async () => {
  const { doc, finish } = open()
  const { paper, drawn } = watched(doc)
  const outcomes = new Set<string>()
  for (let left = 20; left < 240; left += 12) {
    paper.newPage()
    doc.y = paper.bottom - left
    const [page, from] = [paper.pageCount(), drawn.length]
    chapter(paper, 'Chapter', () => {
      heading(paper, 'Heading', { keep: 10 })
      lead(paper, 'What the table says.')
      table(paper, { summary: 'A table', columns: [{ title: 'A', share: 1 }, { title: 'B', share: 1 }], rows: [['1', '2'], ['3', '4'], ['5', '6']] })
    }, 'flow')
    const [h2, h3, p, ...cells] = drawn.slice(from)
    expect([h2, h3, p].map((one) => one![0])).toEqual(['H2', 'H3', 'P'])
    // The header and two rows stand with what is above them.
    const pages = new Set([h2, h3, p, ...cells.slice(0, 6)].map((one) => one![1]))
    expect(pages.size, `${left} points left`).toBe(1)
    outcomes.add(pages.has(page) ? 'stays' : 'moves')
  }
  expect(outcomes).toEqual(new Set(['stays', 'moves']))
  paper.end()
  await finish()
})

it('bookmarks the headings under their chapters, and draws one that nothing follows before the next chapter', async () => {
  const { doc, finish } = open()
  const paper = createPaper(doc)
  chapter(paper, 'First', () => heading(paper, 'Alone'), 'flow')
  chapter(paper, 'Second', () => {
    heading(paper, 'One')
    paragraph(paper, 'Words.')
    heading(paper, 'Smaller', { level: 4 })
    heading(paper, 'Two')
    paragraph(paper, 'Words.')
  }, 'flow')
  paper.end()
  const outline = await (await getDocument({ data: new Uint8Array(await finish()), verbosity: 0 }).promise).getOutline()
  expect(outline.map(({ title, items }) => [title, items.map((item: { title: string }) => item.title)])).toEqual([['1  First', ['Alone']], ['2  Second', ['One', 'Two']]])
})

it('gives a badge the width of its word, however narrow its column was asked to be', async () => {
  const { doc, finish } = open()
  const paper = createPaper(doc)
  table(paper, { summary: 'A table', columns: [{ title: 'State', share: 5 }, { title: 'Why', share: 95 }], rows: [[{ badge }, 'Because of this.']] })
  paper.end()
  const { items } = await (await (await getDocument({ data: new Uint8Array(await finish()), verbosity: 0 }).promise).getPage(1)).getTextContent()
  const at = (text: string) => items.flatMap((item) => ('str' in item && item.str === text ? [{ left: item.transform[4] as number, right: (item.transform[4] as number) + item.width }] : []))[0]!
  expect(at('Because of this.').left).toBeGreaterThan(at(badge.word).right + 8)
})
