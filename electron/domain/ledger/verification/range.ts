import { hashOfText, perfectLevels } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { LedgerStore } from '../store.ts'
import { createBlobReader } from './blobs.ts'
import type { BlobProblem } from './blobs.ts'
import { createEntryReader, createPlaces, createTailReader, hasNumber, noTimes } from './entry-form.ts'
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
  store: Pick<LedgerStore, 'readNumbered'>
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
    const facts: RangeFacts = { levels: [], findings: [], times: noTimes(), special: [], problems: [] }
    const readAll = createEntryReader(origin, (kind, seq, detail) => void facts.findings.push([kind, seq, detail]), facts.times)
    const read = full ? readAll : createTailReader(origin, kindSet, readAll)
    const hashes: Hash[] = []
    const isWhole = takeRows(store, from, (seq, leaf, hash) => {
      hashes.push(hash)
      const entry = read(seq, leaf)
      if (!entry) return
      if (isSpecial(entry)) facts.special.push([seq, leaf])
      if (full) facts.problems.push(...readBlobs({ ...entry, seq }, leaf))
    })
    if (!isWhole) return null
    const levels = perfectLevels(hashes)
    const wanted = (level: number) => facts.special.length > 0 || level === 8 || level === levels.length - 1
    facts.levels = levels.map((hashes, level) => (wanted(level) ? hashes.join('') : ''))
    return facts
  }
}

/** Few enough that their texts are still near the processor when they are hashed. */
const rowsAtOnce = 256

/** Feeds the rows of a range with their leaf hashes; false where one of them is missing, is there twice or holds no text. */
function takeRows(store: RangeOptions['store'], from: number, take: (seq: number, leaf: string, hash: Hash) => void): boolean {
  const places = createPlaces()
  for (let begin = from; begin < from + rangeSize; begin += rowsAtOnce) {
    const rows = store.readNumbered(begin, begin + rowsAtOnce)
    if (rows.length !== rowsAtOnce) return false
    for (let i = 0; i < rowsAtOnce; i++) {
      const row = rows[i]!
      const zero = places(begin + i)
      if (row.charCodeAt(zero) !== 0 || !hasNumber(row, begin + i, zero)) return false
      take(begin + i, row.slice(zero + 1), hashOfText(row.slice(zero)))
    }
  }
  return true
}
