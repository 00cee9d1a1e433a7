import { describe, expect, it } from 'vitest'
import { signCheckpoint } from '../../electron/tlog/checkpoint.ts'
import { cosign, createCosigner, keepSignatures, openCosignature, openCosigned, parseCosignerVkey } from '../../electron/tlog/cosignature.ts'
import { NoteError, createSigner, openNote, parseNote, parseVkey } from '../../electron/tlog/note.ts'
import { fingerprintOf, fingerprintOfVkey } from '../../electron/tlog/vkey.ts'
import vectors from '../fixtures/tlog/outsiders.json' with { type: 'json' }

const { log, witness, checkpoint, cosigned } = vectors
const cosigner = createCosigner(witness.name, Buffer.from(witness.seed, 'hex'))
const verifier = parseCosignerVkey(witness.vkey)
const at = new Date(witness.at)

const reasonOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof NoteError) return error.reason
    throw error
  }
  return 'none'
}

describe('a cosignature', () => {
  it('is the published vector', () => {
    expect(cosigner.vkey).toBe(witness.vkey)
    expect(cosign(checkpoint, cosigner, at)).toBe(cosigned)
  })

  it('signs its time and the whole text of the checkpoint with another key id than a plain signature', () => {
    const line = parseNote(cosigned).signatures[1]!
    expect(line.signature.readBigUInt64BE()).toBe(BigInt(at.getTime() / 1000))
    const key = parseVkey(createSigner(witness.name, Buffer.from(witness.seed, 'hex')).vkey)
    expect(key.keyId).not.toBe(line.keyId)
    const { text } = parseNote(checkpoint)
    expect(key.verify(`cosignature/v1\ntime ${at.getTime() / 1000}\n${text}`, line.signature.subarray(8))).toBe(true)
  })

  it('stands beside the signature of the log, which stays valid', () => {
    expect(openNote(cosigned, [parseVkey(log.vkey), verifier]).verified).toHaveLength(2)
    expect(openCosigned(cosigned, parseVkey(log.vkey), verifier)).toMatchObject({ size: 5, cosignature: { name: witness.name, at } })
    expect(keepSignatures(cosigned, ({ name }) => name === log.name)).toBe(checkpoint)
  })

  it('counts whole seconds', () => {
    expect(openCosignature(cosign(checkpoint, cosigner, new Date(at.getTime() + 999)), verifier).at).toEqual(at)
  })

  it('does not belong to another time, another size or another witness', () => {
    const { signature } = parseNote(cosigned).signatures[1]!
    const later = Buffer.from(signature)
    later.writeBigUInt64BE(later.readBigUInt64BE() + 1n)
    const { text } = parseNote(checkpoint)
    expect(verifier.verify(text, signature)).toBe(true)
    expect(verifier.verify(text, later)).toBe(false)
    expect(verifier.verify(text, signature.subarray(0, 71))).toBe(false)
    expect(verifier.verify(text.replace('\n5\n', '\n6\n'), signature)).toBe(false)
    const other = parseCosignerVkey(createCosigner(witness.name, Buffer.alloc(32, 7)).vkey)
    expect(reasonOf(() => openCosignature(cosigned, other))).toBe('unknown_key')
    expect(reasonOf(() => openCosignature(cosigned.replace('\n5\n', '\n6\n'), verifier))).toBe('bad_signature')
  })

  it('of a time beyond every calendar is refused', () => {
    const { text, signatures } = parseNote(cosigned)
    const far = Buffer.from(signatures[1]!.signature)
    far.writeBigUInt64BE(2n ** 63n)
    expect(verifier.verify(text, far)).toBe(false)
  })
})

describe('the key of a witness', () => {
  it('is not the key of a signature, and the other way round', () => {
    expect(reasonOf(() => parseVkey(witness.vkey))).toBe('malformed')
    expect(reasonOf(() => parseCosignerVkey(log.vkey))).toBe('malformed')
    expect(reasonOf(() => parseCosignerVkey(witness.vkey.replace('+', '+0')))).toBe('malformed')
  })

  it('has the fingerprint of its 32 bytes', () => {
    expect(fingerprintOfVkey(witness.vkey)).toBe(fingerprintOf(verifier.publicKey))
    expect(reasonOf(() => fingerprintOfVkey('no key'))).toBe('malformed')
  })

  it('needs a log beside it: a cosignature alone opens no checkpoint', () => {
    const alone = keepSignatures(cosigned, ({ name }) => name === witness.name)
    expect(reasonOf(() => openCosigned(alone, parseVkey(log.vkey), verifier))).toBe('unknown_key')
    const forged = signCheckpoint(createSigner(log.name, Buffer.alloc(32, 3)), 5, 'r'.repeat(32))
    expect(reasonOf(() => openCosigned(cosign(forged, cosigner, at), parseVkey(log.vkey), verifier))).toBe('unknown_key')
  })
})
