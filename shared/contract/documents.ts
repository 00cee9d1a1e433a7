import * as z from 'zod'
import { documentId, draftId, seq, sha256Hex } from '../ids.ts'
import { tier } from './tier.ts'
import { documentForm, documentSubject, factTopic, fieldId } from './document-form.ts'
import { notebook, picture } from './notebooks.ts'
import { evidenceKindId } from './policies.ts'
import { filePath, instant, line, procedure, prose } from './procedure.ts'

/** Sizes that a document may have, said in docs/formats/document.md. */
export const documentLimits = { textCharacters: 400_000, fieldCharacters: 40_000, rows: 500, attachments: 50, attachmentBytes: 20 * 1024 * 1024, totalBytes: 60 * 1024 * 1024 } as const

/** Markdown as written or imported, byte for byte: only what hides or reorders other text is refused. */
const hidden = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
export const findHidden = (text: string): number => text.replaceAll(/[\n\t]/g, ' ').search(hidden)
export const markdown = (max: number) =>
  z
    .string()
    .max(max, `has at most ${max} characters`)
    .refine((text) => findHidden(text) < 0, 'must not contain control characters or marks that reorder text')

const words = markdown(documentLimits.fieldCharacters)
export const tableRow = z.record(fieldId, words)
export type TableRow = z.infer<typeof tableRow>
export const fieldValue = z.union([words, z.array(words).max(documentLimits.rows), z.array(tableRow).max(documentLimits.rows)])
export type FieldValue = z.infer<typeof fieldValue>

export const attachment = z.strictObject({ name: line(200), sha256: sha256Hex, bytes: z.number().int().nonnegative() })
export type Attachment = z.infer<typeof attachment>

/** What a person wrote, and which facts they put beside it. */
export const documentContent = z.strictObject({
  title: line(200),
  fields: z.record(fieldId, fieldValue),
  /** Why a field does not apply; such a field counts as filled. */
  notApplicable: z.record(fieldId, prose(2000).pipe(z.string().min(1, 'say why it does not apply'))),
  text: markdown(documentLimits.textCharacters),
  /** Facts of the record by their id: the program writes what they say, never the person. */
  quotes: z.array(z.strictObject({ field: fieldId, fact: z.string().max(300) })).max(500),
})
export type DocumentContent = z.infer<typeof documentContent>

/** A fact that the ledger holds, for a person to quote. */
export const fact = z.object({
  /** `C-41#demographic_parity_ratio`, `credit-lr@3#artefact`. */
  id: z.string(),
  topic: factTopic,
  /** The record it stands in: `C-41`. */
  source: z.string(),
  label: z.string(),
  value: z.string(),
})
export type Fact = z.infer<typeof fact>

/** What the program wrote into a sealed document, and from where. */
export const quote = z.strictObject({ field: fieldId, fact: z.string(), source: z.string(), label: z.string(), value: z.string() })
export type Quote = z.infer<typeof quote>

/** The file that a document was read from, before a person went on with it. */
export const documentOrigin = z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int().nonnegative() })

/** One version of a document; its canonical bytes (RFC 8785) are stored as a blob. docs/formats/document.md */
export const sealedDocument = documentContent.extend({
  schema: z.literal('countersign/document/1'),
  kind: evidenceKindId,
  form: z.number().int().positive(),
  /** `sha256`: of the manifest or file that it speaks of; null where it speaks of a name. */
  subject: documentSubject.extend({ sha256: sha256Hex.nullable() }),
  quotes: z.array(quote),
  attachments: z.array(attachment),
  origin: documentOrigin.nullable(),
})
export type SealedDocument = z.infer<typeof sealedDocument>

const day = z.iso.date()

export const documentEntries = {
  'document.sealed/v1': z.strictObject({
    /** Null: this entry begins the document and gives it its name. */
    document: documentId.nullable(),
    number: z.number().int().positive(),
    /** Digest of the version before. */
    previous: sha256Hex.nullable(),
    kind: evidenceKindId,
    title: z.string(),
    subject: documentSubject,
    boundTo: sha256Hex.nullable(),
    content: z.strictObject({ sha256: sha256Hex, bytes: z.number().int() }),
    attachments: z.array(attachment),
    origin: documentOrigin.nullable(),
    /** Whose demands `missing` was told by; null where the subject has no tier. */
    tier: tier.nullable(),
    /** Fields with a value, a quoted fact or a reason not to apply. */
    filled: z.array(fieldId),
    missing: z.array(fieldId),
    /** Items in it that wait for somebody. */
    open: z.array(z.strictObject({ high: z.boolean(), due: day.nullable() })),
  }),
  'document.withdrawn/v1': z.strictObject({ document: documentId, reason: z.string().min(1) }),
}

export const document = z.object({
  id: documentId,
  kind: evidenceKindId,
  kindTitle: z.string(),
  title: z.string(),
  subject: documentSubject,
  subjectTitle: z.string(),
  /** Of the newest version. */
  number: z.number().int(),
  seq,
  at: instant,
  by: z.string(),
  /** Everybody who sealed a version of it. */
  authors: z.array(z.string()),
  sha256: sha256Hex,
  boundTo: sha256Hex.nullable(),
  attachments: z.number().int(),
  tier: tier.nullable(),
  /** Titles of fields that the tier asks for and that are empty. */
  missing: z.array(z.object({ id: fieldId, title: z.string() })),
  open: z.object({ items: z.number().int(), high: z.number().int(), overdue: z.number().int() }),
  withdrawn: z.object({ seq, at: instant, by: z.string(), reason: z.string() }).nullable(),
})
export type Document = z.infer<typeof document>

export const documentVersion = z.object({ number: z.number().int(), seq, at: instant, by: z.string(), title: z.string(), sha256: sha256Hex, bytes: z.number().int(), filled: z.number().int(), missing: z.number().int() })
export type DocumentVersion = z.infer<typeof documentVersion>

export const documentDetail = document.extend({
  form: documentForm,
  /** Newest first. */
  versions: z.array(documentVersion),
  /** The version that was asked for. */
  shown: documentVersion,
  /** Null where it was erased; then `erased` says so. */
  content: sealedDocument.nullable(),
  erased: z.string().nullable(),
})
export type DocumentDetail = z.infer<typeof documentDetail>

const changed = z.object({ added: z.boolean(), removed: z.boolean(), text: z.string() })
/** A field by its id, or `document.title`, `document.text`. */
const part = z.string().max(80)

/** What differs between two states: fields with both values as text, and lines of the text. */
export const documentDiff = z.object({
  from: z.string(),
  to: z.string(),
  fields: z.array(z.object({ field: part, title: z.string(), before: z.string().nullable(), after: z.string().nullable(), lines: z.array(changed) })),
  text: z.array(changed),
  attachments: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
})
export type DocumentDiff = z.infer<typeof documentDiff>

export const draft = z.object({
  id: draftId,
  /** Null: it will begin a document. */
  document: documentId.nullable(),
  kind: evidenceKindId,
  subject: documentSubject,
  subjectTitle: z.string(),
  by: z.string(),
  /** The version it began from. */
  base: z.number().int().nullable(),
  /** Set where somebody sealed a version since: what to look at before sealing. */
  newer: z.object({ number: z.number().int(), at: instant, by: z.string(), conflicts: z.array(part) }).nullable(),
  content: documentContent,
  attachments: z.array(attachment),
  origin: documentOrigin.nullable(),
  form: documentForm,
  facts: z.array(fact),
  tier: tier.nullable(),
  savedAt: instant,
  /** Counts saves: who saves over a state that they have not seen is told so. */
  revision: z.number().int(),
})
export type Draft = z.infer<typeof draft>

export const draftLine = draft.pick({ id: true, document: true, kind: true, subject: true, subjectTitle: true, savedAt: true }).extend({ title: z.string(), kindTitle: z.string(), behind: z.boolean() })
export type DraftLine = z.infer<typeof draftLine>

const saved = z.object({ revision: z.number().int(), savedAt: instant })
export const exportFormat = z.enum(['markdown', 'yaml'])
const version = z.object({ id: documentId, number: z.number().int().positive().optional() })
/** A file of a version, or of a draft of whoever acts. */
export const attached = z.union([version.extend({ sha256: sha256Hex }), z.object({ draft: draftId, sha256: sha256Hex })])

export const documentsContract = {
  /** Kinds that people write, each with its form. */
  forms: procedure.output(z.array(documentForm)),
  list: procedure.input(z.object({ subject: documentSubject.optional(), kind: evidenceKindId.optional() })).output(z.array(document)),
  get: procedure.input(version).output(documentDetail),
  diff: procedure.input(z.object({ id: documentId, from: z.number().int().positive(), to: z.number().int().positive() })).output(documentDiff),
  withdraw: procedure.input(z.object({ id: documentId, reason: prose(2000).pipe(z.string().min(1, 'say why it is withdrawn')) })).output(document),
  /** Writes a version to a file. */
  export: procedure.input(version.extend({ as: exportFormat, out: filePath })).output(z.object({ path: z.string(), bytes: z.number().int() })),
  /** Writes an attachment to a file. */
  saveAttachment: procedure.input(version.extend({ sha256: sha256Hex, out: filePath })).output(z.object({ path: z.string(), bytes: z.number().int() })),
  /** A picture for the page. BAD_INPUT where its bytes are no PNG, JPEG, GIF or WebP, or too many. */
  picture: procedure.input(attached).output(picture),
  /** A notebook for the page, as data. BAD_INPUT says what is wrong with the file. */
  notebook: procedure.input(attached).output(notebook),
  /** Subjects that a document may be about, for a choice. */
  subjects: procedure.output(z.array(z.object({ subject: documentSubject, title: z.string() }))),
  drafts: procedure.output(z.array(draftLine)),
  draft: procedure.input(z.object({ id: draftId })).output(draft),
  /** A new draft, or the one that this person has of the document already. */
  begin: procedure.input(z.union([z.object({ document: documentId }), z.object({ kind: evidenceKindId, subject: documentSubject })])).output(draft),
  /** CONFLICT where it was saved in another window since `revision`. Nothing is checked but sizes: half a sentence is a draft. */
  save: procedure.input(z.object({ id: draftId, revision: z.number().int(), content: documentContent.extend({ title: z.string().max(200), notApplicable: z.record(fieldId, markdown(2000)) }) })).output(saved),
  discard: procedure.input(z.object({ id: draftId })).output(z.object({})),
  /** `picture`: refused unless it can be shown as one, by its bytes. */
  attach: procedure.input(z.object({ id: draftId, path: filePath, picture: z.boolean().default(false) })).output(draft),
  detach: procedure.input(z.object({ id: draftId, sha256: sha256Hex, name: z.string() })).output(draft),
  /** Reads a model card (Markdown with a YAML head) or a YAML file into the draft and notes where it came from. */
  importFile: procedure.input(z.object({ id: draftId, path: filePath })).output(draft),
  /** What the draft changes in the newest version. */
  draftDiff: procedure.input(z.object({ id: draftId })).output(documentDiff),
  /** Brings the newest version into the draft; of what both changed, `take` says whose stays (the draft's unless said). */
  rebase: procedure.input(z.object({ id: draftId, take: z.record(part, z.enum(['mine', 'theirs'])).default({}) })).output(draft),
  /** One entry. The draft is gone afterwards. BAD_INPUT, CONFLICT where a newer version was sealed since or nothing changed. */
  seal: procedure.input(z.object({ id: draftId })).output(document),
}
