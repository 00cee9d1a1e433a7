import type { DocumentForm } from '../../../shared/contract/document-form.ts'
import type { Document, DocumentContent, SealedDocument } from '../../../shared/contract/documents.ts'
import { AppError } from '../../../shared/errors.ts'
import { fieldsOf, rowsOf } from '../../../shared/documents/completeness.ts'

type Open = readonly { high: boolean; due: string | null }[]

/** Rows of the form's list of items that wait for somebody, with the day by which. */
export function openItems({ items }: Pick<DocumentForm, 'items'>, { fields }: Pick<DocumentContent, 'fields'>): { high: boolean; due: string | null }[] {
  if (items === null) return []
  return rowsOf(fields[items.field])
    .filter((row) => !items.closed.values.includes(row[items.closed.column] ?? ''))
    .map((row) => ({ high: items.high.values.includes(row[items.high.column] ?? ''), due: toDay(items.due === null ? undefined : row[items.due]) }))
}

const toDay = (text: string | undefined): string | null => (text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null)

/** Due today is not overdue. */
export function openCounts(open: Open, now: Date): Document['open'] {
  const today = now.toISOString().slice(0, 10)
  return { items: open.length, high: open.filter(({ high }) => high).length, overdue: open.filter(({ due }) => due !== null && due < today).length }
}

/** Only what the form asks for is sealed; an empty value is left out, so that the same words give the same bytes. */
export function normalise(form: DocumentForm, { title, fields, notApplicable, text, quotes }: DocumentContent): Pick<SealedDocument, 'title' | 'fields' | 'notApplicable' | 'text'> & Pick<DocumentContent, 'quotes'> {
  const known = fieldsOf(form)
  const kept = known.flatMap((field) => {
    const value = fields[field.id]
    if (value === undefined || field.type === 'section') return []
    const filled = Array.isArray(value) ? dropEmpty(value) : value
    return filled.length === 0 ? [] : [[field.id, filled] as const]
  })
  const reasons = known.flatMap(({ id }) => (notApplicable[id] ? [[id, notApplicable[id]] as const] : []))
  return { title, fields: Object.fromEntries(kept), notApplicable: Object.fromEntries(reasons), text, quotes: quotes.filter(({ field }) => known.some(({ id }) => id === field)) }
}

function dropEmpty(items: Exclude<SealedDocument['fields'][string], string>): SealedDocument['fields'][string] {
  const rows = rowsOf(items)
  if (rows.length === 0) return items.filter((item): item is string => typeof item === 'string' && item.trim() !== '')
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))).filter((row) => Object.keys(row).length > 0)
}

/** BAD_INPUT says which field, and what a value of it is. */
export function refuseWrongValues(form: DocumentForm, { fields }: Pick<DocumentContent, 'fields'>): void {
  for (const field of fieldsOf(form)) {
    const value = fields[field.id]
    if (value === undefined) continue
    if (field.type === 'choice' && typeof value === 'string' && !field.options.some(({ id }) => id === value)) throw wrong(field.title, 'is not one of its choices')
    if (field.type === 'date' && typeof value === 'string' && toDay(value) === null) throw wrong(field.title, 'is not a day such as 2026-11-21')
    for (const { id, title, type, options } of field.columns) {
      for (const row of rowsOf(value)) {
        const cell = row[id] ?? ''
        if (type === 'choice' && cell !== '' && !options.some((one) => one.id === cell)) throw wrong(`${title} in ${field.title}`, 'is not one of its choices')
        if (type === 'date' && cell !== '' && toDay(cell) === null) throw wrong(`${title} in ${field.title}`, 'is not a day such as 2026-11-21')
      }
    }
  }
}

const wrong = (what: string, why: string) => new AppError('BAD_INPUT', `“${what}” ${why}. Nothing was sealed; the draft is kept.`)

/** A field as one line: what was written, and what was quoted from the record beside it; null where there is neither. */
export function toFieldLine(content: Pick<SealedDocument, 'fields' | 'quotes'> | null, id: string): string | null {
  if (!content) return null
  const value = content.fields[id]
  const said = typeof value === 'string' ? [value] : (value ?? []).map((one) => (typeof one === 'string' ? one : Object.values(one).join(', ')))
  const quoted = content.quotes.filter(({ field }) => field === id).map((one) => one.value)
  return [...said, ...quoted].map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter(Boolean).join('; ') || null
}
