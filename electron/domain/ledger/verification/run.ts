import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry, Verification } from '../../../../shared/contract/ledger.ts'
import type { Work } from '../../../../shared/contract/handlers.ts'
import { AppError } from '../../../../shared/errors.ts'
import { createBlobStore } from '../../../platform/blobs.ts'
import { hashToBase64 } from '../../../tlog/tree.ts'
import { createTileNodes, createTreeCheck } from '../../../tlog/verification.ts'
import type { TreeCheck } from '../../../tlog/verification.ts'
import { ledgerFile } from '../create.ts'
import { toVerdict } from '../findings.ts'
import type { Genesis } from '../genesis.ts'
import { parseLeaf } from '../leaf.ts'
import { toRedaction } from '../erasure.ts'
import { rotationKind } from '../rotations.ts'
import { checkAtOpen, compareHead, readSeenBefore, toOtherHistory } from '../open-check.ts'
import type { OpenCheck, SeenBefore } from '../open-check.ts'
import type { StoredEntry } from '../service.ts'
import { openStore } from '../store.ts'
import type { LedgerStore } from '../store.ts'
import { createBlobCheck } from './blobs.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { createEntryReader, createTailReader } from './entry-form.ts'
import { createPapersCheck, paperKinds } from './papers.ts'
import { createPayloadCheck } from './payloads.ts'
import { createPeopleCheck, signedKinds } from './people.ts'
import { createWitnessCheck, witnessKinds } from './witnesses.ts'

export interface VerifyOptions {
  dir: string
  stateDir: string
  level: Verification['level']
  /** Compares the records with those that the entries give; level `full` only. */
  checkRecords?: RecordsCheck
}

/** A record that differs from what the entries say. `seq`: the entry it comes from, where that is known. */
export interface RecordDifference {
  seq: number | null
  detail: string
}

/**
 * Folds the entries into an index of its own and compares it with the stored one, row by row. It is asked inside the read
 * transaction of the verification, so it sees the entries that were verified; an index that is merely behind differs in nothing.
 */
export type RecordsCheck = (source: { dir: string; size: number; entries: () => Iterable<StoredEntry> }) => Iterable<RecordDifference>

type Progress = Work['progress']

/**
 * Verifies a workspace's ledger as it lies on disk, over a read-only connection of its own. Whatever is wrong with the file
 * is a finding; only a file of a newer format is an error (UNSUPPORTED_FORMAT), and a folder without ledger.db (BAD_INPUT).
 */
export function runVerification(options: VerifyOptions, progress: Progress): Omit<Verification, 'verifiedAt' | 'durationMs'> {
  const path = ledgerFile(options.dir)
  if (!existsSync(path)) throw new AppError('BAD_INPUT', `${options.dir} is not a Countersign workspace: it has no ledger.db. Choose another folder.`)
  const collector = createCollector()
  let result = { size: 0, rootHash: '', checkpoint: null as string | null }
  try {
    const store = openStore(path, 'read')
    try {
      const seen = readSeenBefore(store, options.stateDir, options.dir)
      store.begin('read')
      result = verifyStore(store, { ...checkAtOpen(store, seen, options.stateDir), seen }, options, collector, progress)
    } finally {
      store.rollback()
      store.close()
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'UNSUPPORTED_FORMAT') throw error
    collector.report('DB-UNREADABLE', null, error.message)
  }
  const findings = collector.all()
  return { verdict: toVerdict(findings), level: options.level, ...result, findings, redacted: collector.redacted() }
}

type Opened = OpenCheck & { seen: readonly SeenBefore[] }

function verifyStore(store: LedgerStore, opened: Opened, options: VerifyOptions, collector: Collector, progress: Progress) {
  const { level } = options
  if (level === 'open' || !opened.readable) {
    collector.add([...opened.findings, ...opened.headFindings])
    return toResult(opened, opened.frontier?.size ?? 0, opened.frontier?.root() ?? null)
  }
  const tree = verifyEntries(store, opened, options, collector, progress)
  tree.finish(opened.head?.size ?? 0)
  // At the opening a mark is held against stored nodes, which an edit leaves as they were; here against the entries.
  collector.add(opened.findings.filter(({ kind }) => kind !== 'EXTERNAL-MISMATCH'))
  for (const mark of opened.seen.filter(({ size }) => size <= tree.size)) if (tree.rootAt(mark.size) !== mark.root) collector.add([toOtherHistory(mark)])
  // The head is held against the entries as recomputed, not against stored nodes.
  if (opened.genesis && opened.head) collector.add(compareHead(opened.head, opened.genesis, tree.size, tree.isWhole ? tree.frontier() : null))
  if (level === 'full') verifyWhole(store, opened.genesis, options, collector, tree.size)
  return toResult(opened, tree.size, tree.rootAt(tree.size))
}

const toResult = ({ head }: OpenCheck, size: number, root: string | null) => ({ size, rootHash: root === null ? '' : hashToBase64(root), checkpoint: head?.note ?? null })

const chunk = 4_096

function verifyEntries(store: LedgerStore, { genesis }: OpenCheck, options: VerifyOptions, collector: Collector, progress: Progress): TreeCheck {
  const { report } = collector
  const stored = createTileNodes()
  for (const { level, n, value } of store.readNodes()) stored.set(level, n, value)
  const tree = createTreeCheck({ stored, readLeaves: store.readLeaves, report })
  const full = options.level === 'full'
  const origin = genesis?.origin ?? ''
  const readAll = createEntryReader(origin, report)
  const read = full ? readAll : createTailReader(origin, new Set([...signedKinds, ...paperKinds, ...witnessKinds]), readAll)
  const { rootAt } = tree
  const people = createPeopleCheck({ origin, rootAt, report })
  const papers = genesis ? createPapersCheck({ log: genesis.log, rootAt, report }) : () => {}
  const witnesses = genesis ? createWitnessCheck({ log: genesis.log, rootAt, report }) : () => {}
  const payloads = createPayloadCheck(report)
  const blobs = createBlobCheck(createBlobStore(join(options.dir, 'blobs')).path, report)
  const take = (seq: number, leaf: string) => {
    // Statements speak of the tree before their entry.
    const entry = read(seq, leaf)
    if (entry) {
      people(entry)
      papers(entry)
      witnesses(entry)
      if (genesis) checkRotation(entry, genesis, report)
      const redaction = full ? toRedaction(entry) : null
      if (redaction) collector.note(redaction)
      if (full) payloads.take(entry)
      if (full) blobs.take(entry, leaf)
    }
    tree.push(seq, leaf)
  }
  const total = store.readSize()
  for (let from = 0; from < total; ) {
    from = takeChunk(store, from, take)
    progress(tree.size, total, 'entries')
  }
  if (full) {
    payloads.finish(store.readPayloads())
    blobs.finish()
  }
  return tree
}

/** A rotation that the opening check did not follow is forged, or the head was signed by a key that signs no more. */
function checkRotation({ kind, seq }: Entry, { log }: Genesis, report: Collector['report']): void {
  if (kind !== rotationKind || log.changes.some((change) => change.seq === seq)) return
  report('CHECKPOINT-SIGNATURE', seq, `Entry ${seq} hands the log over to another key, but not both keys signed for it, or the head is not signed by the key that it names.`)
}

/** Feeds the rows from `from` on and tells where the next ones begin. Rows that may have gaps are asked for their numbers. */
function takeChunk(store: LedgerStore, from: number, take: (seq: number, leaf: string) => void): number {
  const leaves = store.readLeaves(from, from + chunk)
  if (leaves.length === chunk && store.readNumbers(from, from + chunk) === chunk) {
    for (let i = 0; i < chunk; i++) take(from + i, leaves[i]!)
    return from + chunk
  }
  const rows = store.readRows(from, chunk)
  for (const { seq, leaf } of rows) take(seq, leaf)
  return rows.length < chunk ? Number.POSITIVE_INFINITY : rows.at(-1)!.seq + 1
}

function verifyWhole(store: LedgerStore, genesis: Genesis | null, { dir, checkRecords }: VerifyOptions, collector: Collector, size: number): void {
  for (const line of store.checkIntegrity()) collector.report('DB-INTEGRITY', null, `SQLite reports: ${line}.`)
  // Records folded from damaged entries would differ everywhere; the entries are what has to be looked at first.
  if (!genesis || !checkRecords || toVerdict(collector.all()) === 'broken') return
  const entries = function* () {
    for (let from = 0; from < size; from += chunk) {
      for (const { seq, leaf } of store.readRows(from, chunk)) yield parseLeaf(leaf, seq, genesis.origin)
    }
  }
  for (const { seq, detail } of checkRecords({ dir, size, entries })) collector.report('RECORD-CHANGED', seq, detail)
}
