import type { FormField } from '../../../../../shared/contract/document-form.ts'
import type { SealedDocument, TableRow } from '../../../../../shared/contract/documents.ts'
import { isFilled, listOf, requiredIn, rowsOf, textOf } from '../../../../../shared/documents/completeness.ts'
import { readSection } from '../../../../../shared/documents/sections.ts'
import { callout } from '../../layout/callout.ts'
import { type Fact, facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { type } from '../../layout/style.ts'
import { bullets, clip, paragraph } from '../../layout/text.ts'
import { commands } from '../../layout/verbatim.ts'
import type { DossierInput } from '../input.ts'
import { type Block, toBlocks } from '../markdown.ts'
import { bytes, count, personName, plural, timeOf } from '../words.ts'

type Document = DossierInput['documents'][number]

/** What people wrote about the version, its model, its use case and its data; an empty required field is printed as missing. */
export function documents(paper: Paper, input: DossierInput): void {
  if (input.documents.length === 0) return paragraph(paper, 'No document about this version, its model, its use case or its data was sealed.')
  input.documents.forEach((document, at) => oneDocument(paper, input, document, at === 0 ? 4 : 22))
}

function oneDocument(paper: Paper, input: DossierInput, document: Document, before: number): void {
  const { content, form, missing, erased } = document
  heading(paper, `${document.title} (${document.id})`, { before, keep: 120 })
  if (missing.length > 0) callout(paper, [`Empty, although tier ${input.useCase.tier} asks for it: ${missing.map(({ title }) => title).join(', ')}.`], { title: 'MISSING', tone: 'caution' })
  facts(paper, [
    { label: 'Kind', value: document.kindTitle },
    { label: 'About', value: document.subjectTitle, ...(document.boundTo === null ? {} : { note: `bound to SHA-256 ${document.boundTo}` }) },
    { label: 'Version', value: `${document.number}, sealed by ${personName(input, document.by)}`, note: `Entry ${count(document.seq)}, ${timeOf(document.at)}; authors: ${document.authors.map((email) => personName(input, email)).join(', ')}` },
    { label: 'SHA-256', value: document.sha256, style: 'mono', note: content === null ? 'of content that was erased' : `document-${document.seq}.json, which is attached` },
    ...(content?.origin ? [{ label: 'Read from', value: `${content.origin.name}, ${bytes(content.origin.bytes)}`, note: `SHA-256 ${content.origin.sha256}` }] : []),
  ])
  if (content === null) return callout(paper, [erased ?? ''], { title: 'Content erased', tone: 'neutral' })
  const required = new Set(requiredIn(form, document.tier).map(({ id }) => id))
  for (const group of form.groups) {
    // What the text says under its own headings stands there, in its order.
    const inText = (field: FormField) => field.type === 'section' && isFilled(field, content) && content.notApplicable[field.id] === undefined && content.quotes.every((quote) => quote.field !== field.id)
    const shown = group.fields.filter((field) => (required.has(field.id) || isFilled(field, content)) && !inText(field))
    if (shown.length === 0) continue
    heading(paper, group.title, { level: 4, keep: 60 })
    facts(paper, shown.map((field) => fieldFact(field, content)), 150)
    for (const field of shown) if (field.type === 'table') rows(paper, field, rowsOf(content.fields[field.id]))
  }
  more(paper, document, content)
}

function fieldFact(field: FormField, content: SealedDocument): Fact {
  const reason = content.notApplicable[field.id]
  const quotes = content.quotes.filter((quote) => quote.field === field.id).map(({ source, label, value }) => `From the record ${source}: ${label}: ${value}`)
  const note = quotes.length === 0 ? {} : { note: quotes.join('\n') }
  if (reason !== undefined) return { label: field.title, value: `Not applicable: ${reason}`, ...note }
  if (!isFilled(field, content)) return { label: field.title, value: 'MISSING', style: 'strong' }
  return { label: field.title, value: valueText(field, content), ...note }
}

function valueText(field: FormField, { fields, text }: SealedDocument): string {
  const value = fields[field.id]
  if (field.type === 'section') return readSection(text, field) === null ? 'see the quoted facts' : 'in the text below'
  if (field.type === 'list') return listOf(value).join(', ')
  if (field.type === 'table') return rowsOf(value).length === 0 ? 'see the quoted facts' : `${plural(rowsOf(value).length, 'row')}, below`
  return field.options.find(({ id }) => id === value)?.title ?? textOf(value)
}

/** A register has more columns than a page is wide: each row is a block of its own, empty required cells printed as missing. */
function rows(paper: Paper, field: FormField, all: readonly TableRow[]): void {
  all.forEach((row, at) => {
    const cells = field.columns.filter(({ id, required }) => required || row[id])
    table(paper, {
      summary: `${field.title}, row ${at + 1}`,
      columns: [{ title: `${field.columns[0]!.title} ${at + 1}`, share: 30 }, { title: '', share: 70 }],
      rows: cells.map(({ id, title, options }): Cell[] => [title, row[id] ? (options.find((one) => one.id === row[id])?.title ?? row[id]) : { text: 'MISSING', style: 'strong' }]),
    })
  })
}

/** Longer texts are shortened in print, visibly. */
const longestText = 60_000
const mostColumns = 8

/** The whole text with its own headings, so that nothing in it goes unprinted, and the files beside it. */
function more(paper: Paper, { form }: Document, content: SealedDocument): void {
  if (content.text.trim() !== '') {
    heading(paper, form.text.title, { level: 4, keep: 40 })
    for (const block of toBlocks(clip(content.text, longestText))) drawBlock(paper, block)
  }
  if (content.attachments.length === 0) return
  table(paper, {
    summary: 'Files attached to the document, with their digests',
    columns: [{ title: 'Attached file', share: 26 }, { title: 'Size', share: 16, align: 'right' }, { title: 'SHA-256', share: 58 }],
    rows: content.attachments.map((file): Cell[] => [file.name, bytes(file.bytes), { text: file.sha256, style: 'mono' }]),
  })
}

function drawBlock(paper: Paper, block: Block): void {
  switch (block.is) {
    case 'heading':
      return heading(paper, block.text, { level: 4, keep: 30 })
    case 'paragraph':
      return paragraph(paper, block.text)
    case 'quote':
      return paragraph(paper, block.text, type.note)
    case 'list':
      return bullets(paper, block.items.map(({ text }) => text), block.items.map(({ label }) => label))
    case 'code':
      return commands(paper, block.lines)
    case 'table':
      return block.head.length > mostColumns ? block.rows.forEach((row) => paragraph(paper, row.map((cell, at) => `${block.head[at]}: ${cell}`).join('; '))) : textTable(paper, block)
  }
}

/** As wide as what stands in it, within bounds. */
function textTable(paper: Paper, { head, right, rows: all }: Extract<Block, { is: 'table' }>): void {
  const longest = (at: number) => Math.max(...[head, ...all].map((row) => row[at]!.length))
  table(paper, {
    summary: `Table of the text: ${head.join(', ')}`,
    columns: head.map((title, at) => ({ title, share: Math.min(40, Math.max(8, longest(at))), align: right[at] ? 'right' : 'left' })),
    rows: all,
  })
}
