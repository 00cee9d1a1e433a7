import PDFDocument from 'pdfkit'
import { zlibSync } from 'fflate'

export interface PdfMetadata {
  title: string
  subject: string
  author: string
  /** The program and its version: other versions may draw other bytes. */
  producer: string
  createdAt: Date
}

/** An A4 document with structure tree, PDF/A-3 marks and nothing in it that depends on the computer or the hour. */
export function openPdf(metadata: PdfMetadata): { doc: PDFKit.PDFDocument; finish(): Promise<Uint8Array> } {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    size: 'A4',
    margins: { top: 74, bottom: 62, left: 56, right: 56 },
    // No default font: a font named twice is opened again for every piece of text.
    font: null as unknown as string,
    info: {
      Title: metadata.title,
      Subject: metadata.subject,
      Author: metadata.author,
      Creator: metadata.producer,
      Producer: metadata.producer,
      CreationDate: metadata.createdAt,
    },
  })
  Object.assign(doc, { _addInfo: () => doc.appendXML(toXmp(metadata)) })
  deflateInJavaScript(doc)
  const chunks: Uint8Array[] = []
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  return {
    doc,
    async finish() {
      doc.end()
      await ended
      return Buffer.concat(chunks)
    },
  }
}

interface StreamObject {
  compress: boolean
  buffer: Uint8Array[]
  finalize(): void
}

/** zlib gives other bytes in Electron than in Node, and on other processors; a digest in the ledger needs the same everywhere. */
function deflateInJavaScript(doc: PDFKit.PDFDocument): void {
  const make = doc.ref.bind(doc)
  doc.ref = (data) => {
    const made = make(data)
    const stream = made as unknown as StreamObject
    const finalize = stream.finalize.bind(stream)
    stream.finalize = () => {
      if (stream.compress && stream.buffer.length > 0) {
        stream.buffer = [zlibSync(Buffer.concat(stream.buffer), { level: 6 })]
        stream.compress = false
      }
      finalize()
    }
    return made
  }
}

const escapeXml = (text: string) => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** pdfkit writes these values without escaping, and a title with `&` would break the packet. They repeat the Info dictionary. */
function toXmp({ title, subject, author, producer, createdAt }: PdfMetadata): string {
  const inDefaultLanguage = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`
  return [
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<xmp:CreateDate>${createdAt.toISOString().replace(/\.\d+Z$/, 'Z')}</xmp:CreateDate>`,
    `<xmp:CreatorTool>${escapeXml(producer)}</xmp:CreatorTool>`,
    `<pdf:Producer>${escapeXml(producer)}</pdf:Producer>`,
    `<dc:title>${inDefaultLanguage(title)}</dc:title>`,
    `<dc:description>${inDefaultLanguage(subject)}</dc:description>`,
    `<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>`,
    '</rdf:Description>',
  ].join('\n')
}
