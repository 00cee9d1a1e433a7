import { documentContent, type DocumentContent, type SealedDocument } from '../../../shared/contract/documents.ts'
import type { DocumentForm } from '../../../shared/contract/document-form.ts'
import { AppError } from '../../../shared/errors.ts'
import { fieldsOf, filledIn, missingFrom, textOf } from '../../../shared/documents/completeness.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Ledger } from '../ledger/service.ts'
import { otherKeysField, parseOtherKeys } from './card-head.ts'
import { compare, isUnchanged } from './diff.ts'
import { attachmentsOf, findDraft, type DraftSources } from './drafts.ts'
import { deleteDraft, readFiles, type DraftRow } from './drafts-store.ts'
import { factsOf } from './facts.ts'
import { formOf } from './forms.ts'
import { loadContent } from './readers.ts'
import { normalise, openItems, refuseWrongValues } from './rules.ts'
import { readDocument, readVersions } from './store.ts'
import { describeSubject, type SubjectFacts } from './subjects.ts'

/**
 * Makes a draft a version of its document: one entry over the canonical bytes, which are on disk with all attachments before it.
 * Facts are read from the record at this moment. Returns the document's id; the draft is gone afterwards.
 */
export function seal(sources: DraftSources & { ledger: Ledger }, person: string, id: string): string {
  const { ledger, drafts, blobs, index } = sources
  const row = findDraft(sources, person, id)
  const form = formOf(row.kind)
  const content = checkContent(form, row.content)
  const files = readFiles(drafts(), row.id)
  refuseBlankNote(form, content.text, attachmentsOf(drafts(), row).length)
  const [entry] = ledger.append(person, () => {
    const facts = describeSubject(sources, { type: row.subjectType, ref: row.subjectRef })
    const before = row.document === null ? undefined : readVersions(index, row.document).at(-1)
    refuseBehind(row, before?.number, row.document !== null && readDocument(index, row.document)?.withdrawnSeq !== null)
    // On disk before the entry that names them is committed: a crash in between leaves blobs that nothing names.
    for (const file of files) blobs.put(file.content)
    const sealed = toSealed(sources, row, { form, facts, content })
    if (before && isUnchanged(compare(form, { name: '', content: loadContent(blobs, before.sha256) }, { name: '', content: sealed }))) {
      throw new AppError('CONFLICT', `Nothing is different from version ${before.number}, so nothing was sealed. Discard the draft, or change something.`)
    }
    const { sha256, bytes } = blobs.put(Buffer.from(toCanonical(sealed)))
    const filled = filledIn(form, sealed)
    return {
      kind: 'document.sealed/v1',
      body: {
        document: row.document === null ? null : `N-${row.document}`,
        number: (before?.number ?? 0) + 1,
        previous: before?.sha256 ?? null,
        kind: row.kind,
        title: sealed.title,
        subject: facts.subject,
        boundTo: facts.sha256,
        content: { sha256, bytes },
        attachments: sealed.attachments,
        origin: sealed.origin,
        tier: facts.tier,
        filled,
        missing: missingFrom(form, facts.tier, filled).map((one) => one.id),
        open: openItems(form, sealed),
      },
    }
  })
  // A crash before this leaves a draft that says nothing new; sealing it again is refused for that.
  deleteDraft(drafts(), row.id)
  return row.document === null ? `N-${entry!.seq}` : `N-${row.document}`
}

/** A draft may hold half a sentence; a version holds what its form allows. */
function checkContent(form: DocumentForm, content: DocumentContent) {
  const checked = documentContent.safeParse({ ...content, notApplicable: Object.fromEntries(Object.entries(content.notApplicable).filter(([, reason]) => reason.trim() !== '')) })
  if (!checked.success) {
    const { path, message } = checked.error.issues[0]!
    const field = fieldsOf(form).find(({ id }) => id === path[1])
    throw new AppError('BAD_INPUT', `“${field?.title ?? String(path[0])}” ${message}. Nothing was sealed; the draft is kept.`)
  }
  refuseWrongValues(form, checked.data)
  if (form.card) parseOtherKeys(textOf(checked.data.fields[otherKeysField]))
  return normalise(form, checked.data)
}

/** A template that nobody wrote in says nothing. */
function refuseBlankNote(form: DocumentForm, text: string, attachments: number): void {
  const isBlank = text.trim() === '' || text.trim() === form.text.template.trim()
  if (form.note && isBlank && attachments === 0) throw new AppError('BAD_INPUT', 'Nothing is written in this note yet, and nothing is attached. Nothing was sealed; the draft is kept.')
}

function toSealed(sources: DraftSources, row: DraftRow, { form, facts, content }: { form: DocumentForm; facts: SubjectFacts; content: ReturnType<typeof checkContent> }): SealedDocument {
  const known = factsOf(sources, facts.subject)
  const quotes = content.quotes.map(({ field, fact }) => {
    const found = known.find(({ id }) => id === fact)
    if (!found) throw new AppError('CONFLICT', `The record no longer says ${fact}, which the draft quotes. Take the quotation away, or choose another. Nothing was sealed.`)
    const { source, label, value } = found
    return { field, fact, source, label, value }
  })
  return {
    schema: 'countersign/document/1',
    kind: row.kind,
    form: form.version,
    subject: { ...facts.subject, sha256: facts.sha256 },
    ...content,
    quotes,
    attachments: attachmentsOf(sources.drafts(), row),
    origin: row.origin,
  }
}

function refuseBehind(row: DraftRow, newest: number | undefined, withdrawn: boolean): void {
  if (withdrawn) throw new AppError('CONFLICT', `N-${row.document} was withdrawn while you wrote. Nothing was sealed, and your draft is kept: begin a new document and import it there.`)
  if (newest === undefined || newest === row.base) return
  throw new AppError('CONFLICT', `Somebody sealed version ${newest} of N-${row.document} while you wrote from version ${row.base}. Nothing was sealed, and your draft is kept. Look at what they changed, bring it into the draft, then seal.`)
}
