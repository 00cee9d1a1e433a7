import { frontierAt, hashToBytes, hashToHex, leafHash, rootAt } from '../../tlog/tree.ts'
import type { Hash } from '../../tlog/tree.ts'
import { parseLeaf } from './leaf.ts'
import type { StoredEntry } from './service.ts'
import type { Session, Tree } from './session.ts'

const batch = 1_000

/** What this process committed a moment ago: it need not be read back to be folded. */
export interface Appended {
  before: Tree
  entries: readonly StoredEntry[]
  after: Tree
}

/**
 * Brings the records level with `tree`, the ledger's newest. Records of another history (longer, or of another root: the folder was restored,
 * the index was not) are folded anew from the first entry. At most `most` entries are folded.
 */
export function catchUp(session: Session, tree: Tree, appended?: Appended, most = Number.POSITIVE_INFINITY): void {
  const { records } = session
  let from = records.size()
  if (from !== 0 && !isOurs(session, tree, from, appended)) {
    records.reset()
    from = 0
  }
  if (appended && from === appended.before.size && from !== 0) {
    const { size, frontier } = appended.after
    records.fold(appended.entries, { size, root: hashToBytes(frontier.root()) })
    from = size
  }
  if (from < tree.size) foldFrom(session, from, Math.min(tree.size, from + most))
}

function isOurs({ records, ...session }: Session, tree: Tree, from: number, appended?: Appended): boolean {
  if (from > tree.size) return false
  const known = [tree, appended?.before].find((one) => one?.size === from)
  const root: Hash = known ? known.frontier.root() : rootAt(from, session.store().subtrees)
  return records.root() === hashToHex(root)
}

/** Whether there are entries that were not folded yet. */
export const isBehind = ({ records, ...session }: Session): boolean => records.size() < session.tree().size

function foldFrom({ records, origin, ...session }: Session, from: number, size: number): void {
  const store = session.store()
  const edge = frontierAt(from, store.subtrees)
  for (let at = from; at < size; at += batch) {
    const to = Math.min(at + batch, size)
    const entries = store.readLeaves(at, to).map((leaf, i) => parseLeaf(leaf, at + i, origin))
    for (const { leaf } of entries) edge.push(leafHash(leaf))
    records.fold(entries, { size: to, root: hashToBytes(edge.root()) })
  }
}

/** The ledger's write lock keeps two processes from folding one entry twice; a ledger nobody may write needs none. */
export function catchUpAlone(session: Session, appended?: Appended, most?: number): void {
  if (session.readOnly) return catchUp(session, session.tree(), undefined, most)
  const store = session.store()
  store.begin('write')
  try {
    catchUp(session, session.tree(), appended, most)
  } finally {
    store.rollback()
  }
}
