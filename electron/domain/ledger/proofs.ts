import { AppError } from '../../../shared/errors.ts'
import { createConsistencyProof, createInclusionProof, verifyConsistencyProof, verifyInclusionProof } from '../../tlog/proof.ts'
import { toConsistencyFile, toInclusionFile } from '../../tlog/proof-file.ts'
import { emptyRoot, leafHash, rememberSubtrees, rootAt } from '../../tlog/tree.ts'
import { inOneRead } from './session.ts'
import type { Session } from './session.ts'

/** See `Ledger.inclusionFile`. A proof is tried before it goes out: damage is found here and not by whoever receives it. */
export function createInclusionFile(session: Session, seq: number): string {
  const store = session.store()
  return inOneRead(store, () => {
    const { size, frontier, note } = session.tree()
    const leaf = seq < size ? store.readLeaf(seq) : null
    if (leaf === null) throw new AppError('NOT_FOUND', `The ledger has no entry ${seq}; its newest is ${size - 1}.`)
    const path = createInclusionProof(seq, size, store.subtrees)
    if (!verifyInclusionProof(leafHash(leaf), seq, size, frontier.root(), path)) throw unprovable(store.path, `entry ${seq}`)
    return toInclusionFile({ index: seq, path, checkpoint: note })
  })
}

/** See `Ledger.consistencyFile`. */
export function createConsistencyFile(session: Session, from: number): string {
  const store = session.store()
  return inOneRead(store, () => {
    const { size, frontier, note } = session.tree()
    if (!Number.isSafeInteger(from) || from < 0 || from > size) {
      throw new AppError('BAD_INPUT', `The ledger has ${size} entries; there is no state of it with ${from}. Name a size between 0 and ${size}.`)
    }
    // Nothing is what every tree continues: there is no proof of it (tlog-witness: no lines for 0).
    const subtrees = rememberSubtrees(store.subtrees)
    const path = from === 0 ? [] : createConsistencyProof(from, size, subtrees)
    const old = from === 0 ? emptyRoot : rootAt(from, subtrees)
    if (from > 0 && !verifyConsistencyProof(from, old, size, frontier.root(), path)) throw unprovable(store.path, `the first ${from} entries`)
    return toConsistencyFile({ old: from, path, checkpoint: note })
  })
}

const unprovable = (path: string, what: string) =>
  new AppError('LEDGER_UNSAFE', `What ${path} holds for ${what} does not lead to the signed root: the file was changed. Verify the ledger, and restore it from a backup.`)
