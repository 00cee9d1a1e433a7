/** No contextual forms and ligatures: `->` and `10x20` stay what was written. */
export const plainForms = { calt: false, liga: false }

/** The part of fontkit's font that we use; pdfkit keeps it behind its own. */
interface Face {
  hasGlyphForCodePoint(code: number): boolean
  layout(text: string, features?: object): unknown
}

/** Makes `path` the current font and gives the face behind it. */
export function fontkitFace(doc: PDFKit.PDFDocument, path: string): Face {
  doc.font(path)
  return (doc as unknown as { _font: { font: Face } })._font.font
}

/** As the face's default, so that pdfkit may keep the words it has set: features named with a text switch that off. */
export function usePlainForms(doc: PDFKit.PDFDocument, path: string): void {
  const face = fontkitFace(doc, path)
  const layout = face.layout.bind(face)
  face.layout = (text, features) => layout(text, features ?? plainForms)
}
