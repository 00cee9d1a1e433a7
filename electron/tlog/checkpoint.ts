import { NoteError, decodeBase64, openNote, parseNote, signNote } from './note.ts'
import { hashFromBytes, hashToBase64 } from './tree.ts'
import type { LogKeys } from './log-keys.ts'
import type { Signer, Verifier } from './note.ts'
import type { Hash } from './tree.ts'

/** C2SP tlog-checkpoint v1.0.0: what a log claims about its first `size` leaves. */
export interface Checkpoint {
  origin: string
  size: number
  root: Hash
  /** Opaque lines after the root; we write none and accept them from others. */
  extensions: string[]
}

/** The signed text: origin, size and root, a line each. */
export const toCheckpointText = (origin: string, size: number, root: Hash): string => `${origin}\n${size}\n${hashToBase64(root)}\n`

/** A signed note over the text; identical bytes each time, because Ed25519 signatures are. */
export const signCheckpoint = (signer: Signer, size: number, root: Hash): string => signNote(toCheckpointText(signer.name, size, root), [signer])

/** Parses a checkpoint's text. Throws NoteError `malformed`. */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const bytes = decodeBase64(root)
  const extensions = rest.slice(0, -1)
  const wellFormed = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && bytes?.length === 32 && rest.at(-1) === ''
  if (!wellFormed || !Number.isSafeInteger(Number(size)) || extensions.includes('')) {
    throw new NoteError('malformed', 'not a checkpoint: origin, tree size and root hash, a line each')
  }
  return { origin, size: Number(size), root: hashFromBytes(bytes), extensions }
}

/** What a note claims, unverified: to tell which ledger it speaks of. Throws NoteError `malformed`. */
export const readCheckpoint = (note: string): Checkpoint => parseCheckpointText(parseNote(note).text)

/** The checkpoint of a log whose key, or keys by size, are known; a key's name is the origin. Throws NoteError. */
export function openCheckpoint(note: string, log: Verifier | Pick<LogKeys, 'name' | 'keyFor'>): Checkpoint {
  const key = 'keyFor' in log ? log.keyFor(readCheckpoint(note).size) : log
  const checkpoint = parseCheckpointText(openNote(note, [key]).text)
  if (checkpoint.origin !== log.name) throw new NoteError('unknown_key', `signed by ${log.name}, but speaks of ${checkpoint.origin}`)
  return checkpoint
}
