import { redactionRoles, type Erasable, type Redaction } from '../../../shared/contract/custody.ts'
import { identityEntries, roleTitles, type Role } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { blobsOf, listedBy, listKinds, toRedaction, type EntryDraft, type Ledger, type StoredEntry } from '../ledger/service.ts'
import type { Identity } from './service.ts'
import { toRedactionText } from './statements.ts'

export interface RedactionOptions {
  ledger: Ledger
  blobs: BlobStore
  identity: Identity
  /** Numbers of the entries that record redactions. */
  redactionSeqs: () => readonly number[]
}

export interface Redactions {
  /** What is there to erase in one entry, and whether `actor` may. `others`: also which entries name its files; that looks at every entry. */
  erasable(seq: number, actor: string | null, others: boolean): Omit<Erasable, 'heldBy'>
  /** Erases the payloads of an entry, and its files where `files` says so: recorded, signed, and gone from every file of the workspace. */
  redact(actor: string, input: { seq: number; reason: string; passphrase: string; files: boolean }): Promise<{ redactions: Redaction[]; complete: boolean }>
}

type Target = Pick<Redaction, 'kind' | 'id'>

export function createRedactions({ ledger, blobs, identity, redactionSeqs }: RedactionOptions): Redactions {
  const recorded = (ids: readonly string[]): Redaction[] => redactionSeqs().flatMap((seq) => toRedaction(ledger.read(seq)) ?? []).filter(({ id }) => ids.includes(id))
  const refusalFor = (entry: StoredEntry, actor: string | null): string | null => {
    if (actor === null) return 'Sign in to have something erased.'
    const { roles } = identity.person(actor)
    if (!roles.some((role) => redactionRoles.includes(role))) {
      const titles = redactionRoles.map((role) => roleTitles[role as Role].toLowerCase())
      return `Personal data is erased by a ${titles.join(', a ').replace(/, a ([^,]*)$/, ' or a $1')}; ${actor} is none of these.`
    }
    return subjectOf(entry) === actor ? 'Nobody has data about themselves erased alone: ask another person with a role that may do it.' : null
  }
  // Last of all the list that names others: whoever is interrupted finds them again by it.
  const filesOf = (entry: StoredEntry): string[] => [...new Set([...listedBy(entry, blobs.path).map(({ sha256 }) => sha256), ...blobsOf(entry)])]
  /** Reads every list once, however many files are asked about. */
  const createNamedBy = () => {
    const lists = listKinds.flatMap((kind) => ledger.find(kind)).map((seq) => ({ seq, files: new Set(listedBy(ledger.read(seq), blobs.path).map(({ sha256 }) => sha256)) }))
    return (sha256: string): number[] => {
      const inEntries = ledger.find(sha256).filter((seq) => blobsOf(ledger.read(seq)).includes(sha256))
      const inLists = lists.filter(({ files }) => files.has(sha256)).map(({ seq }) => seq)
      return [...new Set([...inEntries, ...inLists])].toSorted((a, b) => a - b)
    }
  }
  const present = (entry: StoredEntry, files: boolean): Target[] => [
    ...(entry.payload ?? []).filter((id) => ledger.payload(id) !== null).map((id) => ({ kind: 'payload' as const, id })),
    ...(files ? filesOf(entry) : []).filter((id) => blobs.has(id)).map((id) => ({ kind: 'file' as const, id })),
  ]
  return {
    erasable(seq, actor, others) {
      const entry = ledger.read(seq)
      const files = filesOf(entry)
      const namedBy = others && files.length > 0 ? createNamedBy() : () => []
      return {
        seq,
        payloads: (entry.payload ?? []).map((id) => ({ id, text: toLines(ledger.payload(id)) })),
        files: files.map((sha256) => ({ sha256, present: blobs.has(sha256), alsoNamedBy: namedBy(sha256).filter((other) => other !== seq) })),
        refusal: refusalFor(entry, actor),
        done: recorded([...(entry.payload ?? []), ...files]),
      }
    },
    async redact(actor, { seq, reason, passphrase, files }) {
      const entry = ledger.read(seq)
      const refusal = refusalFor(entry, actor)
      if (refusal) throw new AppError('FORBIDDEN', refusal)
      if (present(entry, files).length === 0) throw nothingToErase(entry, files, recorded)
      const signer = await identity.unlock(actor, passphrase)
      const written = ledger.append(actor, (tip, at) =>
        present(entry, files).map((target): EntryDraft => {
          const text = toRedactionText({ entry: seq, ...target }, reason, { signer: signer.person, signedAt: at, ledger: { origin: ledger.origin, ...tip } })
          const body = { entry: seq, reason, note: signer.signNote(text) }
          if (target.kind === 'file') return { kind: 'blob.redacted/v1', body: { ...body, sha256: target.id } }
          return { kind: 'payload.redacted/v1', body: { ...body, id: target.id }, erases: [target.id] }
        }),
      )
      if (written.length === 0) throw nothingToErase(entry, files, recorded)
      const redactions = written.flatMap((one) => toRedaction(one) ?? [])
      // Recorded first: a crash in between leaves a finding that says "erase it again", never a file that is missing without a word.
      for (const one of redactions) if (one.kind === 'file') blobs.erase(one.id, `it was erased by ${actor} (entry ${one.seq}): ${reason}`)
      return { redactions, complete: ledger.flush() }
    },
  }
}

/** Whose data it is, where an entry says so. */
function subjectOf({ kind, body }: StoredEntry): string | null {
  return kind === 'contact.recorded/v1' ? (identityEntries[kind].safeParse(body).data?.email ?? null) : null
}

const toLines = (payload: Record<string, unknown> | null): string | null =>
  payload &&
  Object.entries(payload)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')

function nothingToErase(entry: StoredEntry, files: boolean, recorded: (ids: readonly string[]) => Redaction[]): AppError {
  const { seq, payload = [] } = entry
  if (payload.length === 0 && blobsOf(entry).length === 0) return new AppError('BAD_INPUT', `Entry ${seq} holds no erasable data. What stands in an entry itself, and in a signed statement, can not be taken out of the ledger.`)
  if (payload.length === 0 && !files) return new AppError('BAD_INPUT', `Entry ${seq} holds no erasable data of its own; it names files. Say that its files are to be erased.`)
  const last = recorded([...payload, ...blobsOf(entry)]).at(-1)
  return new AppError('CONFLICT', last ? `The data of entry ${seq} was erased already, by ${last.by} (entry ${last.seq}).` : `The data of entry ${seq} is not there any more, and no entry says that it was erased. Verify the ledger.`)
}
