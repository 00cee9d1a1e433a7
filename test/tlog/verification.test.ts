import { describe, expect, it } from 'vitest'
import { createFrontier, leafHash } from '../../electron/tlog/tree.ts'
import { createTileNodes, createTreeCheck } from '../../electron/tlog/verification.ts'

const count = 700
const leaves = Array.from({ length: count }, (_, i) => `leaf ${i}`)

function sound() {
  const nodes = createTileNodes()
  const frontier = createFrontier(0, [], nodes.set)
  const roots = [frontier.root()]
  for (const leaf of leaves) {
    frontier.push(leafHash(leaf))
    roots.push(frontier.root())
  }
  return { nodes, roots }
}

const { roots } = sound()

/** Feeds rows into a check over sound nodes and returns what it found. */
function check(rows: readonly (readonly [seq: number, leaf: string])[], nodes = sound().nodes, claimed = count) {
  const found: [kind: string, seq: number | null][] = []
  let reads = 0
  const tree = createTreeCheck({
    stored: nodes,
    readLeaves: (from, to) => {
      reads++
      return leaves.slice(from, to)
    },
    report: (kind, seq) => found.push([kind, seq]),
  })
  for (const [seq, leaf] of rows) tree.push(seq, leaf)
  tree.finish(claimed)
  return { tree, found, reads: () => reads }
}

const rows = leaves.map((leaf, seq) => [seq, leaf] as const)

describe('recomputing a tree', () => {
  it('finds nothing in a sound one and knows every earlier root', () => {
    const { tree, found } = check(rows)
    expect(found).toEqual([])
    for (let size = 0; size <= count; size++) expect(tree.rootAt(size)).toBe(roots[size])
    expect(tree.rootAt(count + 1)).toBeNull()
  })

  it('names the block of a changed leaf', () => {
    const { tree, found } = check(rows.with(300, [300, 'forged']))
    expect(found).toEqual([['NODE-MISMATCH', 256]])
    expect(tree.rootAt(count)).not.toBe(roots[count])
    expect(tree.rootAt(300)).toBe(roots[300])
  })

  it('keeps the places of later leaves where one is missing', () => {
    const { found } = check(rows.toSpliced(300, 1))
    expect(found).toEqual([['SEQ-GAP', 300], ['NODE-MISMATCH', 256]])
    expect(check(rows.toSpliced(600, 2)).found).toEqual([['SEQ-GAP', 600]])
  })

  it('reports a row that is stored twice, once', () => {
    const { tree, found } = check(rows.toSpliced(300, 0, [299, 'again']))
    expect(found).toEqual([['SEQ-GAP', 299]])
    expect(tree.rootAt(count)).toBe(roots[count])
  })

  it('knows no root over entries that can not be read a second time, and says so once where they had been there', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `leaf ${i}`)
    const read = (there: (seq: number) => boolean, found: string[] = []) => {
      const readLeaves = (from: number, to: number) => many.slice(from, to).filter((_, i) => there(from + i))
      return { found, tree: createTreeCheck({ stored: createTileNodes(), readLeaves, report: (kind, seq) => kind === 'SEQ-GAP' && found.push(`${seq ?? ''}`) }) }
    }
    const missing = read((seq) => seq !== 299)
    for (const [seq, leaf] of many.entries()) if (seq !== 299) missing.tree.push(seq, leaf)
    const unordered = read((seq) => seq < 290)
    for (const [seq, leaf] of many.entries()) unordered.tree.push(seq, leaf)
    for (const { tree } of [missing, unordered]) expect([tree.rootAt(300), tree.rootAt(301), tree.rootAt(256)]).toEqual([null, null, roots[256]])
    expect(missing.found).toEqual(['299'])
    expect(unordered.found).toEqual(['288'])
  })

  it('does not fill a gap that a forged number makes endless', () => {
    const { tree, found } = check([...rows, [2 ** 52, 'far away']])
    expect(found).toEqual([['SEQ-GAP', count]])
    expect(tree.isWhole).toBe(false)
    expect(tree.rootAt(count)).toBeNull()
  })

  it('reports nodes that are changed, missing, or stored for nothing', () => {
    const changed = sound().nodes
    changed.set(8, 1, leafHash('forged'))
    changed.set(8, 5, leafHash('forged'))
    expect(check(rows, changed).found).toEqual([['NODE-MISMATCH', 256], ['NODE-EXTRA', null]])
    expect(check(rows, createTileNodes()).found).toEqual([['NODE-MISSING', 0], ['NODE-MISSING', 256]])
  })

  it('lays nodes over cut off entries to the loss, not to a change', () => {
    expect(check(rows.slice(0, 400)).found).toEqual([])
    expect(check(rows.slice(0, 400), sound().nodes, 400).found).toEqual([['NODE-EXTRA', null]])
  })

  it('reads leaves again only for roots long past', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => [i, `leaf ${i}`] as const)
    const { tree, reads } = check(many, createTileNodes(), 3_000)
    tree.rootAt(2_999)
    tree.rootAt(2_100)
    expect(reads()).toBe(0)
    expect(tree.rootAt(5)).toBe(roots[5])
    expect(reads()).toBeGreaterThan(0)
  })
})
