import { describe, expect, it } from 'vitest'
import { createConsistencyProof } from '../../electron/tlog/proof.ts'
import { createSubtrees, leafHash, rootAt } from '../../electron/tlog/tree.ts'
import { judgeNextTree } from '../../electron/tlog/witness.ts'

const hashes = Array.from({ length: 40 }, (_, i) => leafHash(`entry ${i}`))
const subtrees = createSubtrees((from, to) => hashes.slice(from, to), () => '')
const tree = (size: number) => ({ size, root: rootAt(size, subtrees) })
const proof = (old: number, size: number) => ({ old, path: createConsistencyProof(old, size, subtrees) })

describe('the next tree of a log', () => {
  it('is the first where nothing was seen', () => {
    expect(judgeNextTree(null, tree(7), null)).toBe('first')
    expect(judgeNextTree({ size: 0, root: rootAt(0, subtrees) }, tree(7), null)).toBe('first')
  })

  it('is the same, or a fork, at the size that was seen', () => {
    expect(judgeNextTree(tree(7), tree(7), null)).toBe('same')
    expect(judgeNextTree(tree(7), { ...tree(7), root: tree(8).root }, null)).toBe('forked')
  })

  it('continues what was seen only with a proof from exactly there', () => {
    for (let old = 1; old < 40; old++) {
      expect(judgeNextTree(tree(old), tree(40), proof(old, 40))).toBe('continues')
      expect(judgeNextTree(tree(old), tree(40), null)).toBe('needs_proof')
      expect(judgeNextTree({ size: old, root: leafHash('other') }, tree(40), proof(old, 40))).toBe('bad_proof')
    }
    expect(judgeNextTree(tree(7), tree(40), proof(8, 40))).toBe('needs_proof')
  })

  it('is never smaller than what was seen', () => {
    expect(judgeNextTree(tree(8), tree(7), proof(7, 8))).toBe('older')
  })
})
