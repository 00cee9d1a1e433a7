import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'

/**
 * What the log needs of the machine, by Node. The page that verifies without Node has the same functions in browser.ts;
 * package.json (`imports`) says which of the two `#tlog/crypto` is. Buffer results cost twice a latin1 string, so digests are strings.
 */
export type Bytes = Buffer

export const toUtf8 = (text: string): Bytes => Buffer.from(text)
/** Replaces what is not UTF-8 by U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => view(bytes).toString('utf8')
export const toLatin1 = (text: string): Bytes => Buffer.from(text, 'latin1')
export const fromLatin1 = (bytes: Uint8Array): string => view(bytes).toString('latin1')
export const toHex = (bytes: Uint8Array): string => view(bytes).toString('hex')
export const fromHex = (text: string): Bytes => Buffer.from(text, 'hex')
export const toBase64 = (bytes: Uint8Array): string => view(bytes).toString('base64')
/** Lenient where the browser's is not: callers compare the way back. Null for what can not be decoded at all. */
export const fromBase64 = (text: string): Bytes | null => Buffer.from(text, 'base64')
export const concat = (...parts: readonly Uint8Array[]): Bytes => Buffer.concat(parts)

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** SHA-256 as 32 latin1 characters; a string is hashed as UTF-8. */
export const sha256 = (input: string | Uint8Array): string => hash('sha256', input, 'binary')

const nodeInput = Buffer.alloc(65)
nodeInput[0] = 1

/** SHA-256(0x01 ‖ left ‖ right), each 32 latin1 characters. */
export function sha256OfNode(left: string, right: string): string {
  nodeInput.write(left, 1, 'latin1')
  nodeInput.write(right, 33, 'latin1')
  return hash('sha256', nodeInput, 'binary')
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 (RFC 8032) over a 32-byte seed in the form of RFC 8410; the caller owns the seed and drops it. */
export function createSigningKey(seed: Uint8Array): { publicKey: Bytes; sign: (message: Uint8Array) => Bytes } {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { publicKey, sign: (message) => sign(null, message, key) }
}

/** Whether a signature of 64 bytes belongs to a message; `publicKey` has 32 bytes. */
export function createVerifyingKey(publicKey: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
  return (message, signature) => signature.byteLength === 64 && verify(null, message, key, signature)
}
