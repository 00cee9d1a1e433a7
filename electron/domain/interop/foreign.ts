import type { Person } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { NoteError, openNote, parseVkey } from '../../tlog/note.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { DocumentReaders } from '../documents/service.ts'
import type { EvidenceReaders } from '../evidence/service.ts'
import type { StoredEntry } from '../ledger/service.ts'
import type { ReviewReaders } from '../reviews/service.ts'
import { toBlobStore, type Bundle } from './bundle-file.ts'
import type { Key } from './rules.ts'

/** Records folded from the entries of a bundle alone: what its own workspace would show of them. */
export interface ForeignRecords {
  reviews: Pick<ReviewReaders, 'get' | 'facts'>
  catalog: Pick<CatalogReaders, 'version'>
  evidence: Pick<EvidenceReaders, 'check'>
  documents: Pick<DocumentReaders, 'get'>
  people(): Person[]
  close(): void
}

export type OpenForeign = (entries: readonly StoredEntry[], blobs: BlobStore) => ForeignRecords

/** Folds the entries of a bundle for one look at them. BAD_INPUT where something that the request rests on is not among them. */
export function lookInto<T>(open: OpenForeign, { contents, opened, fileName }: Bundle, look: (records: ForeignRecords) => T): T {
  let records: ForeignRecords | undefined
  try {
    records = open(contents.entries, toBlobStore(opened))
    return look(records)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
    throw new AppError('BAD_INPUT', `${fileName} is refused: it does not hold all that the request rests on. ${error.message} Nothing was written.`, { cause: error })
  } finally {
    records?.close()
  }
}

export function toLedger({ opened: { log, checkpoint }, contents }: Pick<Bundle, 'opened' | 'contents'>) {
  const { origin, size, root, note } = checkpoint
  return { origin, name: contents.name, vkey: log.vkey, fingerprint: fingerprintOfVkey(log.vkey), size, root: hashToBase64(root), checkpoint: note }
}

export const toKey = ({ email, name, vkey, fingerprint }: Pick<Person, 'email' | 'name' | 'vkey' | 'fingerprint'>): Key => ({ id: email, name, vkey, fingerprint })

/** The key of a person that signed a note, among those that the entries of a bundle give them. */
export function keyThatSigned({ contents }: Pick<Bundle, 'contents'>, email: string, note: string): Key {
  const people = contents.all('person.enrolled/v1').filter(({ body }) => body.email === email)
  const replaced = contents.all('key.replaced/v1').filter(({ body }) => body.email === email)
  const name = people[0]?.body.name ?? email
  for (const { body } of [...people, ...replaced]) {
    if (isSignedBy(note, body.key.vkey)) return { id: email, name, vkey: body.key.vkey, fingerprint: fingerprintOfVkey(body.key.vkey) }
  }
  throw new AppError('BAD_INPUT', `The bundle is refused: no key that it gives to ${email} has signed the statement. Nothing was written.`)
}

/** Whether exactly this key, and no other, signed the note. */
export function isSignedBy(note: string, vkey: string): boolean {
  try {
    return openNote(note, [parseVkey(vkey)]).signatures.length === 1
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}
