import { usePlainForms } from './face.ts'
import { fonts } from './style.ts'

/** Attributes that pdfkit takes and its type declarations leave out. */
export interface TagOptions {
  alt?: string
  /** What is read and copied in place of the drawn glyphs. */
  actual?: string
  scope?: 'Column' | 'Row'
  bbox?: [number, number, number, number]
  title?: string
}

/** Drawn when the block after it has its place. */
interface Held {
  /** Points that it takes, space before it included. */
  height: number
  /** Points of what follows that must at least stand on the same page. */
  keep: number
  draw(atTop: boolean): void
}

/** Pages under a cursor (`doc.y`) with the structure tree that is open at the moment. */
export interface Paper {
  readonly doc: PDFKit.PDFDocument
  readonly left: number
  readonly width: number
  readonly right: number
  /** The lowest y that content may reach. */
  readonly bottom: number
  /** Chapters in order with the page they begin on, for outline and contents. */
  readonly chapters: { title: string; page: number; anchor: string; bookmark: PDFKit.PDFOutline }[]
  /** Points left on this page. */
  space(): number
  /** Makes room for a block of `height` points with all that is held for it, on a new page if this one has too little, and draws what was held. True if it began a page. */
  need(height: number): boolean
  /** Keeps a heading or its first words for the block that comes next: they stand on its page. */
  hold(piece: Held): void
  newPage(): void
  gap(points: number): void
  /** A structure element that holds others. */
  within(tag: string, body: () => void, options?: TagOptions): void
  /** A structure element that holds drawing. Never call `artifact` inside: marked content does not nest. */
  tag(tag: string, draw: () => void, options?: TagOptions): void
  /** Drawing that a screen reader passes over: rules, panels, repeated headers. */
  artifact(draw: () => void, type?: 'Layout' | 'Pagination'): void
  /** A structure element at this place of the tree that is filled later and then ended. */
  reserve(tag: string): PDFKit.PDFStructureElement
  pageCount(): number
  end(): void
}

export function createPaper(doc: PDFKit.PDFDocument): Paper {
  const root = doc.struct('Document')
  doc.addStructure(root)
  doc.addPage()
  const open = [root]
  const { margins, width, height } = doc.page
  const bottom = height - margins.bottom
  // Structure attributes beyond the declared ones are passed on as pdfkit 0.20 reads them.
  const element = (tag: string, options: TagOptions = {}, draw?: () => void) => doc.struct(tag, options as PDFKit.Mixins.StructureElementOptions, draw)
  const add = (child: PDFKit.PDFStructureElement) => void open.at(-1)?.add(child)
  const paper: Paper = {
    doc,
    left: margins.left,
    width: width - margins.left - margins.right,
    right: width - margins.right,
    bottom,
    chapters: [],
    space: () => bottom - doc.y,
    ...createFlow(doc, { top: margins.top, bottom }, () => paper.newPage()),
    newPage() {
      doc.addPage()
      doc.x = margins.left
      doc.y = margins.top
    },
    gap(points) {
      doc.y += points
    },
    within(tag, body, options) {
      const container = element(tag, options)
      add(container)
      open.push(container)
      body()
      open.pop()
      container.end()
    },
    tag: (tag, draw, options) => add(element(tag, options, draw)),
    artifact(draw, type = 'Layout') {
      doc.markContent('Artifact', { type })
      doc.save()
      draw()
      doc.restore()
      doc.endMarkedContent()
    },
    reserve(tag) {
      const container = element(tag)
      add(container)
      return container
    },
    pageCount: () => doc.bufferedPageRange().count,
    end: () => root.end(),
  }
  for (const font of Object.values(fonts)) usePlainForms(doc, font)
  doc.y = margins.top
  return paper
}

/** Blocks that take their place, and what waits to stand above them. */
function createFlow(doc: PDFKit.PDFDocument, { top, bottom }: { top: number; bottom: number }, newPage: () => void): Pick<Paper, 'need' | 'hold'> {
  let held: Held[] = []
  const atTop = () => doc.y <= top
  return {
    need(points) {
      const waiting = held
      held = []
      const least = Math.max(points, ...waiting.map(({ keep }) => keep))
      const moved = !atTop() && doc.y + waiting.reduce((sum, { height }) => sum + height, least) > bottom
      if (moved) newPage()
      for (const { draw } of waiting) draw(atTop())
      // A block that is nearly as tall as a page goes on without the words above it.
      if (waiting.length === 0 || atTop() || doc.y + points <= bottom || points > bottom - top) return moved
      newPage()
      return true
    },
    hold: (piece) => void held.push(piece),
  }
}
