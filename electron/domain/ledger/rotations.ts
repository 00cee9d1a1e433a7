import type { Entry } from '../../../shared/contract/ledger.ts'
import type { LogKeys } from '../../tlog/log-keys.ts'
import { toLineBegin } from '../../tlog/note.ts'
import { parseRotation, rotationKind } from './rotation.ts'
import type { LedgerStore } from './store.ts'

export { parseRotation, rotationKind } from './rotation.ts'

/**
 * Brings the known keys up to those of the first `size` entries. `hints` are numbers of entries that may be rotations; the whole ledger
 * is searched only where they do not lead to the key that signed `head`, so that opening costs the same at any size.
 */
export function followRotations(store: LedgerStore, log: LogKeys, head: string | null, size: number, hints: readonly number[] = []): void {
  const from = (log.changes.at(-1)?.seq ?? 0) + 1
  take(store, log, hints.filter((seq) => seq >= from && seq < size))
  if (head === null || head.includes(toLineBegin(log.current))) return
  const after = (log.changes.at(-1)?.seq ?? 0) + 1
  take(store, log, store.findLeaves(`"kind":"${rotationKind}","ledger":`, after, size))
}

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
