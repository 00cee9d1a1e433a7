import { frontierAt, hashToBytes, hashToHex, leafHash, rootAt } from '../../tlog/tree.ts'
import { parseLeaf } from './leaf.ts'
import type { Session } from './session.ts'

const batch = 1_000

/**
 * Brings the records level with the ledger. Records of another history (longer, or of another root: the folder was restored,
 * the index was not) are folded anew from the first entry.
 */
export function catchUp({ records, origin, ...session }: Session): void {
  const store = session.store()
  const { size, frontier } = session.tree()
  let from = records.size()
  if (from !== 0) {
    const root = from > size ? null : from === size ? frontier.root() : rootAt(from, store.subtrees)
    if (root === null || records.root() !== hashToHex(root)) {
      records.reset()
      from = 0
    }
  }
  if (from === size) return
  const edge = frontierAt(from, store.subtrees)
  while (from < size) {
    const to = Math.min(from + batch, size)
    const entries = store.readLeaves(from, to).map((leaf, i) => parseLeaf(leaf, from + i, origin))
    for (const { leaf } of entries) edge.push(leafHash(leaf))
    records.fold(entries, { size: to, root: hashToBytes(edge.root()) })
    from = to
  }
}

/** The ledger's write lock keeps two processes from folding one entry twice; a ledger nobody may write needs none. */
export function catchUpAlone(session: Session): void {
  if (session.readOnly) return catchUp(session)
  const store = session.store()
  store.begin('write')
  try {
    catchUp(session)
  } finally {
    store.rollback()
  }
}
