import { concat, createSigningKey, createVerifyingKey, fromHex, toBase64, toHex, toUtf8 } from '#tlog/crypto'
import type { Bytes } from '#tlog/crypto'
import { NoteError, decodeBase64, isKeyName, signatureTypes, splitVkey, toVkey } from './vkey.ts'

export { NoteError, decodeBase64, isKeyName, toKeyId, toVkey } from './vkey.ts'

/** C2SP signed note v1.0.0 (c2sp.org/signed-note). What a verifier must take at least is 16 signatures; Go stops at 100. */
const maximumSignatures = 100
const maximumBytes = 1_000_000

export interface Verifier {
  readonly name: string
  /** First four bytes of SHA-256(name ‖ LF ‖ type ‖ key), 8 hexadecimal digits. */
  readonly keyId: string
  readonly vkey: string
  /** 32 bytes. */
  readonly publicKey: Bytes
  verify(text: string, signature: Uint8Array): boolean
}

export interface Signer {
  readonly name: string
  readonly keyId: string
  readonly vkey: string
  /** 64 bytes over the text as UTF-8; the same each time (RFC 8032). */
  sign(text: string): Bytes
}

export interface NoteSignature {
  name: string
  keyId: string
  /** What follows the key id: for a cosignature its time, then the signature. */
  signature: Bytes
}

export interface Note {
  /** The signed text with its last newline. */
  text: string
  signatures: NoteSignature[]
}

/** A signer over a 32-byte seed; the caller owns the seed and drops it. */
export function createSigner(name: string, seed: Uint8Array): Signer {
  const { publicKey, sign } = createSigningKey(seed)
  const vkey = toVkey(name, publicKey)
  return { name, vkey, keyId: vkey.slice(name.length + 1, name.length + 9), sign: (text) => sign(toUtf8(text)) }
}

/** Parses `<name>+<id>+<base64>` of an Ed25519 key (type 0x01). Throws NoteError. */
export function parseVkey(vkey: string): Verifier {
  const { name, keyId, publicKey } = splitVkey(vkey, signatureTypes.ed25519)
  const verify = createVerifyingKey(publicKey)
  return { name, keyId, vkey, publicKey, verify: (text, signature) => verify(toUtf8(text), signature) }
}

/** Signs `text` (one or more lines, each ending in LF) by each signer, in order. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isNoteText(text)) throw new NoteError('malformed', 'a note is well-formed text of whole lines without control characters')
  const lines = signers.map((signer) => {
    const blob = concat(fromHex(signer.keyId), signer.sign(text))
    return `\u2014 ${signer.name} ${toBase64(blob)}\n`
  })
  return `${text}\n${lines.join('')}`
}

/** Splits a note into text and signature lines without believing any of them. Throws NoteError `malformed`. */
export function parseNote(note: string): Note {
  if (note.length > maximumBytes) throw new NoteError('malformed', 'the note is longer than 1,000,000 characters')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !isNoteText(note)) throw new NoteError('malformed', 'not a signed note: text, an empty line and signature lines')
  const lines = note.slice(split + 2).split('\n').slice(0, -1)
  if (lines.length === 0 || lines.length > maximumSignatures) throw new NoteError('malformed', 'a signed note has 1 to 100 signature lines')
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignatureLine) }
}

/**
 * The note's text and the known keys that signed it. Unknown keys are ignored; a wrong signature under a known name and
 * key id rejects the whole note. Throws NoteError.
 */
export function openNote(note: string, known: readonly Verifier[]): Note & { verified: Verifier[] } {
  const parsed = parseNote(note)
  const verified: Verifier[] = []
  for (const { name, keyId, signature } of parsed.signatures) {
    const verifier = known.find((candidate) => candidate.name === name && candidate.keyId === keyId)
    if (!verifier) continue
    if (!verifier.verify(parsed.text, signature)) throw new NoteError('bad_signature', `the signature of ${name} does not belong to this text`)
    if (!verified.includes(verifier)) verified.push(verifier)
  }
  if (verified.length === 0) throw new NoteError('unknown_key', 'no signature by a known key')
  return { ...parsed, verified }
}

/** How a line by this key begins: the name, and what base64 shows of the key id whatever follows it. */
export const toLineBegin = ({ name, keyId }: Pick<Verifier, 'name' | 'keyId'>): string => `\n\u2014 ${name} ${toBase64(fromHex(keyId).subarray(0, 3))}`

function parseSignatureLine(line: string): NoteSignature {
  const match = /^\u2014 (\S+) (\S+)$/u.exec(line)
  const blob = match && isKeyName(match[1]!) ? decodeBase64(match[2]!) : null
  if (blob === null || blob.length < 5) throw new NoteError('malformed', 'a signature line is "— name base64"')
  return { name: match![1]!, keyId: toHex(blob.subarray(0, 4)), signature: blob.subarray(4) }
}

function isNoteText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
}
