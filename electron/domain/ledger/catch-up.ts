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
 * Folds what was just appended where the records stand right before it; false where they do not. It needs no lock of the ledger's: these
 * entries are committed, and the index itself refuses what another process folded first.
 */
export function foldAppended({ records }: Session, { before, entries, after }: Appended): boolean {
  if (records.size() !== before.size || records.root() !== hashToHex(before.frontier.root())) return false
  return records.fold(entries, { size: after.size, root: hashToBytes(after.frontier.root()) }, before.size)
}

/**
 * Brings the records level with `tree`, the ledger's newest. Records of another history (longer, or of another root: the folder was restored,
 * the index was not) are folded anew from the first entry. At most `most` entries are folded.
 */
export function catchUp(session: Session, tree: Tree, most = Number.POSITIVE_INFINITY): void {
  const { records } = session
  let from = records.size()
  if (from !== 0 && !isOurs(session, tree, from)) {
    records.reset()
    from = 0
  }
  if (from < tree.size) foldFrom(session, from, Math.min(tree.size, from + most))
}

function isOurs({ records, ...session }: Session, tree: Tree, from: number): boolean {
  if (from > tree.size) return false
  const root: Hash = tree.size === from ? tree.frontier.root() : rootAt(from, session.store().subtrees)
  return records.root() === hashToHex(root)
}

/** Whether there are entries that were not folded yet. */
export const isBehind = ({ records, ...session }: Session): boolean => records.size() < session.tree().size

function foldFrom(session: Session, from: number, size: number): void {
  const { records, origin } = session
  const store = session.store()
  const edge = frontierAt(from, store.subtrees)
  for (let at = from; at < size; at += batch) {
    const to = Math.min(at + batch, size)
    const entries = store.readLeaves(at, to).map((leaf, i) => parseLeaf(leaf, at + i, origin))
    for (const { leaf } of entries) edge.push(leafHash(leaf))
    // The process that appended these folds them without the lock, and was faster.
    if (!records.fold(entries, { size: to, root: hashToBytes(edge.root()) }, at)) return foldFrom(session, records.size(), size)
  }
}

/** The ledger's write lock keeps two processes from doing the same work, and entries from coming meanwhile; a ledger nobody may write needs none. */
export function catchUpAlone(session: Session, most?: number): void {
  if (session.readOnly) return catchUp(session, session.tree(), most)
  const store = session.store()
  store.begin('write')
  try {
    catchUp(session, session.tree(), most)
  } finally {
    store.rollback()
  }
}
