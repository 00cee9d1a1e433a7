import { leafHash, perfectLevels } from '../../../tlog/tree.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { LedgerStore } from '../store.ts'
import { createBlobReader } from './blobs.ts'
import type { BlobProblem } from './blobs.ts'
import { createEntryReader, createTailReader, noTimes } from './entry-form.ts'
import type { FormFinding, Times } from './entry-form.ts'

/** Entries that are looked at as one: a complete subtree of level 12. */
export const rangeSize = 4_096

/** What can be said of a whole range without knowing what stands before it; everything in it can be cloned. */
export interface RangeFacts {
  /** Hashes by level, each level in one string; those that nobody will ask for are left empty. */
  levels: string[]
  findings: [FormFinding, number | null, string][]
  times: Times
  /** Entries whose meaning depends on those before them. */
  special: [seq: number, leaf: string][]
  problems: BlobProblem[]
}

export interface RangeOptions {
  store: Pick<LedgerStore, 'readLeaves' | 'readNumbers'>
  origin: string
  full: boolean
  /** Kinds that are special. */
  kinds: readonly string[]
  /** Where blobs are kept. */
  blobPath: (sha256: string) => string
}

export type RangeCheck = (from: number) => RangeFacts | null

/** Checks ranges one by one, in any order; null where entries of a range are missing, or there more than once. */
export function createRangeCheck({ store, origin, full, kinds, blobPath }: RangeOptions): RangeCheck {
  const kindSet = new Set(kinds)
  const readBlobs = createBlobReader(blobPath)
  const isSpecial = ({ kind, payload }: Entry) => kindSet.has(kind) || (full && payload !== undefined)
  return (from) => {
    const leaves = store.readLeaves(from, from + rangeSize)
    if (leaves.length !== rangeSize || store.readNumbers(from, from + rangeSize) !== rangeSize) return null
    const facts: RangeFacts = { levels: [], findings: [], times: noTimes(), special: [], problems: [] }
    const readAll = createEntryReader(origin, (kind, seq, detail) => void facts.findings.push([kind, seq, detail]), facts.times)
    const read = full ? readAll : createTailReader(origin, kindSet, readAll)
    for (let i = 0; i < rangeSize; i++) {
      const leaf = leaves[i]!
      const entry = read(from + i, leaf)
      if (!entry) continue
      if (isSpecial(entry)) facts.special.push([from + i, leaf])
      if (full) facts.problems.push(...readBlobs({ ...entry, seq: from + i }, leaf))
    }
    const levels = perfectLevels(leaves.map(leafHash))
    const wanted = (level: number) => facts.special.length > 0 || level === 8 || level === levels.length - 1
    facts.levels = levels.map((hashes, level) => (wanted(level) ? hashes.join('') : ''))
    return facts
  }
}
