import { nodeHash } from './tree.ts'
import type { Hash, Subtrees } from './tree.ts'

/** Root over the leaves [begin, end); `begin` is a multiple of the largest power of two that fits. */
function rangeRoot(begin: number, end: number, subtrees: Subtrees): Hash {
  const size = end - begin
  const level = Math.log2(size)
  if (Number.isInteger(level)) return subtrees(level, begin / size)
  const split = begin + splitPoint(size)
  return nodeHash(rangeRoot(begin, split, subtrees), rangeRoot(split, end, subtrees))
}

/** The largest power of two smaller than `size`; size ≥ 2. */
function splitPoint(size: number): number {
  let k = 2 ** Math.floor(Math.log2(size))
  if (k === size) k /= 2
  return k
}

/** RFC 6962 §2.1.1: sibling hashes from the leaf upwards that lead from leaf `index` to the root over `size` leaves. */
export function createInclusionProof(index: number, size: number, subtrees: Subtrees): Hash[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && 0 <= index && index < size)) throw new RangeError('index outside the tree')
  const path = (begin: number, end: number): Hash[] => {
    if (end - begin === 1) return []
    const split = begin + splitPoint(end - begin)
    return index < split
      ? [...path(begin, split), rangeRoot(split, end, subtrees)]
      : [...path(split, end), rangeRoot(begin, split, subtrees)]
  }
  return path(0, size)
}

/** RFC 6962 §2.1.2: proves that the tree of `size` leaves continues the tree of `old` leaves; empty where they are equal. */
export function createConsistencyProof(old: number, size: number, subtrees: Subtrees): Hash[] {
  if (!(Number.isSafeInteger(old) && Number.isSafeInteger(size) && 0 < old && old <= size)) throw new RangeError('no proof between these sizes')
  const subproof = (m: number, begin: number, end: number, wholeOld: boolean): Hash[] => {
    if (m === end) return wholeOld ? [] : [rangeRoot(begin, end, subtrees)]
    const split = begin + splitPoint(end - begin)
    return m <= split
      ? [...subproof(m, begin, split, wholeOld), rangeRoot(split, end, subtrees)]
      : [...subproof(m, split, end, false), rangeRoot(begin, split, subtrees)]
  }
  return subproof(old, 0, size, true)
}

/** RFC 9162 §2.1.3.2. False for any proof that does not lead from exactly this leaf at this index to this root. */
export function verifyInclusionProof(leaf: Hash, index: number, size: number, root: Hash, proof: readonly Hash[]): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && 0 <= index && index < size)) return false
  let position = index
  let last = size - 1
  let value = leaf
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false
    if (position % 2 === 1 || position === last) {
      value = nodeHash(sibling, value)
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)]
    } else {
      value = nodeHash(value, sibling)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && value === root
}

/** RFC 9162 §2.1.4.2. False unless the tree `root`/`size` provably continues the tree `oldRoot`/`old`. */
export function verifyConsistencyProof(old: number, oldRoot: Hash, size: number, root: Hash, proof: readonly Hash[]): boolean {
  if (!(Number.isSafeInteger(old) && Number.isSafeInteger(size) && 0 < old && old <= size)) return false
  if (proof.some((value) => value.length !== 32)) return false
  if (old === size) return proof.length === 0 && oldRoot === root
  let first = old - 1
  let second = size - 1
  while (first % 2 === 1) [first, second] = [(first - 1) / 2, Math.floor(second / 2)]
  // A complete old tree is its own first node and is left out of the proof.
  const path = first === 0 ? [oldRoot, ...proof] : proof
  if (path.length === 0) return false
  let fromOld = path[0]!
  let fromNew = path[0]!
  for (const value of path.slice(1)) {
    if (second === 0) return false
    if (first % 2 === 1 || first === second) {
      fromOld = nodeHash(value, fromOld)
      fromNew = nodeHash(value, fromNew)
      while (first % 2 === 0 && first !== 0) [first, second] = [first / 2, Math.floor(second / 2)]
    } else {
      fromNew = nodeHash(fromNew, value)
    }
    first = Math.floor(first / 2)
    second = Math.floor(second / 2)
  }
  return second === 0 && fromOld === oldRoot && fromNew === root
}
