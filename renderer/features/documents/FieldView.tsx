import type { FormField } from '../../../shared/contract/document-form.ts'
import type { Quote, SealedDocument, TableRow } from '../../../shared/contract/documents.ts'
import { listOf, rowsOf, textOf } from '../../../shared/documents/completeness.ts'
import { isWritten, readSection } from '../../../shared/documents/sections.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { Markdown } from './Markdown.tsx'
import classes from './documents.module.css'

/** One field as it was sealed: what a person wrote, why it does not apply, and apart from that what the record says. */
export function FieldView({ field, content, required }: { field: FormField; content: SealedDocument; required: boolean }) {
  const reason = content.notApplicable[field.id]
  const quotes = content.quotes.filter((quote) => quote.field === field.id)
  const value = <Value field={field} content={content} />
  const isEmpty = !isSaid(field, content)
  return (
    <section className={classes.field} aria-label={field.title} data-short={shortTypes.has(field.type) || undefined}>
      <h3>{field.title}</h3>
      <div>
      {reason !== undefined && <p className={classes.reason}><StateBadge tone="plain">does not apply</StateBadge> {reason}</p>}
      {!isEmpty && value}
      <QuoteList quotes={quotes} />
      {isEmpty && reason === undefined && quotes.length === 0 && (required ? <StateBadge tone="caution">missing</StateBadge> : <span className={classes.empty}>empty</span>)}
      </div>
    </section>
  )
}

/** Shown beside their title. */
const shortTypes: ReadonlySet<FormField['type']> = new Set(['line', 'list', 'choice', 'date'])

/** Whether there is anything to show of it. */
export const isShown = (field: FormField, content: SealedDocument): boolean =>
  isSaid(field, content) || content.notApplicable[field.id] !== undefined || content.quotes.some((quote) => quote.field === field.id)

function isSaid(field: FormField, { fields, text }: SealedDocument): boolean {
  if (field.type === 'section') return isWritten(readSection(text, field) ?? '')
  const value = fields[field.id]
  return value !== undefined && value.length > 0
}

function Value({ field, content }: { field: FormField; content: SealedDocument }) {
  const value = content.fields[field.id]
  switch (field.type) {
    case 'section':
      return <Markdown>{readSection(content.text, field) ?? ''}</Markdown>
    case 'prose':
      return <Markdown>{textOf(value)}</Markdown>
    case 'list':
      return <ul className={classes.words}>{listOf(value).map((word) => <li key={word}>{word}</li>)}</ul>
    case 'table':
      return <Rows field={field} rows={rowsOf(value)} />
    case 'yaml':
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
      return <section className={classes.scroll} tabIndex={0} aria-label={`${field.title}, as YAML`}><pre>{textOf(value)}</pre></section>
    default:
      return <p>{field.options.find(({ id }) => id === value)?.title ?? textOf(value)}</p>
  }
}

function Rows({ field, rows }: { field: FormField; rows: readonly TableRow[] }) {
  const used = field.columns.filter(({ id, required }) => required || rows.some((row) => row[id]))
  const cell = (row: TableRow, { id, options }: FormField['columns'][number]) => options.find((one) => one.id === row[id])?.title ?? row[id]
  return (
    <div className={classes.rows}>
      <SimpleTable
        label={field.title}
        rows={rows}
        rowKey={(row) => String(rows.indexOf(row))}
        columns={used.map((column, at) => ({ id: column.id, header: column.title, rowHeader: at === 0, wrap: true, cell: (row: TableRow) => cell(row, column) ?? '–' }))}
      />
    </div>
  )
}

/** What the program wrote from the ledger: never the words of the person. */
export function QuoteList({ quotes, onRemove }: { quotes: readonly Quote[]; onRemove?: (fact: string) => React.ReactNode }) {
  if (quotes.length === 0) return null
  return (
    <ul className={classes.quotes} aria-label="From the record">
      {quotes.map(({ fact, source, label, value }) => (
        <li key={fact}>
          <span className={classes.source}>from the record {source}</span>
          <span>{label}: <span className={classes.quoted}>{value}</span></span>
          {onRemove?.(fact)}
        </li>
      ))}
    </ul>
  )
}
