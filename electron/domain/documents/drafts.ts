import { createHash } from 'node:crypto'
import type { Attachment, DocumentContent, DocumentDiff, Draft, DraftLine, SealedDocument } from '../../../shared/contract/documents.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import { AppError } from '../../../shared/errors.ts'
import { draftId } from '../../../shared/ids.ts'
import { fieldsOf } from '../../../shared/documents/completeness.ts'
import { conflictsIn, merge } from '../../../shared/documents/merge.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Drafts } from '../../platform/drafts-database.ts'
import { toPicture } from '../../platform/pictures.ts'
import { compare } from './diff.ts'
import { loadFile, movedOn, refuseTooMuch } from './draft-files.ts'
import { deleteDraft, deleteFile, insertDraft, putFile, readDraft, readDraftOfDocument, readDraftsOf, readFileLines, readNewDraft, updateDraft, type DraftRow } from './drafts-store.ts'
import { factsOf, type FactSources } from './facts.ts'
import { formOf } from './forms.ts'
import { importInto } from './imports.ts'
import { findRow, loadContent, type ReaderSources } from './readers.ts'
import { readVersions, type VersionRow } from './store.ts'
import { describeSubject } from './subjects.ts'

export interface DraftSources extends ReaderSources {
  catalog: ReaderSources['catalog'] & FactSources['catalog']
  checkFigures: FactSources['checkFigures']
  blobs: BlobStore
  /** Made when somebody first writes. */
  drafts: () => Drafts
  hasDrafts: () => boolean
}

export type Begin = { document: string } | { kind: string; subject: DocumentSubject }

/** Drafts of one person: nobody sees or changes another's. */
export interface DraftActs {
  list(person: string): DraftLine[]
  get(person: string, id: string): Draft
  /** `fresh`: a note of its own also where one of the kind was begun and nobody wrote in it yet. */
  begin(person: string, input: Begin, fresh?: boolean): Draft
  save(person: string, input: { id: string; revision: number; content: DocumentContent }): { revision: number; savedAt: string }
  discard(person: string, id: string): void
  /** `picture`: BAD_INPUT unless its bytes are one that can be shown. */
  attach(person: string, id: string, path: string, picture?: boolean): Draft
  detach(person: string, input: { id: string; sha256: string; name: string }): Draft
  importFile(person: string, id: string, path: string): Draft
  /** Puts a fact beside a field. NOT_FOUND where the form or the record has no such thing. */
  quote(person: string, input: { id: string; field: string; fact: string }): Draft
  diff(person: string, id: string): DocumentDiff
  rebase(person: string, id: string, take: Readonly<Record<string, 'mine' | 'theirs'>>): Draft
}

export function createDrafts(sources: DraftSources): DraftActs {
  const { drafts, hasDrafts, now } = sources
  const find = (person: string, id: string) => findDraft(sources, person, id)
  const get = (person: string, id: string) => toDraft(sources, find(person, id))
  const change = (row: DraftRow, changed: Parameters<typeof updateDraft>[3]) => {
    const savedAt = now().toISOString()
    if (!updateDraft(drafts(), row.id, row.revision, { ...changed, savedAt })) throw movedOn(row.id)
    return { revision: row.revision + 1, savedAt }
  }
  return {
    list: (person) => (hasDrafts() ? readDraftsOf(drafts(), person) : []).map((row) => toLine(sources, row)),
    get,
    begin: (person, input, fresh = false) => toDraft(sources, 'document' in input ? beginFrom(sources, person, input.document) : beginNew(sources, person, input, fresh)),
    save(person, { id, revision, content }) {
      const row = find(person, id)
      if (row.revision !== revision) throw movedOn(row.id)
      return change(row, { content })
    },
    discard: (person, id) => deleteDraft(drafts(), find(person, id).id),
    ...fileActs(sources, { find, get, change }),
    diff(person, id) {
      const row = find(person, id)
      const newest = newestOf(sources, row)
      const from = newest ? { name: `version ${newest.number}`, content: loadContent(sources.blobs, newest.sha256) } : { name: 'nothing', content: nothing }
      return compare(formOf(row.kind), from, { name: 'this draft', content: toCompared(sources, row) })
    },
    rebase(person, id, take) {
      const row = find(person, id)
      const newest = newestOf(sources, row)
      if (newest && newest.number !== row.base) {
        const theirs = toContent(loadContent(sources.blobs, newest.sha256))
        const content = merge(baseOf(sources, row), row.content, theirs, take)
        change(row, { base: newest.number, content: { ...row.content, ...content }, kept: mergeKept(sources, row, newest) })
      }
      return get(person, id)
    },
  }
}

interface Own {
  find(person: string, id: string): DraftRow
  get(person: string, id: string): Draft
  change(row: DraftRow, changed: Parameters<typeof updateDraft>[3]): unknown
}

function fileActs({ drafts, now }: DraftSources, { find, get, change }: Own): Pick<DraftActs, 'attach' | 'detach' | 'importFile' | 'quote'> {
  return {
    attach(person, id, path, picture = false) {
      const row = find(person, id)
      const { name, content } = loadFile(path)
      if (picture) toPicture(name, content)
      const sha256 = createHash('sha256').update(content).digest('hex')
      refuseTooMuch(attachmentsOf(drafts(), row), { name, sha256, bytes: content.byteLength })
      drafts().transaction((tx) => {
        putFile(tx, { draft: row.id, role: 'attachment', name, sha256, content })
        if (!updateDraft(tx, row.id, row.revision, { kept: row.kept.filter((one) => one.name !== name), savedAt: now().toISOString() })) throw movedOn(row.id)
      })
      return get(person, id)
    },
    detach(person, { id, sha256, name }) {
      const row = find(person, id)
      const wasHere = deleteFile(drafts(), { draft: row.id, role: 'attachment', name, sha256 })
      const kept = row.kept.filter((one) => one.name !== name || one.sha256 !== sha256)
      if (!wasHere && kept.length === row.kept.length) throw new AppError('NOT_FOUND', `The draft has no attachment “${name}” with this digest.`)
      change(row, { kept })
      return get(person, id)
    },
    importFile(person, id, path) {
      const row = find(person, id)
      importInto({ drafts: drafts(), now }, row, path)
      return get(person, id)
    },
    quote(person, { id, field, fact }) {
      const { form, facts } = get(person, id)
      const row = find(person, id)
      if (!fieldsOf(form).some((one) => one.id === field)) throw new AppError('NOT_FOUND', `“${form.title}” has no field “${field}”. Its fields are: ${fieldsOf(form).map((one) => one.id).join(', ')}.`)
      if (!facts.some((one) => one.id === fact)) throw new AppError('NOT_FOUND', `The record says nothing called “${fact}” of ${row.subjectRef}. List what it says with: document facts ${id}.`)
      const others = row.content.quotes.filter((one) => one.field !== field || one.fact !== fact)
      change(row, { content: { ...row.content, quotes: [...others, { field, fact }] } })
      return get(person, id)
    },
  }
}

export function findDraft({ drafts }: Pick<DraftSources, 'drafts'>, person: string, id: string): DraftRow {
  const row = draftId.safeParse(id).success ? readDraft(drafts(), Number(id.slice('draft-'.length)), person) : undefined
  if (row) return row
  const mine = readDraftsOf(drafts(), person).map((one) => `draft-${one.id}`)
  throw new AppError('NOT_FOUND', `You have no draft ${id}. ${mine.length === 0 ? 'You have none at all: begin one, or it was sealed or discarded.' : `You have: ${mine.slice(0, 12).join(', ')}.`}`)
}

const nothing = { title: '', fields: {}, notApplicable: {}, text: '', quotes: [], attachments: [] }

const toSubjectWords = (type: DocumentSubject['type']): string => (type === 'workspace' ? 'the workspace' : `${type === 'experiment' ? 'an' : 'a'} ${type.replace('_', ' ')}`)

function beginNew(sources: DraftSources, person: string, { kind, subject: asked }: { kind: string; subject: DocumentSubject }, fresh: boolean): DraftRow {
  const { drafts, now } = sources
  const form = formOf(kind)
  const { subject, title } = describeSubject(sources, asked)
  if (!form.subjects.includes(subject.type)) throw new AppError('BAD_INPUT', `“${form.title}” is written about ${form.subjects.map(toSubjectWords).join(' or ')}, not about ${toSubjectWords(subject.type)}.`)
  const before = readNewDraft(drafts(), person, kind, subject)
  // Of notes there are many on one run: only one that nobody wrote in yet is gone on with.
  if (before && (!form.note || (before.revision === 1 && !fresh))) return before
  const content = { title: `${form.title}: ${title}`.slice(0, 200), fields: {}, notApplicable: {}, text: form.text.template, quotes: [] }
  const id = insertDraft(drafts(), { kind, subjectType: subject.type, subjectRef: subject.ref, person, content, kept: [], savedAt: now().toISOString(), revision: 1 })
  return readDraft(drafts(), id, person)!
}

function beginFrom(sources: DraftSources, person: string, id: string): DraftRow {
  const { drafts, index, blobs, now } = sources
  const document = findRow(index, id)
  if (document.withdrawnSeq !== null) throw new AppError('CONFLICT', `${id} was withdrawn; begin a new document.`)
  const before = readDraftOfDocument(drafts(), person, document.seq)
  if (before) return before
  const newest = readVersions(index, document.seq).at(-1)!
  const sealed = loadContent(blobs, newest.sha256)
  const { kind, subjectType, subjectRef, seq } = document
  const draft = insertDraft(drafts(), { document: seq, kind, subjectType, subjectRef, person, base: newest.number, content: toContent(sealed), origin: sealed.origin, kept: sealed.attachments, savedAt: now().toISOString(), revision: 1 })
  return readDraft(drafts(), draft, person)!
}

/** What a person goes on with of a sealed version: facts by name only, to be quoted as they are when it is sealed. */
export const toContent = ({ title, fields, notApplicable, text, quotes }: SealedDocument): DocumentContent => ({ title, fields, notApplicable, text, quotes: quotes.map(({ field, fact }) => ({ field, fact })) })

const newestOf = ({ index }: DraftSources, { document }: DraftRow): VersionRow | undefined => (document === null ? undefined : readVersions(index, document).at(-1))

function baseOf({ index, blobs }: DraftSources, { document, base }: DraftRow): DocumentContent {
  const row = document === null || base === null ? undefined : readVersions(index, document).find(({ number }) => number === base)
  return row ? toContent(loadContent(blobs, row.sha256)) : { ...nothing, quotes: [] }
}

/** Attachments that the others added come in, those that they took away go; mine stay as they are. */
function mergeKept({ index }: DraftSources, { document, base, kept }: DraftRow, newest: VersionRow): Attachment[] {
  const keyOf = ({ name, sha256 }: Attachment) => `${sha256} ${name}`
  const had = new Set((document === null ? [] : (readVersions(index, document).find(({ number }) => number === base)?.attachments ?? [])).map(keyOf))
  const mine = new Set(kept.map(keyOf))
  return [...newest.attachments.filter((one) => mine.has(keyOf(one)) || !had.has(keyOf(one))), ...kept.filter((one) => !had.has(keyOf(one)) && !newest.attachments.some((other) => keyOf(other) === keyOf(one)))]
}

export function attachmentsOf(drafts: Drafts, { id, kept }: Pick<DraftRow, 'id' | 'kept'>): Attachment[] {
  const own = readFileLines(drafts, id).filter(({ role }) => role === 'attachment')
  return [...kept, ...own.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }))]
}

function toCompared(sources: DraftSources, row: DraftRow) {
  const facts = factsOf(sources, { type: row.subjectType, ref: row.subjectRef })
  const quotes = row.content.quotes.flatMap(({ field, fact }) => facts.filter(({ id }) => id === fact).map(({ source, label, value }) => ({ field, fact, source, label, value })))
  return { ...row.content, quotes, attachments: attachmentsOf(sources.drafts(), row) }
}

function toDraft(sources: DraftSources, row: DraftRow): Draft {
  const { drafts } = sources
  const { subject, title: subjectTitle, tier } = describeSubject(sources, { type: row.subjectType, ref: row.subjectRef })
  return {
    id: `draft-${row.id}`,
    document: row.document === null ? null : `N-${row.document}`,
    kind: row.kind,
    subject,
    subjectTitle,
    by: row.person,
    base: row.base,
    newer: toNewer(sources, row),
    content: row.content,
    attachments: attachmentsOf(drafts(), row),
    origin: row.origin,
    form: formOf(row.kind),
    facts: factsOf(sources, subject),
    tier,
    savedAt: row.savedAt,
    revision: row.revision,
  }
}

function toNewer(sources: DraftSources, row: DraftRow): Draft['newer'] {
  const newest = newestOf(sources, row)
  if (!newest || newest.number === row.base) return null
  const { number, at, by, sha256 } = newest
  return { number, at, by, conflicts: conflictsIn(baseOf(sources, row), row.content, toContent(loadContent(sources.blobs, sha256))) }
}

function toLine(sources: DraftSources, { id, document, kind, subjectType, subjectRef, base, content, savedAt }: DraftRow): DraftLine {
  const newest = document === null ? undefined : readVersions(sources.index, document).at(-1)
  const { subject, title: subjectTitle } = describeSubject(sources, { type: subjectType, ref: subjectRef })
  return { id: `draft-${id}`, document: document === null ? null : `N-${document}`, kind, kindTitle: formOf(kind).title, title: content.title, subject, subjectTitle, savedAt, behind: newest !== undefined && newest.number !== base }
}
