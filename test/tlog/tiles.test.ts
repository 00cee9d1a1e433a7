import { describe, expect, it } from 'vitest'
import { createTileWriter, entriesPath, listTiles, parseEntryBundle, parseTile, tilePath } from '../../electron/tlog/tiles.ts'
import { createSubtrees, leafHash, rootAt } from '../../electron/tlog/tree.ts'
import { readCheckpoint } from '../../electron/tlog/checkpoint.ts'
import vectors from '../fixtures/tlog/outsiders.json' with { type: 'json' }

const toLeaf = (i: number) => `{"entry":"größe ${i}"}`

function write(size: number) {
  const writer = createTileWriter()
  const files = Array.from({ length: size }, (_, i) => writer.push(toLeaf(i))).flat()
  return { files: new Map([...files, ...writer.finish()].map(({ path, bytes }) => [path, bytes])), root: writer.frontier.root() }
}

describe('tiles', () => {
  it('are the published vector', () => {
    const writer = createTileWriter()
    const files = [...vectors.leaves.flatMap((leaf) => writer.push(leaf)), ...writer.finish()]
    expect(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes.toString('hex')]))).toEqual(vectors.tiles)
    expect(writer.frontier.root()).toBe(readCheckpoint(vectors.checkpoint).root)
  })

  it('have the paths of the specification', () => {
    expect(tilePath(0, 0)).toBe('tile/0/000')
    expect(tilePath(3, 1_234_067)).toBe('tile/3/x001/x234/067')
    expect(tilePath(1, 999, 5)).toBe('tile/1/999.p/5')
    expect(entriesPath(1_000, 255)).toBe('tile/entries/x001/000.p/255')
  })

  it.each([0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000])('of %i entries hold exactly what such a tree has', (size) => {
    const { files, root } = write(size)
    const listed = [...listTiles(size)]
    expect([...files.keys()].toSorted()).toEqual(listed.map(({ path }) => path).toSorted())
    const leaves: string[] = []
    const hashes: string[] = []
    for (const { path, level, width } of listed) {
      if (level === 'entries') leaves.push(...parseEntryBundle(files.get(path)!, width)!)
      if (level === 0) hashes.push(...parseTile(files.get(path)!, width)!)
    }
    expect(leaves).toEqual(Array.from({ length: size }, (_, i) => toLeaf(i)))
    expect(hashes).toEqual(leaves.map(leafHash))
    const node = (level: number, n: number) => parseTile(files.get(tilePath(level / 8, Math.floor(n / 256), Math.min(256, Math.floor(size / 256 ** (level / 8)) - Math.floor(n / 256) * 256)))!, Math.min(256, Math.floor(size / 256 ** (level / 8)) - Math.floor(n / 256) * 256))![n % 256]!
    expect(rootAt(size, createSubtrees((from, to) => hashes.slice(from, to), node))).toBe(root)
  })

  it('with another length than their number of hashes or entries say are refused', () => {
    const { files } = write(3)
    const [bundle, tile] = [files.get('tile/entries/000.p/3')!, files.get('tile/0/000.p/3')!]
    expect(parseTile(tile, 2)).toBeNull()
    expect(parseTile(tile.subarray(1), 3)).toBeNull()
    for (const [bytes, width] of [[bundle, 2], [bundle, 4], [bundle.subarray(0, -1), 3], [bundle.subarray(0, 1), 1], [Buffer.concat([bundle, Buffer.of(0)]), 3]] as const) expect(parseEntryBundle(bytes, width)).toBeNull()
  })

  it('hold no leaf longer than 65,535 bytes', () => {
    const writer = createTileWriter()
    expect(writer.push('x'.repeat(65_535))).toEqual([])
    expect(() => writer.push('x'.repeat(65_536))).toThrow(RangeError)
  })
})
