import type { Entry, Verification } from '../../../../shared/contract/ledger.ts'
import { createTileNodes, createTreeCheck } from '../../../tlog/verification.ts'
import type { TreeCheck } from '../../../tlog/verification.ts'
import { toRedaction } from '../erasure.ts'
import type { Genesis } from '../genesis.ts'
import { rotationKind } from '../rotations.ts'
import type { LedgerStore } from '../store.ts'
import { listKinds } from './blob-digests.ts'
import { blobsOf, createBlobCheck, createBlobReader, listedBy } from './blobs.ts'
import type { Collector } from './collector.ts'
import { createEntryReader, createTailReader, noTimes } from './entry-form.ts'
import { createPapersCheck, paperKinds } from './papers.ts'
import { createPayloadCheck } from './payloads.ts'
import { createPeopleCheck, signedKinds } from './people.ts'
import type { PeopleOptions } from './people.ts'
import { rangeSize } from './range.ts'
import type { RangeFacts } from './range.ts'
import { createWitnessCheck, witnessKinds } from './witnesses.ts'

/** Kinds whose entries are read with all that stands before them in mind. */
export const specialKinds: readonly string[] = [...new Set([...signedKinds, ...paperKinds, ...witnessKinds])]

export interface EntriesOptions {
  store: LedgerStore
  genesis: Genesis | null
  level: Verification['level']
  collector: Collector
  /** Where blobs are kept. */
  blobPath: (sha256: string) => string
  parseKey?: PeopleOptions['parseKey']
}

export interface EntriesCheck {
  readonly tree: TreeCheck
  /** Takes the next range by what was found in it alone; false, and nothing taken, where it has to be read entry by entry. */
  take(facts: RangeFacts): boolean
  /** Reads all that is left entry by entry, whatever is missing or wrong; tells how far it is now and then. */
  takeRest(total: number, told: () => void): void
  finish(): void
}

/** Follows a ledger from its first entry: the tree, people and their keys, papers, witnesses, payloads, blobs. */
export function createEntriesCheck({ store, genesis, level, collector, blobPath, parseKey }: EntriesOptions): EntriesCheck {
  const { report } = collector
  const stored = createTileNodes()
  for (const { level: at, n, value } of store.readNodes()) stored.set(at, n, value)
  const tree = createTreeCheck({ stored, readLeaves: store.readLeaves, report })
  const full = level === 'full'
  const origin = genesis?.origin ?? ''
  const { rootAt } = tree
  const people = createPeopleCheck({ origin, rootAt, report, ...(parseKey && { parseKey }) })
  const papers = genesis ? createPapersCheck({ log: genesis.log, rootAt, report }) : () => {}
  const witnesses = genesis ? createWitnessCheck({ log: genesis.log, rootAt, report }) : () => {}
  const payloads = createPayloadCheck(report)
  const blobs = createBlobCheck(blobPath, (sha256, after) => isNamedAfter(store, blobPath, sha256, after), report)
  /** Statements speak of the tree before their entry. */
  const takeEntry = (entry: Entry) => {
    people(entry)
    papers(entry)
    witnesses(entry)
    if (genesis) checkRotation(entry, genesis, report)
    if (!full) return
    const redaction = toRedaction(entry)
    if (redaction) collector.note(redaction)
    payloads.take(entry)
    blobs.take(entry)
  }
  const times = noTimes()
  return {
    tree,
    take({ levels, findings, times: own, special, problems }) {
      // A range dated before what stands before it is a finding for each of its entries.
      if (!tree.isWhole || own.earliest < times.newest) return false
      for (const [kind, seq, detail] of findings) report(kind, seq, detail)
      if (own.newest > times.newest) times.newest = own.newest
      tree.open(levels)
      for (const [, leaf] of special) takeEntry(JSON.parse(leaf) as Entry)
      blobs.meet(problems)
      tree.pushOpened()
      return true
    },
    takeRest(total, told) {
      const readAll = createEntryReader(origin, report, times)
      const read = full ? readAll : createTailReader(origin, new Set(specialKinds), readAll)
      const readBlobs = createBlobReader(blobPath)
      const takeRow = (seq: number, leaf: string) => {
        const entry = read(seq, leaf)
        if (entry) takeEntry(entry)
        if (entry && full) blobs.meet(readBlobs(entry, leaf))
        tree.push(seq, leaf)
      }
      for (let from = tree.size; from < total; ) {
        from = takeChunk(store, from, takeRow)
        told()
      }
    },
    finish() {
      if (!full) return
      payloads.finish(store.readPayloads())
      blobs.finish()
    },
  }
}

/** A rotation that the opening check did not follow is forged, or the head was signed by a key that signs no more. */
function checkRotation({ kind, seq }: Entry, { log }: Genesis, report: Collector['report']): void {
  if (kind !== rotationKind || log.changes.some((change) => change.seq === seq)) return
  report('CHECKPOINT-SIGNATURE', seq, `Entry ${seq} hands the log over to another key, but not both keys signed for it, or the head is not signed by the key that it names.`)
}

function isNamedAfter(store: LedgerStore, blobPath: EntriesOptions['blobPath'], sha256: string, after: number): boolean {
  const isNaming = (seq: number) => {
    const entry = JSON.parse(store.readLeaf(seq) ?? 'null') as Entry | null
    if (entry === null || entry.kind === 'blob.redacted/v1') return false
    return blobsOf(entry).includes(sha256) || listedBy(entry, blobPath).some((listed) => listed.sha256 === sha256)
  }
  // What stands in a list does not stand in the entry.
  return [sha256, ...listKinds].some((text) => store.findLeaves(text, after + 1, store.readSize()).some(isNaming))
}

/** Feeds the rows from `from` on and tells where the next ones begin. Rows that may have gaps are asked for their numbers. */
function takeChunk(store: LedgerStore, from: number, take: (seq: number, leaf: string) => void): number {
  const leaves = store.readLeaves(from, from + rangeSize)
  if (leaves.length === rangeSize && store.readNumbers(from, from + rangeSize) === rangeSize) {
    for (let i = 0; i < rangeSize; i++) take(from + i, leaves[i]!)
    return from + rangeSize
  }
  const rows = store.readRows(from, rangeSize)
  for (const { seq, leaf } of rows) take(seq, leaf)
  return rows.length < rangeSize ? Number.POSITIVE_INFINITY : rows.at(-1)!.seq + 1
}
