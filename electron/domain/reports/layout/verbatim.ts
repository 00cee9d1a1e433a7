import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawLine, printable } from './text.ts'

const style = type.mono
const lineHeight = style.size * 1.32 + 2
const padding = 8
const hang = 11
const keptTogether = 36

const frameHeight = (lines: number) => lines * lineHeight + 2 * padding

interface PrintedLine {
  text: string
  /** Goes on a line that was too long for the page. */
  continues: boolean
}

/**
 * Text exactly as signed, in a frame. Lines too long for the page go on under a bent arrow, which is drawn and not text;
 * copying gives the text unbroken.
 */
export function verbatim(paper: Paper, text: string): void {
  const lines = printedLines(paper, text)
  // A note of ordinary length stays on one page; a longer one is framed in parts.
  paper.need(frameHeight(Math.min(lines.length, keptTogether)))
  for (let at = 0; at < lines.length; ) {
    const room = Math.max(1, Math.floor((paper.space() - 2 * padding) / lineHeight))
    const part = lines.slice(at, at + room)
    frame(paper, part, at === 0 ? text : undefined)
    at += part.length
    if (at < lines.length) paper.newPage()
  }
  paper.gap(8)
}

/** Height that `verbatim` wants to have in one piece. */
export const verbatimHeight = (paper: Paper, text: string): number => frameHeight(Math.min(printedLines(paper, text).length, keptTogether))

function frame(paper: Paper, lines: readonly PrintedLine[], actual: string | undefined): void {
  const { doc } = paper
  const top = doc.y
  const height = frameHeight(lines.length)
  const yOf = (line: number) => top + padding + line * lineHeight
  paper.artifact(() => {
    doc.lineWidth(0.7).rect(paper.left, top, paper.width, height).fillAndStroke(ink.panel, ink.rule)
    lines.forEach((line, at) => line.continues && drawArrow(paper, paper.left + padding, yOf(at)))
  })
  paper.within('P', () =>
    paper.tag('Code', () =>
      lines.forEach((line, at) => {
        const x = paper.left + padding + (line.continues ? hang : 0)
        drawLine(paper, line.text, style, { x, y: yOf(at) + 1, width: paper.width })
      }), actual === undefined ? {} : { actual }))
  doc.y = top + height
}

function drawArrow(paper: Paper, x: number, y: number): void {
  const { doc } = paper
  doc.lineWidth(0.7).strokeColor(ink.muted).moveTo(x + 2, y + 1).lineTo(x + 2, y + 6).lineTo(x + 8, y + 6).stroke()
  doc.moveTo(x + 6, y + 4).lineTo(x + 8, y + 6).lineTo(x + 6, y + 8).stroke()
}

/** The font is monospaced, so a line's length is its number of characters. */
function printedLines(paper: Paper, text: string): PrintedLine[] {
  const across = Math.floor((paper.width - 2 * padding - hang) / (style.size * 0.6))
  return text.replace(/\n$/, '').split('\n').flatMap((line) => {
    const characters = Array.from(printable(paper, line, style.font))
    const parts: PrintedLine[] = []
    for (let at = 0; at === 0 || at < characters.length; at += across) {
      parts.push({ text: characters.slice(at, at + across).join(''), continues: at > 0 })
    }
    return parts
  })
}

/** Commands to type: like `verbatim`, without promise of being a record. */
export function commands(paper: Paper, lines: readonly string[]): void {
  verbatim(paper, lines.join('\n'))
}

