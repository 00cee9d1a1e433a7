import type { DocumentForm } from '../../../shared/contract/document-form.ts'
import type { DocumentContent, FieldValue } from '../../../shared/contract/documents.ts'
import { fieldsOf } from '../../../shared/documents/completeness.ts'
import { parseHead, toHead } from './card-head.ts'

/** A Markdown file with a YAML head: its parts, which together are the file. */
interface CardFile {
  /** Everything before the YAML: nothing, or a byte order mark and the first line. Null where there is no head. */
  open: string | null
  head: string
  close: string
  body: string
}

const mark = '\ufeff'

export function splitCard(file: string): CardFile {
  const text = file.startsWith(mark) ? file.slice(1) : file
  const whole = { open: null, head: '', close: '', body: text }
  const first = /^---[ \t]*\r?\n/.exec(text)
  if (!first) return whole
  for (let at = first[0].length; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const line = text.slice(at, next)
    if (/^---[ \t]{0,80}\r?\n?$/.test(line)) return { open: file.slice(0, file.length - text.length) + first[0], head: text.slice(first[0].length, at), close: line, body: text.slice(next) }
    at = next
  }
  return whole
}

const plainLines = (text: string) => text.replaceAll('\r\n', '\n')

/** What a model card says, as the form shows it. BAD_INPUT where its head is no YAML. */
export function parseCard(file: string, form: DocumentForm, name: string): Pick<DocumentContent, 'fields' | 'text'> & { fields: Record<string, FieldValue> } {
  const { open, head, body } = splitCard(file)
  const fields = open === null ? {} : parseHead(plainLines(head), fieldsOf(form), `the head of ${name}`)
  return { fields, text: plainLines(body) }
}

/** The title that a card gives itself: its first heading. */
export const titleOfCard = (text: string): string | null => /^ {0,3}#[ \t]+(\S[^\n]{0,199})$/m.exec(text)?.[1]?.replace(/[ \t#]+$/, '') ?? null

/**
 * The file that says what a document says. `before`: the file that it came from; head and text that say the same are its very bytes.
 */
export function toCard({ fields, text }: Pick<DocumentContent, 'fields' | 'text'>, form: DocumentForm, before: string | null): string {
  const old = before === null ? null : splitCard(before)
  const hadHead = old !== null && old.open !== null
  const oldHead = hadHead ? plainLines(old.head) : null
  const head = toHead(fields, fieldsOf(form), oldHead)
  const newline = before?.includes('\r\n') ? '\r\n' : '\n'
  const asBefore = (part: string) => part.replaceAll('\n', newline)
  const body = old !== null && plainLines(old.body) === text ? old.body : asBefore(text)
  if (hadHead && head === oldHead) return `${old.open}${old.head}${old.close}${body}`
  if (!hadHead && head === '') return old === null ? body : `${before!.startsWith(mark) ? mark : ''}${body}`
  return asBefore(`---\n${head}---\n`) + body
}
