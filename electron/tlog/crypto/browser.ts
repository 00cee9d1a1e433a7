import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 as digest } from '@noble/hashes/sha2.js'

/** The functions of node.ts for a page: JavaScript alone, because a page opened from disk may have no WebCrypto and tlog is synchronous. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const toUtf8 = (text: string): Bytes => encoder.encode(text)
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)
export const toLatin1 = (text: string): Bytes => Uint8Array.from(text, (character) => character.charCodeAt(0))

export function fromLatin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

export const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
export const toBase64 = (bytes: Uint8Array): string => btoa(fromLatin1(bytes))

export function fromBase64(text: string): Bytes | null {
  try {
    return toLatin1(atob(text))
  } catch {
    return null
  }
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

export const sha256 = (input: string | Uint8Array): string => fromLatin1(digest(typeof input === 'string' ? toUtf8(input) : input))

const nodeInput = new Uint8Array(65)
nodeInput[0] = 1

export function sha256OfNode(left: string, right: string): string {
  for (let i = 0; i < 32; i++) {
    nodeInput[1 + i] = left.charCodeAt(i)
    nodeInput[33 + i] = right.charCodeAt(i)
  }
  return fromLatin1(digest(nodeInput))
}

export function createSigningKey(seed: Uint8Array): { publicKey: Bytes; sign: (message: Uint8Array) => Bytes } {
  const secret = concat(seed)
  return { publicKey: concat(ed25519.getPublicKey(secret)), sign: (message) => concat(ed25519.sign(message, secret)) }
}

export function createVerifyingKey(publicKey: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  return (message, signature) => {
    if (signature.byteLength !== 64) return false
    try {
      // As OpenSSL and Go: RFC 8032 with the point at hand, not the looser rules of ZIP 215.
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  }
}
