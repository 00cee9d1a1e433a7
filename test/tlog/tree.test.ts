import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeSubtrees, createFrontier, createSubtrees, emptyRoot, frontierAt, hashToHex, leafHash, nodeHash, rootAt } from '../../electron/tlog/tree.ts'
import type { Hash } from '../../electron/tlog/tree.ts'
import { createTileNodes } from '../../electron/tlog/verification.ts'
import vectors from '../fixtures/tlog/tree.json' with { type: 'json' }
import { slowRoot } from './slow-tree.ts'

const leaves = vectors.leaves.map((hex) => Buffer.from(hex, 'hex').toString('latin1'))

describe('the tree', () => {
  it('has the root of the empty string over no leaves', () => {
    expect(hashToHex(emptyRoot)).toBe(vectors.emptyRoot)
    expect(createFrontier().root()).toBe(emptyRoot)
  })

  it('gives the roots that implementations of RFC 6962 share', () => {
    const frontier = createFrontier()
    const roots = leaves.map((leaf) => {
      frontier.push(leafHash(leaf))
      return hashToHex(frontier.root())
    })
    expect(roots).toEqual(vectors.roots)
  })

  it('hashes leaves as UTF-8 and nodes as bytes', () => {
    const sha256 = (...parts: (Buffer | string)[]) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).digest('binary')
    expect(leafHash('Größe 😀')).toBe(sha256(Buffer.of(0), 'Größe 😀'))
    const [left, right] = [leafHash('a'), leafHash('b')]
    expect(nodeHash(left, right)).toBe(sha256(Buffer.of(1), Buffer.from(left, 'latin1'), Buffer.from(right, 'latin1')))
  })

  it('splits a size into complete subtrees, largest first', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (size) => {
        const parts = completeSubtrees(size)
        expect(parts.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(size)
        expect(parts.map(({ level }) => level)).toEqual(parts.map(({ level }) => level).toSorted((a, b) => b - a))
      }),
    )
  })

  it('finds any earlier root from leaves and stored nodes of full tiles alone', () => {
    const count = 70_000
    const hashes = Array.from({ length: count }, (_, i) => leafHash(`entry ${i}`))
    const nodes = createTileNodes()
    const frontier = createFrontier(0, [], nodes.set)
    const roots = new Map<number, Hash>()
    const sizes = [1, 2, 255, 256, 257, 511, 512, 4_095, 65_535, 65_536, 65_537, 69_999, count]
    for (const [i, hash] of hashes.entries()) {
      frontier.push(hash)
      if (sizes.includes(i + 1)) roots.set(i + 1, frontier.root())
    }
    expect([...nodes.entries()].map(({ level }) => level).filter((level) => level === 16)).toHaveLength(1)
    const subtrees = createSubtrees((from, to) => hashes.slice(from, to), (level, n) => nodes.get(level, n)!)
    for (const size of sizes) {
      expect(rootAt(size, subtrees)).toBe(roots.get(size))
      expect(frontierAt(size, subtrees).size).toBe(size)
    }
    expect(roots.get(511)).toBe(slowRoot(hashes.slice(0, 511)))
  })

  it('grows the same from any earlier edge', () => {
    const hashes = Array.from({ length: 70 }, (_, i) => leafHash(`${i}`))
    const subtrees = createSubtrees((from, to) => hashes.slice(from, to), () => '')
    for (let size = 0; size <= 70; size++) {
      const frontier = frontierAt(size, subtrees)
      const copy = frontier.clone()
      for (const hash of hashes.slice(size)) copy.push(hash)
      expect(copy.root()).toBe(slowRoot(hashes))
      expect(frontier.root()).toBe(slowRoot(hashes.slice(0, size)))
    }
  })
})
