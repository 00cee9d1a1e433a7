import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** C2SP signed note v1.0.0 (c2sp.org/signed-note), Ed25519 signatures (type 0x01) only. */
const ed25519Type = 1
/** What a verifier must take at least is 16; Go stops at 100. */
const maximumSignatures = 100
const maximumBytes = 1_000_000

/** `malformed`: not a note or key; `unknown_key`: no signature by a known key; `bad_signature`: a known key, a wrong signature. */
export class NoteError extends Error {
  override readonly name = 'NoteError'
  readonly reason: 'malformed' | 'unknown_key' | 'bad_signature'

  constructor(reason: NoteError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export interface Verifier {
  readonly name: string
  /** First four bytes of SHA-256(name ‖ LF ‖ type ‖ key), 8 hexadecimal digits. */
  readonly keyId: string
  readonly vkey: string
  /** 32 bytes. */
  readonly publicKey: Buffer
  verify(text: string, signature: Uint8Array): boolean
}

export interface Signer {
  readonly name: string
  readonly keyId: string
  readonly vkey: string
  /** 64 bytes over the text as UTF-8; the same each time (RFC 8032). */
  sign(text: string): Buffer
}

export interface NoteSignature {
  name: string
  keyId: string
  signature: Buffer
}

export interface Note {
  /** The signed text with its last newline. */
  text: string
  signatures: NoteSignature[]
}

/** A key name is not empty and has neither a space nor "+". */
export const isKeyName = (name: string): boolean => name !== '' && name.isWellFormed() && !/[\s+\p{White_Space}\p{Cc}]/u.test(name)

export function toKeyId(name: string, publicKey: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519Type), publicKey]), 'hex').slice(0, 8)
}

/** `<name>+<key id>+<base64(0x01 ‖ public key)>`; `publicKey` has 32 bytes. */
export function toVkey(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new NoteError('malformed', `"${name}" can not name a key: spaces and "+" are not allowed`)
  if (publicKey.byteLength !== 32) throw new NoteError('malformed', 'an Ed25519 public key has 32 bytes')
  return `${name}+${toKeyId(name, publicKey)}+${Buffer.concat([Buffer.of(ed25519Type), publicKey]).toString('base64')}`
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 private key from its 32-byte seed (RFC 8410). */
const toPrivateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })

/** The 32 bytes of the public key that belongs to `key`. */
const toPublicBytes = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)

/** A signer over a 32-byte seed; the caller owns the seed and drops it. */
export function createSigner(name: string, seed: Uint8Array): Signer {
  const key = toPrivateKey(seed)
  const vkey = toVkey(name, toPublicBytes(key))
  return { name, vkey, keyId: vkey.slice(name.length + 1, name.length + 9), sign: (text) => sign(null, Buffer.from(text), key) }
}

/** Parses `<name>+<id>+<base64>`; the base64 part may hold further plus signs. Throws NoteError. */
export function parseVkey(vkey: string): Verifier {
  const first = vkey.indexOf('+')
  const second = vkey.indexOf('+', first + 1)
  const name = vkey.slice(0, first)
  const keyId = vkey.slice(first + 1, second)
  const blob = second < 0 ? null : decodeBase64(vkey.slice(second + 1))
  if (first < 0 || !isKeyName(name) || blob === null || blob.length !== 33 || blob[0] !== ed25519Type) {
    throw new NoteError('malformed', 'not an Ed25519 verifier key of the form name+id+base64')
  }
  const publicKey = blob.subarray(1)
  if (toKeyId(name, publicKey) !== keyId) throw new NoteError('malformed', `the key id of ${name} does not belong to its key`)
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
  return { name, keyId, vkey, publicKey, verify: (text, signature) => signature.byteLength === 64 && verify(null, Buffer.from(text), key, signature) }
}

/** Signs `text` (one or more lines, each ending in LF) by each signer, in order. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isNoteText(text)) throw new NoteError('malformed', 'a note is well-formed text of whole lines without control characters')
  const lines = signers.map((signer) => {
    const blob = Buffer.concat([Buffer.from(signer.keyId, 'hex'), signer.sign(text)])
    return `\u2014 ${signer.name} ${blob.toString('base64')}\n`
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

function parseSignatureLine(line: string): NoteSignature {
  const match = /^\u2014 (\S+) (\S+)$/u.exec(line)
  const blob = match && isKeyName(match[1]!) ? decodeBase64(match[2]!) : null
  if (blob === null || blob.length < 5) throw new NoteError('malformed', 'a signature line is "— name base64"')
  return { name: match![1]!, keyId: blob.subarray(0, 4).toString('hex'), signature: blob.subarray(4) }
}

function isNoteText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
}

/** Node's decoder skips what it does not know; two spellings of one signature would be two notes. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}
