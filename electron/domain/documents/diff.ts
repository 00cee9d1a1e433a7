import { diffLines } from 'diff'
import type { DocumentForm, FormField } from '../../../shared/contract/document-form.ts'
import type { DocumentDiff, SealedDocument } from '../../../shared/contract/documents.ts'
import { fieldsOf, listOf, rowsOf } from '../../../shared/documents/completeness.ts'
import { changedParts, textPart, titlePart } from '../../../shared/documents/merge.ts'

/** What is compared of a document, sealed or not. */
export type Compared = Pick<SealedDocument, 'title' | 'fields' | 'notApplicable' | 'text' | 'quotes' | 'attachments'>

/** Fields and lines of text that differ; `from` and `to` name the two states for people. */
export function compare(form: DocumentForm, from: { name: string; content: Compared }, to: { name: string; content: Compared }): DocumentDiff {
  const [before, after] = [from.content, to.content]
  const fields = changedParts(before, after)
    .filter((part) => part !== textPart)
    .map((part) => {
      const [old, now] = [partText(form, before, part), partText(form, after, part)]
      return { field: part, title: titleOf(form, part), before: old === '' ? null : old, after: now === '' ? null : now, lines: linesOf(old, now) }
    })
  const keys = (content: Compared) => content.attachments.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 12)}…)`)
  const [had, has] = [keys(before), keys(after)]
  return {
    from: from.name,
    to: to.name,
    fields: fields.filter(({ before: old, after: now }) => old !== now),
    text: before.text === after.text ? [] : linesOf(before.text, after.text),
    attachments: { added: has.filter((one) => !had.includes(one)), removed: had.filter((one) => !has.includes(one)) },
  }
}

export const isUnchanged = ({ fields, text, attachments }: DocumentDiff): boolean => fields.length === 0 && text.length === 0 && attachments.added.length === 0 && attachments.removed.length === 0

/** A text of a hundred thousand lines that all differ would take minutes; then the whole is shown as replaced. */
const mostEdits = 4_000

function linesOf(before: string, after: string): DocumentDiff['text'] {
  const end = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
  const changes = diffLines(end(before), end(after), { maxEditLength: mostEdits }) ?? [
    { added: false, removed: true, value: before },
    { added: true, removed: false, value: after },
  ]
  return changes.map(({ added, removed, value }) => ({ added, removed, text: value }))
}

const titleOf = (form: DocumentForm, part: string): string => (part === titlePart ? 'Title' : (fieldsOf(form).find(({ id }) => id === part)?.title ?? part))

/** A part as lines that people can compare: what was written, why it does not apply, what was quoted. */
function partText(form: DocumentForm, content: Compared, part: string): string {
  if (part === titlePart) return content.title
  const field = fieldsOf(form).find(({ id }) => id === part)
  const reason = content.notApplicable[part]
  const quotes = content.quotes.filter((one) => one.field === part).map(({ source, label, value }) => `From the record ${source}: ${label}: ${value}`)
  return [valueText(field, content.fields[part]), ...(reason === undefined ? [] : [`Not applicable: ${reason}`]), ...quotes].filter((line) => line !== '').join('\n')
}

function valueText(field: FormField | undefined, value: Compared['fields'][string] | undefined): string {
  if (typeof value === 'string') return field?.options.find(({ id }) => id === value)?.title ?? value
  const rows = rowsOf(value)
  if (rows.length === 0) return listOf(value).join('\n')
  const columns = field?.columns ?? []
  return rows.map((row) => columns.flatMap(({ id, title, options }) => (row[id] ? [`${title}: ${options.find((one) => one.id === row[id])?.title ?? row[id]}`] : [])).join('\n')).join('\n\n')
}
