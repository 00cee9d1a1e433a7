import { expect, test } from 'vitest'
import { createInclusionProof } from '../../../../electron/tlog/proof.ts'
import { toInclusionFile } from '../../../../electron/tlog/proof-file.ts'
import { hashToBase64, leafHash, nodeHash, type Subtrees } from '../../../../electron/tlog/tree.ts'
import { climb, parseInclusion } from '../../../../renderer/features/ledger/entry/inclusion.ts'

const leaf = (seq: number) => `entry ${seq}`
const subtrees: Subtrees = (level, n) => (level === 0 ? leafHash(leaf(n)) : nodeHash(subtrees(level - 1, 2 * n), subtrees(level - 1, 2 * n + 1)))
const rootOf = (size: number, from = 0): string => {
  if (size === 1) return leafHash(leaf(from))
  const left = 2 ** Math.ceil(Math.log2(size) - 1)
  return nodeHash(rootOf(left, from), rootOf(size - left, from + left))
}

test('the steps lead to the root from every entry of every small tree, and each names the entries below its sibling', async () => {
  for (let size = 1; size <= 17; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const checkpoint = `origin\n${size}\n${hashToBase64(rootOf(size))}\n\n— origin AAAA\n`
      const inclusion = parseInclusion(toInclusionFile({ index, path: createInclusionProof(index, size, subtrees), checkpoint }))!
      const { steps, holds } = await climb(leaf(index), inclusion)
      expect(holds, `${index} of ${size}`).toBe(true)
      const covered = steps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      expect([index, ...covered].toSorted((a, b) => a - b), `${index} of ${size}`).toEqual(Array.from({ length: size }, (_, i) => i))
    }
  }
})

test('other bytes do not lead there', async () => {
  const checkpoint = `origin\n3\n${hashToBase64(rootOf(3))}\n\n— origin AAAA\n`
  const inclusion = parseInclusion(toInclusionFile({ index: 1, path: createInclusionProof(1, 3, subtrees), checkpoint }))!
  expect((await climb('entry 9', inclusion)).holds).toBe(false)
  expect(parseInclusion('no proof')).toBeNull()
})
