import type { Paper } from './paper.ts'
import { type TextStyle } from './style.ts'
import { drawLine, widthOf } from './text.ts'

export type Mark = 'check' | 'cross' | 'triangle' | 'ring' | 'bar' | 'slash'
export type Tone = 'good' | 'bad' | 'caution' | 'neutral'

/** A state: always a word and a symbol, the colour only repeats them. */
export interface Badge {
  word: string
  symbol: Mark
  tone: Tone
}

const tones: Record<Tone, { ink: string; fill: string }> = {
  good: { ink: '#15613a', fill: '#e5f3ea' },
  bad: { ink: '#9b1c2b', fill: '#fae6e7' },
  caution: { ink: '#744600', fill: '#fcf0d6' },
  neutral: { ink: '#454a63', fill: '#ebedf3' },
}

export const toneInk = (tone: Tone): string => tones[tone].ink
export const toneFill = (tone: Tone): string => tones[tone].fill

/** Strokes of a symbol in a unit square. Drawn, not set: fonts differ in which of these signs they have. */
const strokes: Record<Mark, readonly (readonly [number, number])[][]> = {
  check: [[[0.08, 0.55], [0.38, 0.85], [0.92, 0.18]]],
  cross: [[[0.15, 0.15], [0.85, 0.85]], [[0.85, 0.15], [0.15, 0.85]]],
  triangle: [[[0.5, 0.12], [0.95, 0.88], [0.05, 0.88], [0.5, 0.12]]],
  ring: [],
  bar: [[[0.12, 0.5], [0.88, 0.5]]],
  slash: [[[0.24, 0.76], [0.76, 0.24]]],
}

export function drawSymbol(paper: Paper, symbol: Mark, color: string, at: { x: number; y: number; size: number }): void {
  const { doc } = paper
  const { x, y, size } = at
  doc.save().lineWidth(size * 0.17).lineCap('round').lineJoin('round').strokeColor(color)
  if (symbol === 'ring' || symbol === 'slash') doc.circle(x + size / 2, y + size / 2, size * 0.4).stroke()
  for (const line of strokes[symbol]) {
    line.forEach(([dx, dy], step) => (step === 0 ? doc.moveTo(x + dx * size, y + dy * size) : doc.lineTo(x + dx * size, y + dy * size)))
    if (symbol === 'triangle') doc.fillAndStroke(color, color)
    else doc.stroke()
  }
  doc.restore()
}

const words = (size: number, tone: Tone): TextStyle => ({ font: 'semibold', size, color: tones[tone].ink })

export const badgeHeight = (size: number): number => size * 1.75
export const badgeWidth = (paper: Paper, badge: Badge, size: number): number => widthOf(paper, badge.word, words(size, badge.tone)) + size * 2.35

/** Draws inside whatever is being tagged; only the word is text. Returns the width it took. */
export function drawBadge(paper: Paper, badge: Badge, at: { x: number; y: number; size: number }): number {
  const { doc } = paper
  const { x, y, size } = at
  const tone = tones[badge.tone]
  const [width, height] = [badgeWidth(paper, badge, size), badgeHeight(size)]
  doc.save().lineWidth(0.6).roundedRect(x, y, width, height, 2.5).fillAndStroke(tone.fill, tone.ink).restore()
  const mark = size * 0.85
  drawSymbol(paper, badge.symbol, tone.ink, { x: x + size * 0.5, y: y + (height - mark) / 2, size: mark })
  drawLine(paper, badge.word, words(size, badge.tone), { x: x + size * 1.75, y: y + (height - size * 1.21) / 2, width })
  return width
}
