import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { NoteError, parseNote, parseVkey } from '../../../tlog/note.ts'
import type { Verifier } from '../../../tlog/note.ts'

/** Whether a signature holds, by key, signature and text. */
export type Answers = ReadonlyMap<string, boolean>

/**
 * Signatures checked on the thread pool before somebody asks for them. It decides nothing: which key was valid when is found out in
 * order of entries, by the same code as without it, and what was not foreseen is verified when it is asked for.
 */
export interface SignaturesAhead {
  /** Begins on the notes in these entries. */
  begin(special: readonly [seq: number, leaf: string][]): Promise<Answers>
  /** What is asked from now on is about these. */
  use(answers: Answers): void
  /** A key whose answers are known beforehand where they were foreseen. */
  parseKey(vkey: string): Verifier | null
}

export function createSignaturesAhead(): SignaturesAhead {
  const keys = new Map<string, { vkey: string; key: KeyObject }>()
  let known: Answers = new Map()
  const learn = (vkey: unknown) => {
    const verifier = typeof vkey === 'string' ? parseKey(vkey) : null
    if (verifier) keys.set(`${verifier.name} ${verifier.keyId}`, { vkey: verifier.vkey, key: toKeyObject(verifier.publicKey) })
  }
  return {
    async begin(special) {
      const answers = new Map<string, boolean>()
      const waiting: Promise<unknown>[] = []
      for (const [, leaf] of special) {
        const { body } = JSON.parse(leaf) as Entry
        learn((body['key'] as { vkey?: unknown } | undefined)?.vkey)
        for (const note of [body['note'], (body['answer'] as { note?: unknown } | undefined)?.note]) {
          for (const { text, signature, by } of typeof note === 'string' ? parseSignatures(note) : []) {
            const key = keys.get(by)
            if (key) waiting.push(verifyAhead(key.key, text, signature).then((holds) => void answers.set(toQuestion(key.vkey, text, signature), holds)))
          }
        }
      }
      await Promise.all(waiting)
      return answers
    },
    use: (answers) => void (known = answers),
    parseKey(vkey) {
      const verifier = parseKey(vkey)
      return verifier && { ...verifier, verify: (text, signature) => known.get(toQuestion(verifier.vkey, text, signature)) ?? verifier.verify(text, signature) }
    },
  }
}

const toQuestion = (vkey: string, text: string, signature: Uint8Array) => `${vkey}\n${Buffer.from(signature).toString('base64')}\n${text}`

const spki = Buffer.from('302a300506032b6570032100', 'hex')
const toKeyObject = (publicKey: Uint8Array) => createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' })

const verifyAhead = (key: KeyObject, text: string, signature: Uint8Array) =>
  new Promise<boolean>((resolve) => verify(null, Buffer.from(text), key, signature, (error, holds) => resolve(!error && holds)))

function parseSignatures(note: string): { text: string; signature: Uint8Array; by: string }[] {
  try {
    const { text, signatures } = parseNote(note)
    return signatures.map(({ name, keyId, signature }) => ({ text, signature, by: `${name} ${keyId}` }))
  } catch (error) {
    if (error instanceof NoteError) return []
    throw error
  }
}

function parseKey(vkey: string): Verifier | null {
  try {
    return parseVkey(vkey)
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
