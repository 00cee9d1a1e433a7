import { describe, expect, it } from 'vitest'
import { createConsistencyProof, createInclusionProof, verifyConsistencyProof, verifyInclusionProof } from '../../electron/tlog/proof.ts'
import { createSubtrees, hashFromBytes, hashToHex, leafHash } from '../../electron/tlog/tree.ts'
import type { Hash } from '../../electron/tlog/tree.ts'
import vectors from '../fixtures/tlog/tree.json' with { type: 'json' }
import { slowRoot } from './slow-tree.ts'

const toSubtrees = (hashes: readonly Hash[]) => createSubtrees((from, to) => hashes.slice(from, to), () => '')
const shared = vectors.leaves.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')))
const hashes = Array.from({ length: 70 }, (_, i) => leafHash(`leaf ${i}`))
const subtrees = toSubtrees(hashes)
const roots = Array.from({ length: 71 }, (_, size) => slowRoot(hashes.slice(0, size)))
const other = leafHash('something else')

/** Every way to spoil one hash of a proof, to shorten it and to lengthen it. */
function spoil(proof: readonly Hash[]): Hash[][] {
  return [...proof.map((_, i) => proof.with(i, other)), proof.slice(1), proof.slice(0, -1), [...proof, other], [other, ...proof]].filter((one) => one.join() !== proof.join())
}

describe('inclusion proofs', () => {
  it.each(vectors.inclusion)('of leaf $index in $size are the shared ones', ({ index, size, proof }) => {
    expect(createInclusionProof(index, size, toSubtrees(shared)).map(hashToHex)).toEqual(proof)
    const root = hashFromBytes(Buffer.from(vectors.roots[size - 1]!, 'hex'))
    expect(verifyInclusionProof(shared[index]!, index, size, root, proof.map((hex) => hashFromBytes(Buffer.from(hex, 'hex'))))).toBe(true)
  })

  it('hold for every leaf of every tree up to 70, and for no other leaf, place, size, root or proof', () => {
    for (let size = 1; size <= 70; size++) {
      for (let index = 0; index < size; index++) {
        const proof = createInclusionProof(index, size, subtrees)
        const leaf = hashes[index]!
        expect(verifyInclusionProof(leaf, index, size, roots[size]!, proof)).toBe(true)
        expect(verifyInclusionProof(other, index, size, roots[size]!, proof)).toBe(false)
        expect(verifyInclusionProof(leaf, index, size, other, proof)).toBe(false)
        expect(verifyInclusionProof(leaf, (index + 1) % (size + 1), size, roots[size]!, proof)).toBe(false)
        expect(verifyInclusionProof(leaf, index, size, roots[size - 1]!, proof)).toBe(false)
        for (const spoilt of spoil(proof)) expect(verifyInclusionProof(leaf, index, size, roots[size]!, spoilt)).toBe(false)
      }
    }
  })

  it('are not made or taken for places that do not exist', () => {
    expect(() => createInclusionProof(70, 70, subtrees)).toThrow(RangeError)
    expect(verifyInclusionProof(other, -1, 1, other, [])).toBe(false)
    expect(verifyInclusionProof(other, 0.5, 1, other, [])).toBe(false)
  })
})

describe('consistency proofs', () => {
  it.each(vectors.consistency)('from $old to $size are the shared ones', ({ old, size, proof }) => {
    expect(createConsistencyProof(old, size, toSubtrees(shared)).map(hashToHex)).toEqual(proof)
  })

  it('hold between all sizes up to 70, and for no other root or proof', () => {
    for (let size = 1; size <= 70; size++) {
      for (let old = 1; old <= size; old++) {
        const proof = createConsistencyProof(old, size, subtrees)
        expect(verifyConsistencyProof(old, roots[old]!, size, roots[size]!, proof)).toBe(true)
        expect(verifyConsistencyProof(old, other, size, roots[size]!, proof)).toBe(false)
        expect(verifyConsistencyProof(old, roots[old]!, size, other, proof)).toBe(false)
        for (const spoilt of spoil(proof)) expect(verifyConsistencyProof(old, roots[old]!, size, roots[size]!, spoilt)).toBe(false)
      }
    }
  })

  it('are not made from nothing, nor backwards', () => {
    expect(() => createConsistencyProof(0, 5, subtrees)).toThrow(RangeError)
    expect(() => createConsistencyProof(6, 5, subtrees)).toThrow(RangeError)
    expect(verifyConsistencyProof(6, roots[6]!, 5, roots[5]!, [])).toBe(false)
    expect(verifyConsistencyProof(0, roots[0]!, 5, roots[5]!, [])).toBe(false)
  })
})
