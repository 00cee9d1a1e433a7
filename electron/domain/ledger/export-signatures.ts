import * as z from 'zod'
import { NoteError, parseNote, parseVkey } from '../../tlog/note.ts'
import type { Verifier } from '../../tlog/note.ts'
import type { StoredEntry } from './service.ts'

const carriesKey = z.object({ key: z.object({ vkey: z.string() }) })
const carriesNote = z.object({ note: z.string() })
const carriesAnswer = z.object({ answer: z.object({ note: z.string() }) })

/**
 * Statements that people signed, as files for OpenSSL: `signatures/<seq>.txt` is the note, `signatures/<seq>.vkey` the key of
 * its signature (`<seq>.2.vkey` of a second one). They say nothing that the entries do not: the keys are those that enrolments brought before. Keys of other
 * ledgers' people, which this one does not enrol, are left out.
 */
export function createSignatureFiles(): { take: (entry: Pick<StoredEntry, 'seq' | 'body'>) => { path: string; text: string }[]; count: () => number } {
  const keys: Verifier[] = []
  let count = 0
  return {
    count: () => count,
    take({ seq, body }) {
      const brought = parseKey(carriesKey.safeParse(body).data?.key.vkey)
      if (brought) keys.push(brought)
      const note = carriesNote.safeParse(body).data?.note ?? carriesAnswer.safeParse(body).data?.answer.note
      const lines = note === undefined ? null : signersOf(note)
      if (note === undefined || lines === null) return []
      count++
      const known = lines.flatMap(({ name, keyId }, i) => {
        const key = keys.find((one) => one.name === name && one.keyId === keyId)
        return key ? [{ path: `signatures/${seq}${i === 0 ? '' : `.${i + 1}`}.vkey`, text: `${key.vkey}\n` }] : []
      })
      return [{ path: `signatures/${seq}.txt`, text: note }, ...known]
    },
  }
}

function parseKey(vkey: string | undefined): Verifier | null {
  return vkey === undefined ? null : attempt(() => parseVkey(vkey))
}

const signersOf = (note: string) => attempt(() => parseNote(note).signatures)

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
