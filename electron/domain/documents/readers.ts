import type { DocumentForm } from '../../../shared/contract/document-form.ts'
import { sealedDocument, type Document, type DocumentDetail, type DocumentVersion, type SealedDocument } from '../../../shared/contract/documents.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import type { EvidenceRecord, EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { AppError } from '../../../shared/errors.ts'
import { documentId } from '../../../shared/ids.ts'
import { missingFrom } from '../../../shared/documents/completeness.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import { formOf } from './forms.ts'
import { openCounts } from './rules.ts'
import { readDocument, readDocuments, readVersions, type DocumentRow, type VersionRow } from './store.ts'
import { describeSubject, type SubjectFacts, type SubjectSources } from './subjects.ts'

export interface DocumentReaders {
  /** Newest first. */
  list(filter: { subject?: DocumentSubject | undefined; kind?: string | undefined }): Document[]
  /** The newest version unless `number` says which. NOT_FOUND; LEDGER_UNSAFE where its bytes changed. */
  get(id: string, number?: number): DocumentDetail
  /** What is in force about these subjects, as policies and frameworks see it. Withdrawn documents are no evidence. */
  recordsOf(subjects: readonly EvidenceSubject[]): EvidenceRecord[]
  /** Everybody who sealed a version of a document about these subjects: they made it. */
  authorsOf(subjects: readonly EvidenceSubject[]): string[]
}

export interface ReaderSources extends SubjectSources {
  index: Index
  blobs: BlobStore
  /** The day that overdue items are told by. */
  now: () => Date
}

export function createReaders(sources: ReaderSources): DocumentReaders {
  const { index } = sources
  const list: DocumentReaders['list'] = (filter) => {
    const describe = describingOnce(sources)
    return readDocuments(index, filter).flatMap((row) => toDocument(sources, row, describe))
  }
  const inForce = (subjects: readonly EvidenceSubject[]) => subjects.flatMap((subject) => list({ subject }).map((document) => ({ ...document, subject }))).filter(({ withdrawn }) => withdrawn === null)
  return {
    list,
    get: (id, number) => toDetail(sources, findRow(index, id), number),
    recordsOf: (subjects) => inForce(subjects).map(toRecord),
    authorsOf: (subjects) => [...new Set(inForce(subjects).flatMap(({ authors }) => authors))],
  }
}

export function findRow(index: Index, id: string): DocumentRow {
  const row = documentId.safeParse(id).success ? readDocument(index, Number(id.slice(2))) : undefined
  if (row) return row
  const ids = readDocuments(index, {}).map(({ seq }) => `N-${seq}`)
  const existing = ids.length === 0 ? 'There is none yet.' : `There are: ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ' and older ones' : ''}.`
  throw new AppError('NOT_FOUND', `There is no document ${id} in this workspace. ${existing}`)
}

/** Lists ask for the same few subjects again and again. */
function describingOnce(sources: SubjectSources): (subject: DocumentSubject) => SubjectFacts {
  const known = new Map<string, SubjectFacts>()
  return (subject) => {
    const key = `${subject.type} ${subject.ref}`
    const facts = known.get(key) ?? describeOrName(sources, subject)
    known.set(key, facts)
    return facts
  }
}

/** A forged entry may speak of what is not there; the list is not lost for that. */
function describeOrName(sources: SubjectSources, subject: DocumentSubject): SubjectFacts {
  try {
    return describeSubject(sources, subject)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
    return { subject, title: subject.ref, sha256: null, tier: null }
  }
}

type Formed = Pick<DocumentForm, 'title' | 'groups'>
/** A kind that this program has no form for: its document is still a document. */
function formOrNone(kind: string): Formed {
  try {
    return formOf(kind)
  } catch {
    return { title: kind, groups: [] }
  }
}

function toDocument({ index, now }: ReaderSources, row: DocumentRow, describe: (subject: DocumentSubject) => SubjectFacts): Document[] {
  const versions = readVersions(index, row.seq)
  const newest = versions.at(-1)
  if (!newest) return []
  const subject = { type: row.subjectType, ref: row.subjectRef }
  const { title: subjectTitle, tier } = describe(subject)
  const form = formOrNone(row.kind)
  const { number, seq, at, by, title, sha256, boundTo } = newest
  return [
    {
      id: `N-${row.seq}`,
      kind: row.kind,
      kindTitle: form.title,
      title,
      subject,
      subjectTitle,
      number,
      seq,
      at,
      by,
      authors: [...new Set(versions.map((one) => one.by))],
      sha256,
      boundTo,
      attachments: newest.attachments.length,
      tier,
      missing: missingFrom(form, tier, newest.filled),
      open: openCounts(newest.open, now()),
      withdrawn: row.withdrawnSeq === null ? null : { seq: row.withdrawnSeq, at: row.withdrawnAt!, by: row.withdrawnBy!, reason: row.withdrawnReason! },
    },
  ]
}

function toDetail(sources: ReaderSources, row: DocumentRow, number: number | undefined): DocumentDetail {
  const [document] = toDocument(sources, row, describingOnce(sources))
  const versions = readVersions(sources.index, row.seq).toReversed()
  const shown = number === undefined ? versions[0] : versions.find((one) => one.number === number)
  if (!document || !shown) throw new AppError('NOT_FOUND', `N-${row.seq} has no version ${number}. It has 1 to ${versions.length}.`)
  const because = sources.blobs.erased(shown.sha256)
  const erased = because === null ? null : `The content of version ${shown.number} of ${document.id} is gone on purpose: ${because.replace(/\.?$/, '.')} What the entry says of it stays.`
  return { ...document, form: formOf(row.kind), versions: versions.map(toVersion), shown: toVersion(shown), content: erased === null ? loadContent(sources.blobs, shown.sha256) : null, erased }
}

export const loadContent = (blobs: Pick<BlobStore, 'read'>, sha256: string): SealedDocument => sealedDocument.parse(JSON.parse(blobs.read(sha256).toString('utf8')))

const toVersion = ({ number, seq, at, by, title, sha256, bytes, filled, missing }: VersionRow): DocumentVersion => ({ number, seq, at, by, title, sha256, bytes, filled: filled.length, missing: missing.length })

function toRecord({ id, kind, title, subject, seq, at, authors, sha256, boundTo, missing, open }: Document & { subject: EvidenceSubject }): EvidenceRecord {
  const missingFields = missing.map((field) => field.id)
  return {
    kind,
    id,
    title,
    subject,
    seq,
    at,
    authors,
    sha256,
    boundTo,
    missingFields,
    predeclared: null,
    verdict: null,
    signatures: [],
    coversSegments: null,
    open: { high: open.high, overdue: open.overdue },
    verified: null,
    retained: null,
    // A place, a day and an archived copy are what a publication record asks for.
    published: kind === 'publication_record' ? missingFields.length === 0 : null,
    acknowledged: null,
    sealed: null,
  }
}
