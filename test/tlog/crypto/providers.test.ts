import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as browser from '../../../electron/tlog/crypto/browser.ts'
import * as node from '../../../electron/tlog/crypto/node.ts'

const plain = (bytes: Uint8Array) => [...bytes]

describe('the two providers', () => {
  it('have the same functions', () => {
    expect(Object.keys(browser).toSorted()).toEqual(Object.keys(node).toSorted())
  })

  it('hash alike, texts as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        expect(browser.sha256(text)).toBe(node.sha256(text))
        expect(browser.sha256(bytes)).toBe(node.sha256(bytes))
        const [left, right] = [node.sha256(text), node.sha256(bytes)]
        expect(browser.sha256OfNode(left, right)).toBe(node.sha256OfNode(left, right))
      }),
    )
  })

  it('write and read bytes alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(browser.toBase64(bytes)).toBe(node.toBase64(bytes))
        expect(browser.toHex(bytes)).toBe(node.toHex(bytes))
        expect(browser.fromLatin1(bytes)).toBe(node.fromLatin1(bytes))
        expect(browser.fromUtf8(bytes)).toBe(node.fromUtf8(bytes))
        expect(plain(browser.fromBase64(node.toBase64(bytes))!)).toEqual(plain(bytes))
        expect(plain(browser.fromHex(node.toHex(bytes)))).toEqual(plain(bytes))
        expect(plain(browser.concat(bytes, bytes))).toEqual(plain(node.concat(bytes, bytes)))
      }),
    )
  })

  it('sign alike, and accept and refuse the same signatures', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 100 }), fc.nat(511), (seed, message, bit) => {
        const [ours, theirs] = [node.createSigningKey(seed), browser.createSigningKey(seed)]
        expect(plain(theirs.publicKey)).toEqual(plain(ours.publicKey))
        const signature = ours.sign(message)
        expect(plain(theirs.sign(message))).toEqual(plain(signature))
        const changed = Uint8Array.from(signature)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        for (const { createVerifyingKey } of [node, browser]) {
          const verify = createVerifyingKey(ours.publicKey)
          expect([verify(message, signature), verify(message, changed), verify(message, signature.subarray(1))]).toEqual([true, false, false])
        }
      }),
      { numRuns: 30 },
    )
  })

  it('refuse a key that is no point of the curve', () => {
    const none = Uint8Array.from({ length: 32 }, () => 0xff)
    expect(browser.createVerifyingKey(none)(new Uint8Array(), new Uint8Array(64))).toBe(false)
    expect(node.createVerifyingKey(none)(new Uint8Array(), new Uint8Array(64))).toBe(false)
  })
})
