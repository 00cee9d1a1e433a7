import { parse, stringify } from 'yaml'
import type { DocumentForm, FormField } from '../../../shared/contract/document-form.ts'
import type { DocumentContent, FieldValue, SealedDocument, TableRow } from '../../../shared/contract/documents.ts'
import { AppError } from '../../../shared/errors.ts'
import { fieldsOf, listOf, rowsOf } from '../../../shared/documents/completeness.ts'
import { writeSection } from '../../../shared/documents/sections.ts'

type Members = Record<string, unknown>
type Written = Pick<DocumentContent, 'title' | 'fields' | 'notApplicable' | 'text'>

const schema = 'countersign/document-file/1'
const known = ['schema', 'kind', 'title', 'subject', 'fields', 'not_applicable', 'text', 'from_record', 'attachments']

/** A document as a YAML file for people: docs/formats/document.md. What the program wrote stands apart, under `from_record`. */
export function toYamlFile({ kind, title, subject, fields, notApplicable, text, quotes, attachments }: SealedDocument, form: DocumentForm): string {
  const values: Members = {}
  for (const field of fieldsOf(form)) {
    const value = field.type === 'section' ? undefined : fields[field.id]
    if (value !== undefined && value.length > 0) values[field.id] = value
  }
  const file = {
    schema,
    kind,
    title,
    subject: `${subject.type} ${subject.ref}`,
    fields: values,
    ...(Object.keys(notApplicable).length > 0 ? { not_applicable: notApplicable } : {}),
    text,
    ...(quotes.length > 0 ? { from_record: quotes.map(({ field, source, label, value }) => ({ field, source, label, value })) } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
  return stringify(file, { lineWidth: 0, blockQuote: 'literal' })
}

/** Reads such a file into a draft. `from_record` and attachments are not taken over: a person can not write them. BAD_INPUT says what is wrong. */
export function parseYamlFile(content: string, form: DocumentForm, name: string): Written {
  const file = membersOf(parseText(content, name), name, 'the file')
  const unknown = Object.keys(file).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw bad(name, `it has ${list(unknown)}, which no such file has. It may have: ${known.join(', ')}`)
  if (file['kind'] !== undefined && file['kind'] !== form.kind) throw bad(name, `it is a ${wordOf(file['kind'], name, 'kind')}, not a ${form.kind}`)
  const ids = fieldsOf(form).map(({ id }) => id)
  const values = membersOf(file['fields'] ?? {}, name, '“fields”')
  const reasons = membersOf(file['not_applicable'] ?? {}, name, '“not_applicable”')
  const strange = [...Object.keys(values), ...Object.keys(reasons)].filter((id) => !ids.includes(id))
  if (strange.length > 0) throw bad(name, `a ${form.kind} has no field ${list(strange)}. Its fields are: ${ids.join(', ')}`)
  let text = wordOf(file['text'] ?? '', name, 'text').replaceAll('\r\n', '\n')
  const fields: Record<string, FieldValue> = {}
  for (const field of fieldsOf(form)) {
    const value = values[field.id]
    if (value === undefined || value === null) continue
    if (field.type === 'section') text = writeSection(text, field, wordOf(value, name, field.id).trim())
    else fields[field.id] = valueOf(field, value, name)
  }
  return { title: wordOf(file['title'] ?? form.title, name, 'title'), fields, notApplicable: Object.fromEntries(Object.entries(reasons).map(([id, reason]) => [id, wordOf(reason, name, id)])), text }
}

function parseText(content: string, name: string): unknown {
  try {
    return parse(content, { maxAliasCount: 100 })
  } catch (error) {
    throw bad(name, `it is no YAML: ${error instanceof Error ? error.message.split('\n')[0]!.replace(/[:.]$/, '') : ''}`, error)
  }
}

function membersOf(value: unknown, name: string, what: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members
  throw bad(name, `${what} does not consist of names and values`)
}

function wordOf(value: unknown, name: string, what: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw bad(name, `“${what}” is not a text`)
}

function valueOf(field: FormField, value: unknown, name: string): FieldValue {
  if (field.type === 'list') return (Array.isArray(value) ? value : [value]).map((item) => wordOf(item, name, field.id))
  if (field.type === 'table') return Array.isArray(value) ? value.map((row) => rowOf(field, membersOf(row, name, `a row of “${field.id}”`), name)) : fail(name, `“${field.id}” is a table: write a list of rows`)
  const word = wordOf(value, name, field.id)
  if (field.type === 'choice' && !field.options.some(({ id }) => id === word)) throw bad(name, `“${field.id}” is one of ${field.options.map(({ id }) => id).join(', ')}; “${word.slice(0, 80)}” is none`)
  return word
}

function rowOf({ id, columns }: FormField, row: Members, name: string): TableRow {
  const strange = Object.keys(row).filter((column) => !columns.some((one) => one.id === column))
  if (strange.length > 0) throw bad(name, `“${id}” has no column ${list(strange)}. Its columns are: ${columns.map((one) => one.id).join(', ')}`)
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, wordOf(value ?? '', name, column)]))
}

const fail = (name: string, why: string): never => {
  throw bad(name, why)
}
const list = (names: readonly string[]) => names.slice(0, 8).map((one) => `“${one.slice(0, 60)}”`).join(', ')
const bad = (name: string, why: string, cause?: unknown) => new AppError('BAD_INPUT', `${name} can not be read: ${why}. Nothing was changed.`, { cause })

/** A document as Markdown to read; what the record says stands in quotations that name their source. */
export function toMarkdown({ title, kind, subject, text, ...content }: SealedDocument, form: DocumentForm): string {
  // A note is its text: whoever puts the attachments beside the file sees the pictures.
  if (form.note) return `# ${title}\n\n${text.trim()}\n`
  const parts = [`# ${title}`, `${form.title} (${kind}) of ${subject.type.replace('_', ' ')} ${subject.ref}${subject.sha256 === null ? '' : `, SHA-256 ${subject.sha256}`}`]
  for (const { title: group, fields } of form.groups) {
    const written = fields.filter(({ type }) => type !== 'section').map((field) => `### ${field.title}\n\n${fieldToMarkdown(field, content)}`)
    if (written.length > 0) parts.push(`## ${group}`, ...written)
  }
  const quoted = form.groups.flatMap(({ fields }) => fields).filter(({ type, id }) => type === 'section' && content.quotes.some(({ field }) => field === id))
  if (text.trim() !== '') parts.push(`## ${form.text.title}`, text.trim())
  for (const { id, title: section } of quoted) parts.push(`### From the record: ${section}`, toQuotes(content, id))
  if (content.attachments.length > 0) parts.push('## Attachments', content.attachments.map(({ name, sha256, bytes }) => `- ${name}, ${bytes} bytes, SHA-256 ${sha256}`).join('\n'))
  return `${parts.join('\n\n')}\n`
}

function fieldToMarkdown(field: FormField, content: Pick<SealedDocument, 'fields' | 'notApplicable' | 'quotes'>): string {
  const reason = content.notApplicable[field.id]
  const written = reason === undefined ? valueToMarkdown(field, content.fields[field.id]) : `Not applicable: ${reason}`
  return [written, toQuotes(content, field.id)].filter(Boolean).join('\n\n') || '*(empty)*'
}

const toQuotes = ({ quotes }: Pick<SealedDocument, 'quotes'>, field: string): string =>
  quotes.filter((one) => one.field === field).map(({ source, label, value }) => `> From the record ${source}: ${label}: ${value}`).join('\n>\n')

function valueToMarkdown(field: FormField, value: FieldValue | undefined): string {
  if (field.type === 'table') return toPipeTable(field, rowsOf(value))
  if (field.type === 'list') return listOf(value).map((item) => `- ${item}`).join('\n')
  const word = typeof value === 'string' ? value : ''
  return field.type === 'choice' ? (field.options.find(({ id }) => id === word)?.title ?? word) : word
}

function toPipeTable({ columns }: FormField, rows: readonly TableRow[]): string {
  if (rows.length === 0) return ''
  const cell = (column: FormField['columns'][number], row: TableRow) => {
    const value = row[column.id] ?? ''
    return (column.options.find(({ id }) => id === value)?.title ?? value).replaceAll('|', '\\|').replaceAll('\n', ' ')
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(columns.map(({ title }) => title)), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((column) => cell(column, row))))].join('\n')
}
