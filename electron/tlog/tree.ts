import { fromLatin1, sha256, sha256OfNode, toBase64, toHex, toLatin1 } from '#tlog/crypto'
import type { Bytes } from '#tlog/crypto'

/** SHA-256 as 32 latin1 characters: in V8 such strings are made twice as fast as Buffers, and compare with `===`. */
export type Hash = string

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export const emptyRoot: Hash = sha256('')

export const hashFromBytes = (bytes: Uint8Array): Hash => fromLatin1(bytes)
export const hashToBytes = (value: Hash): Bytes => toLatin1(value)
export const hashToBase64 = (value: Hash): string => toBase64(toLatin1(value))
export const hashToHex = (value: Hash): string => toHex(toLatin1(value))

/** SHA-256 of a text as UTF-8. */
export const hashOfText = (text: string): Hash => sha256(text)

/** SHA-256(0x00 ‖ leaf as UTF-8), RFC 6962 §2.1. */
export const leafHash = (leaf: string): Hash => sha256(`\0${leaf}`)

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export const nodeHash: (left: Hash, right: Hash) => Hash = sha256OfNode

/** Hash of the complete subtree of 2^level leaves that begins at leaf `n`·2^level. */
export type Subtrees = (level: number, n: number) => Hash

/** Levels whose nodes are stored: roots of full 256-leaf tiles, of 256 such tiles, and so on. */
export const isTileLevel = (level: number): boolean => level > 0 && level % 8 === 0

/** Hears each node of a tile level at the moment its last leaf is pushed. */
export type TileListener = (level: number, n: number, value: Hash) => void

export interface Frontier {
  readonly size: number
  push(leaf: Hash): void
  /** Takes 2^level leaves by the root over them; `size` is a multiple of their number. */
  pushSubtree(level: number, root: Hash): void
  root(): Hash
  /** A copy that grows on its own, with its own listener. */
  clone(onTile?: TileListener): Frontier
}

/** The right edge of a tree: one hash for each complete subtree, smallest last, so that a leaf costs two hashes on average. */
export function createFrontier(size = 0, edge: readonly Hash[] = [], onTile?: TileListener): Frontier {
  const hashes = [...edge]
  let count = size
  let root: Hash | null = null
  const add = (width: number, from: number, subtree: Hash) => {
    let value = subtree
    let level = from
    let n = count / width
    while (n % 2 === 1) {
      value = nodeHash(hashes.pop()!, value)
      n = (n - 1) / 2
      level++
      if (isTileLevel(level)) onTile?.(level, n, value)
    }
    hashes.push(value)
    count += width
    root = null
  }
  return {
    get size() {
      return count
    },
    push: (leaf) => add(1, 0, leaf),
    pushSubtree: (level, value) => add(2 ** level, level, value),
    root: () => (root ??= hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right))),
    clone: (listener) => createFrontier(count, hashes, listener),
  }
}

/** The frontier of the first `size` leaves, from stored subtrees. */
export function frontierAt(size: number, subtrees: Subtrees, onTile?: TileListener): Frontier {
  return createFrontier(size, completeSubtrees(size).map(({ level, n }) => subtrees(level, n)), onTile)
}

/** The complete subtrees that a tree of `size` leaves consists of, largest first. */
export function completeSubtrees(size: number): { level: number; n: number }[] {
  const parts: { level: number; n: number }[] = []
  let begin = 0
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level--) {
    const width = 2 ** level
    if (size - begin < width) continue
    parts.push({ level, n: begin / width })
    begin += width
  }
  return parts
}

/** Root of the first `size` leaves. */
export const rootAt = (size: number, subtrees: Subtrees): Hash => frontierAt(size, subtrees).root()

/**
 * Subtrees out of leaf hashes and stored tile nodes; what lies between is computed. `leaves(from, to)` gives leaf hashes,
 * `node(level, n)` a stored hash of a tile level; `nodes` several that stand side by side, where they can be had at once.
 */
export function createSubtrees(leaves: (from: number, to: number) => readonly Hash[], node: (level: number, n: number) => Hash, nodes = oneByOne(node)): Subtrees {
  return (level, n) => {
    if (isTileLevel(level)) return node(level, n)
    const above = level % 8
    const [from, to] = [n * 2 ** above, (n + 1) * 2 ** above]
    return perfectRoot(level < 8 ? leaves(from, to) : nodes(level - above, from, to))
  }
}

const oneByOne = (node: (level: number, n: number) => Hash) => (level: number, from: number, to: number): readonly Hash[] => Array.from({ length: to - from }, (_, i) => node(level, from + i))

/** The same, each asked for once: a proof, and the check that it holds, rest on the same hashes. Not to be kept while the tree grows. */
export function rememberSubtrees(subtrees: Subtrees): Subtrees {
  const known = new Map<string, Hash>()
  return (level, n) => {
    const key = `${level}/${n}`
    let value = known.get(key)
    if (value === undefined) known.set(key, (value = subtrees(level, n)))
    return value
  }
}

const perfectRoot = (hashes: readonly Hash[]): Hash => perfectLevels(hashes).at(-1)![0]!

/** Every level of the tree over 2^k hashes, k ≥ 0: the hashes themselves first, the root last. */
export function perfectLevels(hashes: readonly Hash[]): (readonly Hash[])[] {
  const levels = [hashes]
  for (let row = hashes; row.length > 1; ) {
    const next: Hash[] = []
    for (let i = 0; i < row.length; i += 2) next.push(nodeHash(row[i]!, row[i + 1]!))
    levels.push((row = next))
  }
  return levels
}
