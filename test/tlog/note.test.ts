import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NoteError, createSigner, isKeyName, openNote, parseNote, parseVkey, signNote, toVkey } from '../../electron/tlog/note.ts'
import vectors from '../fixtures/tlog/note.json' with { type: 'json' }

const signer = createSigner('example.org/log', Buffer.alloc(32, 1))
const stranger = createSigner('example.org/stranger', Buffer.alloc(32, 2))
const log = parseVkey(signer.vkey)
const text = 'first line\n\nafter an empty line\n'
const note = signNote(text, [signer])

const reasonOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof NoteError) return error.reason
    throw error
  }
  return 'none'
}

describe('a signed note', () => {
  it('is the one that the C2SP specification publishes', () => {
    const { vkey, note: published, text: signed } = vectors.c2sp
    expect(openNote(published, [parseVkey(vkey)])).toMatchObject({ text: signed, verified: [{ name: 'example.com/foo', keyId: '530d903a' }] })
  })

  it('is signed to the same bytes each time', () => {
    const { seed, name, vkey, text: signed, note: expected } = vectors.own
    const own = createSigner(name, Buffer.from(seed, 'hex'))
    expect(own.vkey).toBe(vkey)
    expect(signNote(signed, [own])).toBe(expected)
  })

  it('carries a plain RFC 8032 signature over its text', () => {
    const { signatures } = parseNote(note)
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: log.publicKey.toString('base64url') }, format: 'jwk' })
    expect(verify(null, Buffer.from(text), key, signatures[0]!.signature)).toBe(true)
  })

  it('splits at the last empty line, so its text may hold empty lines', () => {
    expect(openNote(note, [log]).text).toBe(text)
  })

  it('is taken when one known key signed it, whoever else did', () => {
    const both = signNote(text, [stranger, signer])
    expect(openNote(both, [log]).verified.map(({ name }) => name)).toEqual(['example.org/log'])
    expect(openNote(both, [parseVkey(stranger.vkey), log]).verified).toHaveLength(2)
  })

  it('is refused when only strangers signed it', () => {
    expect(reasonOf(() => openNote(note, [parseVkey(stranger.vkey)]))).toBe('unknown_key')
    const namesake = createSigner('example.org/log', Buffer.alloc(32, 3))
    expect(reasonOf(() => openNote(signNote(text, [namesake]), [log]))).toBe('unknown_key')
  })

  it('is refused whole when one known signature is wrong', () => {
    const changed = signNote(text, [stranger, signer]).replace('first', 'First')
    expect(reasonOf(() => openNote(changed, [log]))).toBe('bad_signature')
    const [line] = note.split('\n').slice(-2)
    expect(reasonOf(() => openNote(`${note}${line!.replace(/.{8}$/, 'AAAAAAA=')}\n`, [log]))).toBe('bad_signature')
  })

  it.each([
    ['nothing', ''],
    ['no empty line', 'text\n'],
    ['no signature', 'text\n\n'],
    ['a line that is no signature', 'text\n\n- name AAAAAAAA\n'],
    ['an em dash without a space', 'text\n\n\u2014name AAAAAAAA\n'],
    ['a missing last newline', note.slice(0, -1)],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['a control character', note.replace('first', 'fir\u0007st')],
    ['a lone surrogate', note.replace('first', 'fir\ud800st')],
    ['base64 that decodes but is spelt otherwise', note.replace(/=\n$/, '\n')],
    ['a key name with a plus', note.replace('\u2014 example.org/log', '\u2014 example.org+log')],
    ['too short a signature', 'text\n\n\u2014 name AAAA\n'],
    ['more than 100 signatures', text + '\n' + '\u2014 name AAAAAAAA\n'.repeat(101)],
    ['more than a million characters', `${'x'.repeat(1_000_001)}\n\n\u2014 name AAAAAAAA\n`],
  ])('is malformed with %s', (_name, broken) => {
    expect(reasonOf(() => parseNote(broken))).toBe('malformed')
  })

  it('is not made of text that is not whole lines', () => {
    expect(reasonOf(() => signNote('no newline', [signer]))).toBe('malformed')
    expect(reasonOf(() => signNote('tab\there\n', [signer]))).toBe('malformed')
  })
})

describe('a verifier key', () => {
  it('is split on the first two plus signs, because base64 has plus signs too', () => {
    const withPlus = Array.from({ length: 200 }, (_, i) => createSigner('n', Buffer.alloc(32, i))).find(({ vkey }) => vkey.split('+').length > 3)!
    expect(parseVkey(withPlus.vkey).vkey).toBe(withPlus.vkey)
  })

  it.each(['', 'name', 'name+00000000', 'name+00000000+', log.vkey.replace('log', 'gol'), log.vkey.slice(0, -4), `${log.vkey}=`, log.vkey.replace(/\+A/, '+B'), ` ${log.vkey}`])(
    'is refused as %j',
    (vkey) => {
      expect(reasonOf(() => parseVkey(vkey))).toBe('malformed')
    },
  )

  it('has a name without spaces and plus signs, and 32 bytes', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u2028b', 'a\nb', 'a\ud800']) expect(isKeyName(name)).toBe(false)
    for (const name of ['ana@example.org', 'ana@example.org#2', 'countersign.example/ledger/00', 'größe']) expect(isKeyName(name)).toBe(true)
    expect(reasonOf(() => toVkey('a b', Buffer.alloc(32)))).toBe('malformed')
    expect(reasonOf(() => toVkey('a', Buffer.alloc(31)))).toBe('malformed')
  })
})
