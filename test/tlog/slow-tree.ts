import { emptyRoot, nodeHash } from '../../electron/tlog/tree.ts'
import type { Hash } from '../../electron/tlog/tree.ts'

/** RFC 6962 §2.1 word for word, over leaf hashes. */
export function slowRoot(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot
  if (hashes.length === 1) return hashes[0]!
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(slowRoot(hashes.slice(0, k)), slowRoot(hashes.slice(k)))
}
