import { concat, createSigningKey, createVerifyingKey, toUtf8 } from '#tlog/crypto'
import type { Bytes } from '#tlog/crypto'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { NoteError, parseNote, signNote } from './note.ts'
import type { Verifier } from './note.ts'
import { signatureTypes, splitVkey, toVkey } from './vkey.ts'

/** C2SP tlog-cosignature v1.0.1, Ed25519 (type 0x04): "as of that time, the largest consistent tree I have seen of this origin". */
export interface Cosigner {
  readonly name: string
  readonly vkey: string
  /** The time of a cosignature is whole seconds of POSIX time. */
  sign(checkpointText: string, at: Date): Bytes
}

/** What one line of a cosigned checkpoint says. */
export interface Cosignature {
  name: string
  vkey: string
  at: Date
}

const timeBytes = 8

/** The witness key of somebody, over a seed of its own: never the seed of a key that signs statements. */
export function createCosigner(name: string, seed: Uint8Array): Cosigner {
  const { publicKey, sign } = createSigningKey(seed)
  return {
    name,
    vkey: toVkey(name, publicKey, signatureTypes.cosignature),
    sign(checkpointText, at) {
      const seconds = Math.floor(at.getTime() / 1000)
      return concat(toTime(seconds), sign(toUtf8(toSignedText(seconds, checkpointText))))
    },
  }
}

const toSignedText = (seconds: number, checkpointText: string) => `cosignature/v1\ntime ${seconds}\n${checkpointText}`

/** Parses the verifier key of a witness; `openNote` knows it like any other. Throws NoteError. */
export function parseCosignerVkey(vkey: string): Verifier {
  const { name, keyId, publicKey } = splitVkey(vkey, signatureTypes.cosignature)
  const verify = createVerifyingKey(publicKey)
  return {
    name,
    keyId,
    vkey,
    publicKey,
    verify(text, signature) {
      const seconds = readTime(signature)
      return seconds !== null && verify(toUtf8(toSignedText(seconds, text)), signature.subarray(timeBytes))
    },
  }
}

/** The same checkpoint with one more line. What may be cosigned is for the caller to know: see docs/formats/cosignatures.md. */
export function cosign(note: string, cosigner: Cosigner, at: Date): string {
  const { text } = parseNote(note)
  const keyId = cosigner.vkey.slice(cosigner.name.length + 1, cosigner.name.length + 9)
  const alone = signNote(text, [{ name: cosigner.name, vkey: cosigner.vkey, keyId, sign: (signed) => cosigner.sign(signed, at) }])
  return note + alone.slice(text.length + 1)
}

/** The time at which this witness cosigned; the log's own signature is not looked at. Throws NoteError. */
export function openCosignature(note: string, witness: Verifier): Cosignature {
  const { text, signatures } = parseNote(note)
  const line = signatures.find(({ name, keyId }) => name === witness.name && keyId === witness.keyId)
  if (!line) throw new NoteError('unknown_key', `no cosignature by ${witness.name}`)
  if (!witness.verify(text, line.signature)) throw new NoteError('bad_signature', `the cosignature of ${witness.name} does not belong to this checkpoint`)
  return { name: witness.name, vkey: witness.vkey, at: new Date(readTime(line.signature)! * 1000) }
}

/** A checkpoint that its log and this witness signed, and when the witness did. Throws NoteError. */
export function openCosigned(note: string, log: Parameters<typeof openCheckpoint>[1], witness: Verifier): Checkpoint & { cosignature: Cosignature } {
  return { ...openCheckpoint(note, log), cosignature: openCosignature(note, witness) }
}

/** The checkpoint with those lines alone that are wanted, in their order; the text is untouched. */
export function keepSignatures(note: string, isWanted: (line: { name: string; keyId: string }) => boolean): string {
  const { text, signatures } = parseNote(note)
  const lines = note.slice(text.length + 1).split('\n')
  const kept = signatures.flatMap((signature, i) => (isWanted(signature) ? [`${lines[i]}\n`] : []))
  return `${text}\n${kept.join('')}`
}

function toTime(seconds: number): Bytes {
  const bytes = new Uint8Array(timeBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds))
  return concat(bytes)
}

/** Null where the blob is too short, or the time is beyond every calendar. */
function readTime(signature: Uint8Array): number | null {
  if (signature.byteLength !== timeBytes + 64) return null
  const seconds = Number(new DataView(signature.buffer, signature.byteOffset, timeBytes).getBigUint64(0))
  return seconds <= 8_640_000_000_000 ? seconds : null
}
