import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Words between the lowest place of content and the footer: something ran off its page. */
export async function runOff({ pdf }: { pdf: PDFDocumentProxy }): Promise<string[]> {
  const found: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    found.push(...items.flatMap((item) => ('str' in item && item.str.trim() !== '' && (item.transform[5] < 25 || (item.transform[5] > 36 && item.transform[5] < 58)) ? [`page ${number}: ${item.str}`] : [])))
  }
  return found
}
