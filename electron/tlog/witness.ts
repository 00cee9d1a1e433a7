import { verifyConsistencyProof } from './proof.ts'
import type { ConsistencyFile } from './proof-file.ts'
import type { Hash } from './tree.ts'

export interface SeenTree {
  size: number
  root: Hash
}

/**
 * `first`: nothing was seen of this log; `same`: the very tree; `continues`: proved. The rest is refused: `forked`: two roots at one
 * size; `older`: smaller than what was seen; `needs_proof`: larger, without a proof from the size seen; `bad_proof`: with one that fails.
 */
export type NextTree = 'first' | 'same' | 'continues' | 'forked' | 'older' | 'needs_proof' | 'bad_proof'

/** Whether a log's next checkpoint continues the one seen last: the rule of a witness (c2sp.org/tlog-witness, add-checkpoint). */
export function judgeNextTree(seen: SeenTree | null, next: SeenTree, proof: Pick<ConsistencyFile, 'old' | 'path'> | null): NextTree {
  if (seen === null || seen.size === 0) return 'first'
  if (next.size < seen.size) return 'older'
  if (next.size === seen.size) return next.root === seen.root ? 'same' : 'forked'
  if (proof === null || proof.old !== seen.size) return 'needs_proof'
  return verifyConsistencyProof(seen.size, seen.root, next.size, next.root, proof.path) ? 'continues' : 'bad_proof'
}
