import { concat, fromUtf8, toUtf8 } from '#tlog/crypto'
import type { Bytes } from '#tlog/crypto'
import { createFrontier, hashFromBytes, hashToBytes, leafHash } from './tree.ts'
import type { Frontier, Hash } from './tree.ts'

/** C2SP tlog-tiles v0.1.0: a tree as files of up to 256 hashes, and its entries as files of up to 256. */
const tileWidth = 256

export interface TileFile {
  /** Relative, with forward slashes. */
  path: string
  bytes: Bytes
}

/** `tile/<L>/<N>[.p/<W>]`; N in groups of three digits, all but the last with an "x" before them. */
export const tilePath = (level: number, n: number, width = tileWidth): string => `tile/${level}/${toIndexPath(n)}${partial(width)}`
export const entriesPath = (n: number, width = tileWidth): string => `tile/entries/${toIndexPath(n)}${partial(width)}`

const partial = (width: number) => (width < tileWidth ? `.p/${width}` : '')

function toIndexPath(n: number): string {
  const digits = String(n)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** Every file of a tree of `size` leaves with the number of hashes or entries in it. */
export function* listTiles(size: number): Generator<{ path: string; level: number | 'entries'; n: number; width: number }> {
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    for (let n = 0; n * tileWidth < count; n++) {
      const width = Math.min(tileWidth, count - n * tileWidth)
      if (level === 0) yield { path: entriesPath(n, width), level: 'entries', n, width }
      yield { path: tilePath(level, n, width), level, n, width }
    }
  }
}

export interface TileWriter {
  readonly frontier: Frontier
  /** The files that this leaf completes. */
  push(leaf: string): TileFile[]
  /** What is left: tiles that are not full. */
  finish(): TileFile[]
}

/** Makes the files of a tree as its leaves come by, holding no more than one tile a level. */
export function createTileWriter(): TileWriter {
  const open: { n: number; hashes: Hash[] }[] = []
  let entries: Uint8Array[] = []
  let done: TileFile[] = []
  const add = (level: number, value: Hash) => {
    const tile = (open[level] ??= { n: 0, hashes: [] })
    if (tile.hashes.push(value) < tileWidth) return
    done.push({ path: tilePath(level, tile.n), bytes: toTile(tile.hashes) })
    open[level] = { n: tile.n + 1, hashes: [] }
  }
  const frontier = createFrontier(0, [], (level, _n, value) => add(level / 8, value))
  const take = () => {
    const files = done
    done = []
    return files
  }
  return {
    frontier,
    push(leaf) {
      const value = leafHash(leaf)
      entries.push(toBundled(leaf))
      if (entries.length === tileWidth) {
        done.push({ path: entriesPath(Math.floor(frontier.size / tileWidth)), bytes: concat(...entries) })
        entries = []
      }
      add(0, value)
      frontier.push(value)
      return take()
    },
    finish() {
      if (entries.length > 0) done.push({ path: entriesPath(Math.floor(frontier.size / tileWidth), entries.length), bytes: concat(...entries) })
      for (const [level, { n, hashes }] of open.entries()) {
        if (hashes.length > 0) done.push({ path: tilePath(level, n, hashes.length), bytes: toTile(hashes) })
      }
      return take()
    },
  }
}

const toTile = (hashes: readonly Hash[]): Bytes => concat(...hashes.map(hashToBytes))

/** Length in 16 bits, most significant byte first, then the leaf: a leaf has at most 65,535 bytes. */
function toBundled(leaf: string): Bytes {
  const bytes = toUtf8(leaf)
  if (bytes.byteLength > 65_535) throw new RangeError('a leaf has at most 65,535 bytes')
  return concat(Uint8Array.of(bytes.byteLength >> 8, bytes.byteLength & 255), bytes)
}

/** The leaves of an entry bundle; null where the lengths do not add up to exactly `width` of them. */
export function parseEntryBundle(bytes: Uint8Array, width: number): string[] | null {
  const leaves: string[] = []
  for (let at = 0; at < bytes.byteLength; ) {
    if (leaves.length === width || at + 2 > bytes.byteLength) return null
    const length = bytes[at]! * 256 + bytes[at + 1]!
    at += 2 + length
    if (at > bytes.byteLength) return null
    leaves.push(fromUtf8(bytes.subarray(at - length, at)))
  }
  return leaves.length === width ? leaves : null
}

/** The hashes of a tile; null for any other number than `width`. */
export function parseTile(bytes: Uint8Array, width: number): Hash[] | null {
  if (bytes.byteLength !== width * 32) return null
  return Array.from({ length: width }, (_, i) => hashFromBytes(bytes.subarray(i * 32, i * 32 + 32)))
}

