import { toneFill, toneInk, type Tone } from './badge.ts'
import type { Paper } from './paper.ts'
import { ink, type } from './style.ts'
import { drawText, heightOf } from './text.ts'

const padding = 11

/** A panel that stays whole. The bar at its side is thicker than any rule, so it stands out in greyscale as well. */
export function callout(paper: Paper, lines: readonly string[], options: { title?: string; tone?: Tone } = {}): void {
  const { doc } = paper
  const box = { x: paper.left + padding + 4, y: 0, width: paper.width - 2 * padding - 4 }
  const titleHeight = options.title ? heightOf(paper, options.title, type.subheading, box.width) + 3 : 0
  const heights = lines.map((line) => heightOf(paper, line, type.body, box.width))
  const height = titleHeight + heights.reduce((sum, one) => sum + one, 0) + (lines.length - 1) * 3 + 2 * padding - 3
  paper.need(height)
  const top = doc.y
  paper.artifact(() => {
    doc.rect(paper.left, top, paper.width, height).fill(options.tone ? toneFill(options.tone) : ink.panel)
    doc.rect(paper.left, top, 3, height).fill(options.tone ? toneInk(options.tone) : ink.accent)
  })
  let y = top + padding
  const { title } = options
  if (title) paper.tag('P', () => drawText(paper, title, type.subheading, { ...box, y: top + padding }))
  y += titleHeight
  lines.forEach((line, at) => {
    const lineTop = y
    paper.tag('P', () => drawText(paper, line, type.body, { ...box, y: lineTop }))
    y += (heights[at] ?? 0) + 3
  })
  doc.y = top + height + 10
}
