import { concat, fromBase64, sha256, toBase64, toHex, toLatin1, toUtf8 } from '#tlog/crypto'
import type { Bytes } from '#tlog/crypto'

/** `malformed`: not a note or key; `unknown_key`: no signature by a known key; `bad_signature`: a known key, a wrong signature. */
export class NoteError extends Error {
  override readonly name = 'NoteError'
  readonly reason: 'malformed' | 'unknown_key' | 'bad_signature'

  constructor(reason: NoteError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/** Signature types of C2SP signed-note: plain Ed25519 over the text, and the timestamped cosignature of a witness. */
export const signatureTypes = { ed25519: 1, cosignature: 4 } as const
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes]

/** A key name is not empty and has neither a space nor "+". */
export const isKeyName = (name: string): boolean => name !== '' && name.isWellFormed() && !/[\s+\p{White_Space}\p{Cc}]/u.test(name)

/** First four bytes of SHA-256(name ‖ LF ‖ type ‖ key), 8 hexadecimal digits: one key under two types has two ids. */
export function toKeyId(name: string, publicKey: Uint8Array, type: SignatureType = signatureTypes.ed25519): string {
  return toHex(toLatin1(sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(type), publicKey)))).slice(0, 8)
}

/** `<name>+<key id>+<base64(type ‖ public key)>`; `publicKey` has 32 bytes. */
export function toVkey(name: string, publicKey: Uint8Array, type: SignatureType = signatureTypes.ed25519): string {
  if (!isKeyName(name)) throw new NoteError('malformed', `"${name}" can not name a key: spaces and "+" are not allowed`)
  if (publicKey.byteLength !== 32) throw new NoteError('malformed', 'an Ed25519 public key has 32 bytes')
  return `${name}+${toKeyId(name, publicKey, type)}+${toBase64(concat(Uint8Array.of(type), publicKey))}`
}

/** Splits `<name>+<id>+<base64>`; the base64 part may hold further plus signs. Throws NoteError for any other type or a wrong id. */
export function splitVkey(vkey: string, type: SignatureType): { name: string; keyId: string; publicKey: Bytes } {
  const first = vkey.indexOf('+')
  const second = vkey.indexOf('+', first + 1)
  const name = vkey.slice(0, first)
  const keyId = vkey.slice(first + 1, second)
  const blob = second < 0 ? null : decodeBase64(vkey.slice(second + 1))
  if (first < 0 || !isKeyName(name) || blob === null || blob.length !== 33 || blob[0] !== type) {
    const what = type === signatureTypes.ed25519 ? 'an Ed25519 verifier key' : 'the verifier key of a witness (signature type 0x04)'
    throw new NoteError('malformed', `not ${what} of the form name+id+base64`)
  }
  const publicKey = blob.subarray(1)
  if (toKeyId(name, publicKey, type) !== keyId) throw new NoteError('malformed', `the key id of ${name} does not belong to its key`)
  return { name, keyId, publicKey }
}

/** First 16 bytes of SHA-256 over the raw public key, in groups of four digits: short enough to compare by telephone. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  toHex(toLatin1(sha256(publicKey)))
    .slice(0, 32)
    .match(/.{4}/g)!
    .join(' ')

/** The same of a verifier key of either type. Throws NoteError. */
export function fingerprintOfVkey(vkey: string): string {
  const blob = decodeBase64(vkey.split('+').slice(2).join('+'))
  if (blob?.byteLength !== 33) throw new NoteError('malformed', 'not a verifier key of the form name+id+base64')
  return fingerprintOf(blob.subarray(1))
}

/** Decoders skip what they do not know; two spellings of one signature would be two notes. */
export function decodeBase64(text: string): Bytes | null {
  const bytes = fromBase64(text)
  return bytes !== null && toBase64(bytes) === text ? bytes : null
}

