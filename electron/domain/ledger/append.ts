import type { Entry } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { signCheckpoint } from '../../tlog/checkpoint.ts'
import { leafHash } from '../../tlog/tree.ts'
import type { Signer } from '../../tlog/note.ts'
import type { Frontier } from '../../tlog/tree.ts'
import { catchUp } from './catch-up.ts'
import { toLeaf } from './leaf.ts'
import type { EntryDraft, Ledger, StoredEntry } from './service.ts'
import { toTip } from './session.ts'
import type { Session, Tree } from './session.ts'
import type { LedgerStore } from './store.ts'

export type Published = (tree: Tree, entries: readonly StoredEntry[]) => void

/** The append of service.ts; `published` hears of it once it is durable and may let the checkpoint out. */
export function createAppend(session: Session, published: Published): Ledger['append'] {
  return (actor, decide) => {
    const { readOnly, signer } = session
    if (readOnly || !signer) throw new AppError('READ_ONLY', `Nothing can be added to this ledger: ${readOnly?.reason ?? 'its log key is not on this computer.'}`)
    const store = session.store()
    if (store.inTransaction()) throw new Error('append was called from inside append')
    store.begin('write')
    let next: Tree
    let entries: StoredEntry[]
    try {
      const tree = session.tree()
      catchUp(session)
      const time = toEntryTime(session.clock.now(), tree.lastAt)
      const drafts = [decide(toTip(tree), time.at)].flat()
      entries = toEntries(drafts, { actor, ...time, ledger: session.origin }, tree.size)
      if (entries.length === 0) return []
      next = writeEntries(store, tree.frontier, entries, signer)
      store.commit()
    } finally {
      // After the commit there is nothing to undo; before it, everything goes.
      store.rollback()
    }
    session.keep(next)
    published(next, entries)
    return entries
  }
}

/** Time never goes back: where the clock did, the newest time is repeated and the entry says by how many milliseconds. */
export function toEntryTime(now: Date, lastAt: string): { at: string; clockBack?: number } {
  const at = now.toISOString()
  return at >= lastAt ? { at } : { at: lastAt, clockBack: Date.parse(lastAt) - now.getTime() }
}

type Frame = Pick<Entry, 'actor' | 'at' | 'clockBack' | 'ledger'>

export function toEntries(drafts: readonly EntryDraft[], frame: Frame, from: number): StoredEntry[] {
  return drafts.map(({ kind, body }, i) => {
    const entry = { ...frame, body, kind, seq: from + i }
    return { ...entry, v: 1, leaf: toLeaf(entry) }
  })
}

/** Writes entries, the nodes that they complete and the head that covers them; the caller commits. */
export function writeEntries(store: LedgerStore, edge: Frontier, entries: readonly StoredEntry[], signer: Signer): Tree {
  const frontier = edge.clone((level, n, value) => store.insertNode(level, n, value))
  for (const { seq, leaf } of entries) {
    store.insertLeaf(seq, leaf)
    frontier.push(leafHash(leaf))
  }
  const note = signCheckpoint(signer, frontier.size, frontier.root())
  store.writeHead({ size: frontier.size, note })
  return { size: frontier.size, note, frontier, lastAt: entries.at(-1)!.at }
}
