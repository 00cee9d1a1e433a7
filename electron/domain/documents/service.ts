import type { Document, DocumentDiff, exportFormat } from '../../../shared/contract/documents.ts'
import type { DocumentForm, DocumentSubject } from '../../../shared/contract/document-form.ts'
import { AppError } from '../../../shared/errors.ts'
import { refuseOtherFile, translate, writeTextFile } from '../../platform/output-file.ts'
import { writeDurably } from '../../platform/blobs.ts'
import type { Ledger } from '../ledger/service.ts'
import type * as z from 'zod'
import { createAttachedReaders, type AttachedReaders } from './attached.ts'
import { toCard } from './card.ts'
import { compare } from './diff.ts'
import { createDrafts, type DraftActs, type DraftSources } from './drafts.ts'
import { loadForms } from './forms.ts'
import { createReaders, type DocumentReaders, type ReaderSources } from './readers.ts'
import { seal } from './sealing.ts'
import { listSubjects, parseSubject } from './subjects.ts'
import { toMarkdown, toYamlFile } from './written-file.ts'

export type { DocumentReaders } from './readers.ts'
export type { CheckFigures } from './facts.ts'
export type { RunNames } from './subjects.ts'
export { loadForms } from './forms.ts'
export { toFieldLine } from './rules.ts'
export { loadContent } from './readers.ts'

/** What people write, as evidence: drafts that are nobody else's, and sealed versions that nobody can change. docs/formats/document.md */
export interface Documents extends DocumentReaders, AttachedReaders {
  readonly drafts: DraftActs
  forms(): DocumentForm[]
  subjects(): { subject: DocumentSubject; title: string }[]
  /** What somebody means by `U-3`, `credit-lr@3`, `workspace`, … BAD_INPUT, NOT_FOUND. */
  subject(text: string): DocumentSubject
  diff(id: string, from: number, to: number): DocumentDiff
  /** One entry; errors say what is wrong with the draft, or that it is behind. */
  seal(person: string, draft: string): Document
  withdraw(person: string, id: string, reason: string): Document
  /** A version as text: a card as it came, other kinds as Markdown to read or YAML to import again. */
  text(id: string, number: number | undefined, as: z.infer<typeof exportFormat>): string
  export(input: { id: string; number?: number | undefined; as: z.infer<typeof exportFormat>; out: string }): { path: string; bytes: number }
  saveAttachment(input: { id: string; number?: number | undefined; sha256: string; out: string }): { path: string; bytes: number }
}

export interface DocumentsOptions extends DraftSources {
  ledger: Ledger
}

export const createDocumentReaders = (sources: ReaderSources): DocumentReaders => createReaders(sources)

export function createDocuments(options: DocumentsOptions): Documents {
  const { ledger } = options
  const readers = createReaders(options)
  const one = (id: string) => toDocument(readers, id)
  const text: Documents['text'] = (id, number, as) => textOf(options, readers, { id, number, as })
  return {
    ...readers,
    ...createAttachedReaders(options),
    drafts: createDrafts(options),
    forms: () => [...loadForms().values()],
    subjects: () => listSubjects(options),
    subject: (words) => parseSubject(options, words),
    diff(id, from, to) {
      const [before, after] = [contentOf(readers, id, from), contentOf(readers, id, to)]
      return compare(readers.get(id).form, { name: `version ${from}`, content: before }, { name: `version ${to}`, content: after })
    },
    seal: (person, draft) => one(seal(options, person, draft)),
    withdraw(person, id, reason) {
      ledger.append(person, () => {
        const { withdrawn } = one(id)
        if (withdrawn) throw new AppError('CONFLICT', `${id} was withdrawn already, by ${withdrawn.by} (entry ${withdrawn.seq}).`)
        return { kind: 'document.withdrawn/v1', body: { document: id, reason } }
      })
      return one(id)
    },
    text,
    export: ({ id, number, as, out }) => writeTextFile(out, text(id, number, as), (before) => before.includes(as === 'yaml' ? 'countersign/document-file/' : '#') || before.startsWith('---')),
    saveAttachment({ id, number, sha256, out }) {
      if (!contentOf(readers, id, number).attachments.some((file) => file.sha256 === sha256)) throw new AppError('NOT_FOUND', `${id} has no attachment with the digest ${sha256.slice(0, 12)}….`)
      const content = options.blobs.read(sha256)
      refuseOtherFile(out, () => false, 'this attachment')
      translate(out, () => writeDurably(out, content))
      return { path: out, bytes: content.byteLength }
    },
  }
}

function toDocument(readers: DocumentReaders, id: string): Document {
  const { form: _form, versions: _versions, shown: _shown, content: _content, erased: _erased, ...document } = readers.get(id)
  return document
}

function contentOf(readers: DocumentReaders, id: string, number: number | undefined) {
  const { content, erased } = readers.get(id, number)
  if (content === null) throw new AppError('NOT_FOUND', erased!)
  return content
}

function textOf({ blobs }: Pick<DocumentsOptions, 'blobs'>, readers: DocumentReaders, { id, number, as }: { id: string; number: number | undefined; as: 'markdown' | 'yaml' }): string {
  const content = contentOf(readers, id, number)
  const { form } = readers.get(id, number)
  if (as === 'yaml') return toYamlFile(content, form)
  if (!form.card) return toMarkdown(content, form)
  const { origin } = content
  const isCard = origin !== null && /\.(md|markdown)$/i.test(origin.name) && blobs.has(origin.sha256)
  const card = toCard(content, form, isCard ? blobs.read(origin.sha256).toString('utf8') : null)
  const quotes = content.quotes.map(({ source, label, value }) => `> From the record ${source}: ${label}: ${value}`)
  return quotes.length === 0 ? card : `${card.replace(/\n?$/, '\n')}\n## From the record\n\n${quotes.join('\n>\n')}\n`
}
