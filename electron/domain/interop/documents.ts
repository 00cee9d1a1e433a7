import { sealedDocument } from '../../../shared/contract/documents.ts'
import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { BundleError, parseForeignJson } from '../../tlog/bundle.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { DocumentReaders } from '../documents/service.ts'
import type { Body } from '../ledger/folds.ts'

type Sealed = Body<'document.sealed/v1'>
interface SealedEntry {
  seq: number
  body: Sealed
}

/** What a request about this version may carry documents about. */
export const subjectsOf = ({ ref, model, useCase, manifest }: Pick<VersionDetail, 'ref' | 'model' | 'manifest'> & { useCase: { id: string } }): EvidenceSubject[] => [
  { type: 'use_case', ref: useCase.id },
  { type: 'model', ref: model },
  { type: 'version', ref },
  ...manifest.data.map(({ snapshot }) => ({ type: 'snapshot' as const, ref: snapshot })),
]

/** Documents in force about these subjects: every version's entry, and of the newest the content with its files. One that was erased stays here. */
export function gatherDocuments(documents: Pick<DocumentReaders, 'list' | 'get'>, subjects: readonly EvidenceSubject[]): { seqs: number[]; blobs: string[]; emails: string[] } {
  const found = subjects.flatMap((subject) => documents.list({ subject })).filter(({ withdrawn }) => withdrawn === null)
  const carried = found.map(({ id }) => documents.get(id)).filter(({ content }) => content !== null)
  return {
    seqs: carried.flatMap(({ versions }) => versions.map(({ seq }) => seq)),
    blobs: carried.flatMap(({ sha256, content }) => [sha256, ...filesOf(content!)]),
    emails: carried.flatMap(({ authors }) => authors),
  }
}

const filesOf = ({ attachments, origin }: Pick<Sealed, 'attachments' | 'origin'>): string[] => [...attachments.map(({ sha256 }) => sha256), ...(origin ? [origin.sha256] : [])]

/** A document has at most its text, its fields and their names. */
const longestDocument = 4 * 1024 * 1024

/**
 * Each document of a bundle is about what the request is about, its versions follow each other, and the newest says what its entry
 * says. Returns the digests of all files that they name. Throws BundleError.
 */
export function checkDocuments(entries: readonly SealedEntry[], blobs: ReadonlyMap<string, Uint8Array>, boundTo: ReadonlyMap<string, string | null>): string[] {
  const newest = new Map<string, SealedEntry>()
  for (const one of entries.toSorted((a, b) => a.seq - b.seq)) {
    const id = one.body.document ?? `N-${one.seq}`
    follow(id, newest.get(id), one, boundTo)
    newest.set(id, one)
  }
  return [...newest].flatMap(([id, { body }]) => {
    checkContent(id, body, blobs)
    return [body.content.sha256, ...filesOf(body)]
  })
}

function follow(id: string, before: SealedEntry | undefined, { body }: SealedEntry, boundTo: ReadonlyMap<string, string | null>): void {
  const key = `${body.subject.type} ${body.subject.ref}`
  if (!boundTo.has(key)) throw wrong(`${id} is about ${body.subject.ref}, which the request is not about`)
  if (boundTo.get(key) !== body.boundTo) throw wrong(`${id} speaks of another state of ${body.subject.ref} than the one in it`)
  const follows = before === undefined ? body.document === null && body.number === 1 && body.previous === null : body.number === before.body.number + 1 && body.previous === before.body.content.sha256
  const same = before === undefined || (before.body.kind === body.kind && toCanonical(before.body.subject) === toCanonical(body.subject))
  if (!follows || !same) throw wrong(`the versions of ${id} do not follow each other`)
}

function checkContent(id: string, body: Sealed, blobs: ReadonlyMap<string, Uint8Array>): void {
  for (const sha256 of [body.content.sha256, ...filesOf(body)]) if (!blobs.has(sha256)) throw new BundleError('missing', `a file of ${id} (blobs/${sha256}) is missing from it`)
  const content = sealedDocument.safeParse(parseForeignJson(Buffer.from(blobs.get(body.content.sha256)!).toString('utf8'), id, longestDocument)).data
  if (!content) throw wrong(`${id} does not have the form of a document`)
  const said = ({ kind, title, subject, boundTo, attachments, origin }: Pick<Sealed, 'kind' | 'title' | 'subject' | 'boundTo' | 'attachments' | 'origin'>) =>
    toCanonical({ kind, title, subject, boundTo, attachments, origin })
  const { sha256, ...subject } = content.subject
  if (said(body) !== said({ ...content, subject, boundTo: sha256 })) throw wrong(`${id} and its entry do not say the same`)
}

const wrong = (message: string) => new BundleError('content', message)
