import type { DocumentForm, FormField } from '../contract/document-form.ts'
import type { DocumentContent, FieldValue, TableRow } from '../contract/documents.ts'
import type { UseCase } from '../contract/catalog.ts'
import { isWritten, readSection } from './sections.ts'

type Tier = UseCase['tier']
type Written = Pick<DocumentContent, 'fields' | 'notApplicable' | 'text'> & { quotes: readonly { field: string }[] }

export const fieldsOf = (form: Pick<DocumentForm, 'groups'>): FormField[] => form.groups.flatMap(({ fields }) => fields)

const isRow = (value: string | TableRow): value is TableRow => typeof value !== 'string'
export const rowsOf = (value: FieldValue | undefined): TableRow[] => (Array.isArray(value) ? value.filter(isRow) : [])
export const listOf = (value: FieldValue | undefined): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
export const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')

function hasValue(field: FormField, { fields, text }: Written): boolean {
  if (field.type === 'section') return isWritten(readSection(text, field) ?? '')
  const value = fields[field.id]
  if (field.type === 'table') return rowsOf(value).some((row) => Object.values(row).some(isWritten))
  return field.type === 'list' ? listOf(value).some(isWritten) : isWritten(textOf(value))
}

/** Filled: a person wrote something, quoted a fact of the record, or said why it does not apply. */
export const isFilled = (field: FormField, content: Written): boolean =>
  hasValue(field, content) || (content.notApplicable[field.id] ?? '').trim() !== '' || content.quotes.some((quote) => quote.field === field.id)

/**
 * Ids of what is filled: fields, and columns of tables, since a kind may ask for a column by its name (the cause of each hazard).
 * A column is filled where the table has rows and each of them says something in it.
 */
export function filledIn(form: Pick<DocumentForm, 'groups'>, content: Written): string[] {
  const filled = new Set<string>()
  for (const field of fieldsOf(form)) {
    if (isFilled(field, content)) filled.add(field.id)
    const rows = rowsOf(content.fields[field.id])
    const waived = (content.notApplicable[field.id] ?? '').trim() !== ''
    for (const { id } of field.columns) if (waived || (rows.length > 0 && rows.every((row) => isWritten(row[id] ?? '')))) filled.add(id)
  }
  return [...filled].toSorted()
}

export interface Required {
  id: string
  title: string
}

/** What a tier asks for, in the order of the form. Without a tier everything that any tier asks for. */
export function requiredIn(form: Pick<DocumentForm, 'groups'>, tier: Tier | null): Required[] {
  const asks = (field: FormField) => (tier === null ? field.required.length > 0 : field.required.includes(tier))
  return fieldsOf(form).flatMap((field) => (asks(field) ? [field, ...field.columns.filter(({ required }) => required)] : [])).map(({ id, title }) => ({ id, title }))
}

export const missingFrom = (form: Pick<DocumentForm, 'groups'>, tier: Tier | null, filled: readonly string[]): Required[] =>
  requiredIn(form, tier).filter(({ id }) => !filled.includes(id))
