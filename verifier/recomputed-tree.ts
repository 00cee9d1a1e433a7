import { createTileNodes } from '../electron/tlog/verification.ts'
import { createFrontier, createSubtrees, hashToBase64, leafHash, rootAt } from '../electron/tlog/tree.ts'
import type { Hash } from '../electron/tlog/tree.ts'

export interface GrowingTree {
  readonly size: number
  push(leaf: string): void
  /** Root over the first `size` entries, size ≤ this.size; null beyond. */
  rootAt(size: number): Hash | null
  /** The hashes that a tile of this level and number has to hold. */
  tile(level: number, n: number, width: number): Hash[]
}

/** A tree made of entries alone: nothing that was stored about it is used, so it can be held against all of that. */
export function createGrowingTree(): GrowingTree {
  const leaves: Hash[] = []
  const nodes = createTileNodes()
  const frontier = createFrontier(0, [], (level, n, value) => nodes.set(level, n, value))
  const subtrees = createSubtrees((from, to) => leaves.slice(from, to), (level, n) => nodes.get(level, n)!)
  return {
    get size() {
      return frontier.size
    },
    push(leaf) {
      const value = leafHash(leaf)
      leaves.push(value)
      frontier.push(value)
    },
    rootAt(size) {
      if (size > frontier.size) return null
      return size === frontier.size ? frontier.root() : rootAt(size, subtrees)
    },
    tile: (level, n, width) => Array.from({ length: width }, (_, i) => (level === 0 ? leaves[n * 256 + i] : nodes.get(level * 8, n * 256 + i)) ?? ''),
  }
}

export const toBase64 = (root: Hash | null): string | null => root && hashToBase64(root)
