import { custodyEntries } from '../../../shared/contract/custody.ts'
import type { Entry } from '../../../shared/contract/ledger.ts'
import type { KeyChange } from '../../tlog/log-keys.ts'
import { NoteError, openNote, parseVkey } from '../../tlog/note.ts'
import type { Verifier } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'

export const rotationKind = 'log.key.rotated/v1'

/**
 * The key that an entry hands the log over to, if the key before and the new one have both signed for it; else null. That a person
 * of the ledger stands behind it is for the check of people.
 */
export function parseRotation(entry: Pick<Entry, 'kind' | 'body' | 'seq' | 'ledger'>, previous: Verifier): KeyChange | null {
  const body = entry.kind === rotationKind ? custodyEntries[rotationKind].safeParse(entry.body).data : undefined
  if (!body || body.previous.vkey !== previous.vkey) return null
  try {
    const key = parseVkey(body.key.vkey)
    const { text, verified } = openNote(body.note, [previous, key])
    const statement = parseStatement(text)
    const says = (name: string, value: string) => statement?.values.get(name) === value
    const agreed = verified.length === 2 && statement?.format.endsWith('/log-key-rotation/v1') && says('Previous-Key', previous.vkey) && says('Key', key.vkey) && says('Ledger', entry.ledger)
    return agreed && key.name === previous.name ? { seq: entry.seq, key } : null
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

/** What a bundle carries of the rotations of its log. */
export type Handover = readonly { seq: number; body: Record<string, unknown> }[]

/** Those rotations that lead on from `vkey`, each signed by the key before and the one after; others lead nowhere. */
export function followRotationsFrom(origin: string, vkey: string, handover: Handover): { vkey: string; handover: Handover } {
  let key = parseVkey(vkey)
  const followed = handover.filter(({ seq, body }) => {
    const next = parseRotation({ kind: rotationKind, body, seq, ledger: origin }, key)
    key = next?.key ?? key
    return next !== null
  })
  return { vkey: key.vkey, handover: followed }
}

/** The vkey that they lead to. */
export const followHandover = (origin: string, vkey: string, handover: Handover): string => followRotationsFrom(origin, vkey, handover).vkey
