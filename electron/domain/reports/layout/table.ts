import { badgeHeight, badgeWidth, drawBadge, type Badge } from './badge.ts'
import type { Paper } from './paper.ts'
import { ink, type, type TextStyle } from './style.ts'
import { clip, drawText, heightOf, widthOf } from './text.ts'

export interface Column {
  title: string
  /** Share of the width; shares are scaled to the page. */
  share: number
  align?: 'left' | 'right'
}

export interface RichCell {
  text?: string
  /** A smaller second line: interval, reason, digest. */
  note?: string
  style?: 'strong' | 'mono' | 'muted'
  noteStyle?: 'mono'
  badge?: Badge
}
export type Cell = string | RichCell

export interface Table {
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** Read aloud before the table. */
  summary: string
}

const paddingX = 4
const paddingY = 3.5
const badgeSize = 7.5
/** Values of the outside world have no length limit; a row must never be taller than a page. */
const longest = 520

interface Place {
  x: number
  width: number
  align: 'left' | 'right'
}

/** Rows stay whole; the header is repeated on each page as an artifact; a last row is never left alone. */
export function table(paper: Paper, { columns, rows, summary }: Table): void {
  const header = columns.map((column): Cell => ({ text: column.title, style: 'muted' }))
  const places = placesOf(paper, columns, [header, ...rows])
  const heights = rows.map((row) => rowHeight(paper, row, places))
  const headerHeight = rowHeight(paper, header, places)
  // A third row that is the last keeps the second with it, and the first would stand alone.
  paper.need(headerHeight + sum(heights.slice(0, heights.length === 3 ? 3 : 2)))
  paper.within('Table', () => {
    paper.within('TR', () => drawRow(paper, header, places, 'Column'))
    underline(paper, headerHeight, ink.rule, 0.9)
    rows.forEach((row, at) => {
      const height = heights[at] ?? 0
      const last = at === rows.length - 2 ? (heights[at + 1] ?? 0) : 0
      if (paper.need(height + last)) {
        const y = paper.doc.y
        paper.artifact(() => header.forEach((cell, column) => drawCell(paper, cell, places[column], y)))
        paper.doc.y = y
        underline(paper, headerHeight, ink.rule, 0.9)
      }
      paper.within('TR', () => drawRow(paper, row, places, 'Row'))
      underline(paper, height, ink.hairline, 0.6)
    })
  }, { alt: summary })
  paper.gap(9)
}

/** By the shares, but no column is narrower than a number or short word in it: a broken number reads as two. */
function placesOf(paper: Paper, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Place[] {
  const scale = paper.width / columns.reduce((sum, column) => sum + column.share, 0)
  const least = columns.map(({ align }, at) => {
    const cells = rows.map((row) => row[at] ?? '')
    return Math.max(widestWord(paper, cells, align === 'right'), widestBadge(paper, cells)) + 2 * paddingX + 1
  })
  const wanted = columns.map(({ share }, at) => Math.max(share * scale, least[at]!))
  const spare = wanted.map((width, at) => width - least[at]!)
  const excess = sum(wanted) - paper.width
  const given = Math.min(1, excess / Math.max(1, sum(spare)))
  let x = paper.left
  return columns.map(({ align = 'left' }, at) => {
    const place = { x, width: wanted[at]! - (excess > 0 ? spare[at]! * given : 0), align }
    x += place.width
    return place
  })
}

const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0)

/** A badge is drawn in one line: a narrower column would let it run into the next. */
function widestBadge(paper: Paper, cells: readonly Cell[]): number {
  const badges = new Map(cells.flatMap((cell) => badgeOf(cell) ?? []).map((badge) => [badge.word, badge]))
  return Math.max(0, ...[...badges.values()].map((badge) => badgeWidth(paper, badge, badgeSize)))
}

/** Longer ones than this, digests and addresses among them, may be broken. */
const longestWord = 12

/** Of each style only the longest words are measured: to measure is dear, and the widest is among them. */
function widestWord(paper: Paper, cells: readonly Cell[], tabular: boolean): number {
  const byStyle = Map.groupBy(cells.flatMap(linesOf), ({ style }) => style.size + style.font)
  const widths = [...byStyle.values()].flatMap((lines) => {
    const words = [...new Set(lines.flatMap(({ text }) => text.split(/\s+/)))].filter((word) => word.length <= longestWord)
    const longest = Math.max(0, ...words.map((word) => word.length))
    return words.filter((word) => word.length >= longest - 1).map((word) => widthOf(paper, word, { ...lines[0]!.style, tabular }))
  })
  return Math.max(0, ...widths)
}

/** Draws at the cursor and leaves the cursor where it was: `underline` moves it on. */
function drawRow(paper: Paper, row: readonly Cell[], places: readonly Place[], heads: 'Column' | 'Row'): void {
  const y = paper.doc.y
  row.forEach((cell, at) => {
    const isHead = heads === 'Column' || at === 0
    paper.tag(isHead ? 'TH' : 'TD', () => drawCell(paper, cell, places[at], y), isHead ? { scope: heads } : {})
  })
  paper.doc.y = y
}

function underline(paper: Paper, height: number, color: string, weight: number): void {
  const { doc } = paper
  const y = doc.y + height
  paper.artifact(() => doc.moveTo(paper.left, y).lineTo(paper.right, y).lineWidth(weight).stroke(color))
  doc.y = y
}

interface Line {
  text: string
  style: TextStyle
}

function linesOf(cell: Cell): Line[] {
  const { text, note, style, noteStyle }: RichCell = typeof cell === 'string' ? { text: cell } : cell
  const first = { strong: type.cellStrong, mono: type.monoCell, muted: type.label, none: type.cell }[style ?? 'none']
  return [
    ...(text ? [{ text: clip(text, longest), style: first }] : []),
    ...(note ? [{ text: clip(note, longest), style: noteStyle === 'mono' ? { ...type.monoCell, size: 6.75, color: ink.muted } : type.cellNote }] : []),
  ]
}

const badgeOf = (cell: Cell): Badge | undefined => (typeof cell === 'string' ? undefined : cell.badge)

function rowHeight(paper: Paper, row: readonly Cell[], places: readonly Place[]): number {
  const heights = row.map((cell, at) => {
    const width = (places[at]?.width ?? 0) - 2 * paddingX
    const lines = linesOf(cell).reduce((sum, line) => sum + heightOf(paper, line.text, line.style, width), 0)
    return lines + (badgeOf(cell) ? badgeHeight(badgeSize) + 1 : 0)
  })
  return Math.max(12, ...heights) + 2 * paddingY
}

function drawCell(paper: Paper, cell: Cell, place: Place | undefined, top: number): void {
  if (!place) return
  const box = { x: place.x + paddingX, y: top + paddingY, width: place.width - 2 * paddingX }
  const badge = badgeOf(cell)
  if (badge) {
    drawBadge(paper, badge, { x: box.x, y: box.y - 1, size: badgeSize })
    box.y += badgeHeight(badgeSize) + 1
  }
  for (const line of linesOf(cell)) {
    drawText(paper, line.text, { ...line.style, align: place.align, tabular: place.align === 'right' }, box)
    box.y += heightOf(paper, line.text, line.style, box.width)
  }
}
