import type { Paper } from './paper.ts'
import { fontkitFace, plainForms } from './face.ts'
import { fonts, type, type FontName, type TextStyle } from './style.ts'

/** fontkit takes a record where the types say a list. Named features switch pdfkit's cache of words off: for numbers only. */
const tabular = { ...plainForms, tnum: true } as unknown as PDFKit.Mixins.OpenTypeFeatures[]
const featuresOf = (style: TextStyle) => (style.tabular ? { features: tabular } : {})

interface Box {
  x: number
  y: number
  width: number
}

const settings = (style: TextStyle, width: number) => ({ width, lineGap: style.leading ?? 0, align: style.align ?? ('left' as const), ...featuresOf(style) })

/** Height in points of `text` set in `width`. */
export function heightOf(paper: Paper, text: string, style: TextStyle, width: number): number {
  const { doc } = paper
  doc.font(fonts[style.font]).fontSize(style.size)
  return doc.heightOfString(printable(paper, text, style.font) || ' ', settings(style, width))
}

export function widthOf(paper: Paper, text: string, style: TextStyle): number {
  paper.doc.font(fonts[style.font]).fontSize(style.size)
  return paper.doc.widthOfString(printable(paper, text, style.font), { ...featuresOf(style) })
}

/** Draws inside whatever is being tagged; leaves the cursor under the text. */
export function drawText(paper: Paper, text: string, style: TextStyle, box: Box): void {
  const { doc } = paper
  doc.font(fonts[style.font]).fontSize(style.size).fillColor(style.color)
  doc.text(printable(paper, text, style.font), box.x, box.y, settings(style, box.width))
}

/** One line that is never broken; `align` right measures from the right edge of the box. */
export function drawLine(paper: Paper, text: string, style: TextStyle, box: Box): void {
  const { doc } = paper
  const free = box.width - widthOf(paper, text, style)
  const shift = style.align === 'right' ? free : style.align === 'center' ? free / 2 : 0
  doc.fillColor(style.color)
  doc.text(printable(paper, text, style.font), box.x + shift, box.y, { lineBreak: false, ...featuresOf(style) })
}

/** The longest beginning of `text` that fits, with an ellipsis where something was left out. */
export function fit(paper: Paper, text: string, style: TextStyle, width: number): string {
  if (widthOf(paper, text, style) <= width) return text
  const characters = Array.from(text)
  let [short, long] = [0, characters.length]
  while (short < long) {
    const middle = Math.ceil((short + long) / 2)
    if (widthOf(paper, `${characters.slice(0, middle).join('')}…`, style) <= width) short = middle
    else long = middle - 1
  }
  return `${characters.slice(0, short).join('')}…`
}

export function paragraph(paper: Paper, text: string, style: TextStyle = type.body, after = 7): void {
  if (text === '') return
  const height = heightOf(paper, text, style, paper.width)
  const line = style.size * 1.21 + (style.leading ?? 0)
  // Short paragraphs stay together; of a long one at least three lines stand before the page ends.
  paper.need(height <= line * 5 ? height : line * 3)
  paper.tag('P', () => drawText(paper, text, style, { x: paper.left, y: paper.doc.y, width: paper.width }))
  paper.gap(after)
}

/** Small words under a heading, about the table or figure that comes next: they stand on its page. */
export function lead(paper: Paper, text: string, style: TextStyle = type.note, after = 4): void {
  const draw = () => {
    paper.tag('P', () => drawText(paper, text, style, { x: paper.left, y: paper.doc.y, width: paper.width }))
    paper.gap(after)
  }
  paper.hold({ height: heightOf(paper, text, style, paper.width) + after, keep: 0, draw })
}

/** `labels`: what stands before each item; a dot without them. */
export function bullets(paper: Paper, items: readonly string[], labels?: readonly string[]): void {
  if (items.length === 0) return
  const indent = labels?.some((label) => label.length > 1) ? 20 : 12
  const box = { x: paper.left + indent, y: 0, width: paper.width - indent }
  const least = (item: string) => Math.min(heightOf(paper, item, type.body, box.width), 200)
  paper.need(least(items[0]!))
  paper.within('L', () => {
    for (const [at, item] of items.entries()) {
      paper.need(least(item))
      const y = paper.doc.y
      paper.within('LI', () => {
        paper.tag('Lbl', () => drawText(paper, labels?.[at] ?? '•', type.body, { ...box, x: paper.left, y }))
        paper.tag('LBody', () => drawText(paper, item, type.body, { ...box, y }))
      })
      paper.gap(3)
    }
  })
  paper.gap(5)
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u
const drawable = new WeakMap<object, Map<string, string>>()

/**
 * What the fonts can not draw, and what would hide or reorder its neighbours, is written as its code point:
 * a box or a right-to-left override would say something else than the record does.
 */
export function printable(paper: Paper, text: string, font: FontName): string {
  if (/^[\n\x20-\x7e]*$/.test(text)) return text
  const face = fontkitFace(paper.doc, fonts[font])
  const known = drawable.get(face) ?? new Map<string, string>()
  drawable.set(face, known)
  return Array.from(text.replaceAll('\t', '    '), (character) => {
    let shown = known.get(character)
    if (shown === undefined) {
      const code = character.codePointAt(0) ?? 0
      const visible = character === '\n' || (!invisible.test(character) && face.hasGlyphForCodePoint(code))
      shown = visible ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
      known.set(character, shown)
    }
    return shown
  }).join('')
}

/** Long values are shortened in print, visibly; the attachments hold them whole. */
export function clip(text: string, most: number): string {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}… (${characters.length} characters)`
}
