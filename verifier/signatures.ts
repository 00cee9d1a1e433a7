import * as z from 'zod'
import type { Entry } from '../shared/contract/ledger.ts'
import { NoteError, parseNote } from '../electron/tlog/note.ts'
import { parseStatement } from '../electron/tlog/statement.ts'
import { fingerprintOfVkey } from '../electron/tlog/vkey.ts'
import type { SignatureLine } from './result.ts'

const brings = z.object({ key: z.object({ vkey: z.string() }) })
const carries = z.object({ note: z.string() })
const answers = z.object({ answer: z.object({ note: z.string() }) })

/** Fingerprints of keys by name and key id, from the entries that enrolled them. */
export type KnownKeys = Map<string, string>

export function takeKey(entry: Pick<Entry, 'body'>, keys: KnownKeys): void {
  const vkey = brings.safeParse(entry.body).data?.key.vkey
  if (vkey === undefined) return
  const [name, keyId] = vkey.split('+')
  attempt(() => keys.set(`${name} ${keyId}`, fingerprintOfVkey(vkey)))
}

/** What an entry's signed statement says, for people; null where it carries none. Whether it holds is for the checks to say. */
export function toSignatureLine(entry: Pick<Entry, 'seq' | 'at' | 'body'>, keys: KnownKeys, state: SignatureLine['state']): SignatureLine | null {
  const signed = carries.safeParse(entry.body).data?.note ?? answers.safeParse(entry.body).data?.answer.note
  const note = signed === undefined ? null : attempt(() => parseNote(signed))
  if (!note) return null
  const statement = parseStatement(note.text)
  const value = (key: string) => statement?.values.get(key)
  const [first] = note.signatures
  const kind = statement?.format.split('/')[1]?.replaceAll('-', ' ') ?? 'text'
  const about = value('Version') ?? value('Person-ID') ?? value('Review')
  return {
    seq: entry.seq,
    state,
    signer: [value('Signer'), `<${value('Signer-ID') ?? first!.name}>`].filter(Boolean).join(' '),
    what: [value('Decision') ?? kind, about].filter(Boolean).join(' · '),
    at: value('Signed-At') ?? entry.at,
    fingerprint: keys.get(`${first!.name} ${first!.keyId}`) ?? 'key not in this file',
    text: note.text,
  }
}

export function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
