import { custodyEntries } from '../../../shared/contract/custody.ts'
import type { Entry } from '../../../shared/contract/ledger.ts'
import { NoteError, openNote, parseVkey } from '../../tlog/note.ts'
import type { Verifier } from '../../tlog/note.ts'
import type { KeyChange, LogKeys } from '../../tlog/log-keys.ts'
import { parseStatement } from '../../tlog/statement.ts'
import type { LedgerStore } from './store.ts'

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

/**
 * Brings the known keys up to those of the first `size` entries. `hints` are numbers of entries that may be rotations; the whole ledger
 * is searched only where they do not lead to the key that signed `head`, so that opening costs the same at any size.
 */
export function followRotations(store: LedgerStore, log: LogKeys, head: string | null, size: number, hints: readonly number[] = []): void {
  const from = (log.changes.at(-1)?.seq ?? 0) + 1
  take(store, log, hints.filter((seq) => seq >= from && seq < size))
  if (head === null || head.includes(lineBegin(log.current))) return
  const after = (log.changes.at(-1)?.seq ?? 0) + 1
  take(store, log, store.findLeaves(`"kind":"${rotationKind}","ledger":`, after, size))
}

/** A signature line begins with name and key id, and three bytes of the id show in base64 whatever follows. */
const lineBegin = ({ name, keyId }: Verifier) => `\n\u2014 ${name} ${Buffer.from(keyId, 'hex').subarray(0, 3).toString('base64')}`

function take(store: LedgerStore, log: LogKeys, seqs: readonly number[]): void {
  for (const seq of seqs.toSorted((a, b) => a - b)) {
    const entry = parseEntry(store.readLeaf(seq))
    const change = entry?.seq === seq && entry.ledger === log.name ? parseRotation(entry, log.current) : null
    if (change) log.add(change)
  }
}

function parseEntry(leaf: string | null): Entry | null {
  try {
    return leaf === null ? null : (JSON.parse(leaf) as Entry)
  } catch {
    return null
  }
}
