import { createInclusionProof } from '../../tlog/proof.ts'
import { hashToBase64, leafHash, nodeHash, type Hash } from '../../tlog/tree.ts'

/**
 * `c2sp.org/tlog-proof@v1` files over one checkpoint. The tree is hashed from its leaves, so a proof is only ever made for
 * what the entries really say.
 */
export function createProofs(leaves: Iterable<string>, size: number, checkpoint: string): (seq: number) => string {
  const levels: Hash[][] = [Array.from(leaves, leafHash)]
  for (let below = levels[0]!; below.length > 1; below = levels.at(-1)!) {
    levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, n) => nodeHash(below[2 * n]!, below[2 * n + 1]!)))
  }
  const subtrees = (level: number, n: number): Hash => levels[level]![n]!
  return (seq) => {
    const path = createInclusionProof(seq, size, subtrees).map((hash) => `${hashToBase64(hash)}\n`)
    return `c2sp.org/tlog-proof@v1\nindex ${seq}\n${path.join('')}\n${checkpoint}`
  }
}
