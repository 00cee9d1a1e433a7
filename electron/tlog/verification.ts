import { completeSubtrees, createFrontier, createSubtrees, frontierAt, leafHash } from './tree.ts'
import type { Frontier, Hash } from './tree.ts'

export type TreeFinding = 'SEQ-GAP' | 'NODE-MISMATCH' | 'NODE-MISSING' | 'NODE-EXTRA'
export type Report<K extends string> = (kind: K, seq: number | null, detail: string) => void

/** Stored hashes of tile levels, by level and number. */
export interface TileNodes {
  get(level: number, n: number): Hash | undefined
  set(level: number, n: number, value: Hash): void
  entries(): Iterable<{ level: number; n: number; value: Hash }>
}

export interface TreeCheck {
  /** Entries fed so far, gaps counted. */
  readonly size: number
  /** False where so much is missing that no root can be computed any more. */
  readonly isWhole: boolean
  /** Takes the leaf stored under `seq`; leaves come in order of seq. */
  push(seq: number, leaf: string): void
  /**
   * Announces the whole range of 2^k leaves, k ≥ 8, that begins at `size`, so that `rootAt` answers inside it. Its hashes were computed
   * elsewhere, perhaps by another thread: `levels[i]` holds those of level i in one string. Only levels 8 and k have to be there.
   */
  open(levels: readonly string[]): void
  /** Takes the range that was announced. */
  pushOpened(): void
  /** Root of the first `size` leaves as recomputed, size ≤ this.size; null where it can not be known. */
  rootAt(size: number): Hash | null
  frontier(): Frontier
  /** Compares what is left: nodes stored for no leaves. `claimed` is the size that the signed head speaks of. */
  finish(claimed: number): void
}

export interface TreeCheckOptions {
  stored: TileNodes
  /** Leaves [from, to) once more, for roots at sizes long past. */
  readLeaves: (from: number, to: number) => readonly string[]
  report: Report<TreeFinding>
}

/** More missing entries than this are not filled: a forged row with a huge number must not keep the verifier busy. */
const maximumGap = 1_000_000

/**
 * Recomputes a tree leaf by leaf and compares each stored node. A missing entry keeps its place, so that what follows it is
 * still compared; whatever is stored is only compared, never used.
 */
export function createTreeCheck({ stored, readLeaves, report }: TreeCheckOptions): TreeCheck {
  const computed = createTileNodes()
  const tail = createTail()
  const compare = (level: number, n: number, value: Hash) => {
    computed.set(level, n, value)
    const found = stored.get(level, n)
    const width = 2 ** level
    const entries = `entries ${n * width} to ${(n + 1) * width - 1}`
    if (found === undefined) report('NODE-MISSING', n * width, `No hash is stored for ${entries}.`)
    else if (found !== value) report('NODE-MISMATCH', n * width, `The hash stored for ${entries} is not the one that these entries give.`)
  }
  const frontier = createFrontier(0, [], compare)
  let isWhole = true
  /** An entry was missing where it was to be read: that is reported, once. */
  let isGapTold = false
  let ranges: Range[] = []
  const add = (value: Hash) => {
    tail.push(value)
    frontier.push(value)
  }
  const reportGap = (from: number, detail: string) => {
    if (!isGapTold) report('SEQ-GAP', from, detail)
    isGapTold = true
  }
  const longPast = createLongPast({ tail, computed, readLeaves, report: reportGap })
  return {
    get size() {
      return frontier.size
    },
    get isWhole() {
      return isWhole
    },
    push(seq, leaf) {
      isGapTold ||= seq !== frontier.size
      if (seq !== frontier.size) isWhole = isWhole && fillGap(frontier.size, seq, add, report)
      if (isWhole && seq === frontier.size) add(leafHash(leaf))
    },
    open(levels) {
      // People sign the tree as it stood a moment ago: this range, or the one before it.
      ranges = [...ranges.slice(-1), { first: frontier.size, before: frontier.clone(), levels }]
    },
    pushOpened() {
      const { levels } = ranges.at(-1)!
      const top = levels.length - 1
      const first = frontier.size / 256
      for (let i = 0; i < 2 ** (top - 8); i++) compare(8, first + i, hashAt(levels[8]!, i))
      frontier.pushSubtree(top, hashAt(levels[top]!, 0))
      tail.skipTo(frontier.size)
    },
    rootAt(size) {
      const range = isWhole ? ranges.find(({ first, levels }) => size > first && size <= first + 2 ** (levels.length - 1) && levels[0] !== '') : undefined
      if (range) return rootWithin(range, size)
      if (!isWhole || size > frontier.size) return null
      return size === frontier.size ? frontier.root() : longPast(size)
    },
    frontier: () => frontier,
    finish(claimed) {
      if (isWhole) reportExtra(stored, frontier.size, claimed, report)
    },
  }
}

function reportExtra(stored: TileNodes, size: number, claimed: number, report: Report<TreeFinding>): void {
  for (const { level, n } of stored.entries()) {
    // Nodes over entries that were cut off belong to the loss that is reported already.
    const beyond = (n + 1) * 2 ** level
    if (beyond > Math.max(size, claimed)) report('NODE-EXTRA', null, `A hash is stored for entries up to ${beyond - 1}; there are ${size} entries.`)
  }
}

interface LongPastOptions extends Pick<TreeCheckOptions, 'readLeaves'> {
  tail: ReturnType<typeof createTail>
  computed: TileNodes
  report: (from: number, detail: string) => void
}

/** Roots at sizes whose leaves may have to be read once more; null where they can not all be. A damaged table can give in order what it does not find by number. */
function createLongPast({ tail, computed, readLeaves, report }: LongPastOptions): (size: number) => Hash | null {
  let isShort = false
  const readAgain = (from: number, to: number): readonly Hash[] => {
    const hashes = readLeaves(from, to).map(leafHash)
    if (hashes.length === to - from) return hashes
    isShort = true
    report(from, `Of entries ${from} to ${to - 1}, which were there when they were read in order, ${hashes.length} are found by their numbers: the table is damaged.`)
    return Array.from({ length: to - from }, () => noLeaf)
  }
  const subtrees = createSubtrees((from, to) => tail.read(from, to) ?? readAgain(from, to), (level, n) => computed.get(level, n)!)
  return (size) => {
    isShort = false
    const root = frontierAt(size, subtrees).root()
    return isShort ? null : root
  }
}

interface Range {
  first: number
  /** The tree before the range. */
  before: Frontier
  levels: readonly string[]
}

const hashAt = (hashes: string, i: number): Hash => hashes.slice(i * 32, i * 32 + 32)

function rootWithin({ first, before, levels }: Range, size: number): Hash {
  const edge = before.clone()
  for (const { level, n } of completeSubtrees(size - first)) edge.pushSubtree(level, hashAt(levels[level]!, n))
  return edge.root()
}

const noLeaf = leafHash('')

/** Reports the entries [expected, seq) as missing and fills their places; false where that is too many. */
function fillGap(expected: number, seq: number, add: (value: Hash) => void, report: Report<TreeFinding>): boolean {
  if (seq < expected) {
    report('SEQ-GAP', seq, `Entry ${seq} is stored more than once.`)
    return true
  }
  report('SEQ-GAP', expected, seq === expected + 1 ? `Entry ${expected} is missing.` : `Entries ${expected} to ${seq - 1} are missing.`)
  if (seq - expected > maximumGap) return false
  for (let missing = expected; missing < seq; missing++) add(noLeaf)
  return true
}

export function createTileNodes(): TileNodes {
  const levels = new Map<number, Map<number, Hash>>()
  return {
    get: (level, n) => levels.get(level)?.get(n),
    set(level, n, value) {
      const nodes = levels.get(level) ?? new Map<number, Hash>()
      levels.set(level, nodes.set(n, value))
    },
    *entries() {
      for (const [level, nodes] of levels) for (const [n, value] of nodes) yield { level, n, value }
    },
  }
}

/** The newest leaf hashes: people sign the tree as it stood a moment ago, so nearly every root asked for is near the end. */
function createTail(): { push: (value: Hash) => void; skipTo: (size: number) => void; read: (from: number, to: number) => readonly Hash[] | null } {
  const kept = 1_024
  let begin = 0
  let hashes: Hash[] = []
  return {
    push(value) {
      if (hashes.push(value) < 2 * kept) return
      hashes = hashes.slice(kept)
      begin += kept
    },
    skipTo(size) {
      begin = size
      hashes = []
    },
    read: (from, to) => (from >= begin && to <= begin + hashes.length ? hashes.slice(from - begin, to - begin) : null),
  }
}
