import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Verification } from '../../../../shared/contract/ledger.ts'
import type { Work } from '../../../../shared/contract/handlers.ts'
import { AppError } from '../../../../shared/errors.ts'
import { createBlobStore } from '../../../platform/blobs.ts'
import { hashToBase64 } from '../../../tlog/tree.ts'
import { toVerdict } from '../findings.ts'
import type { Genesis } from '../genesis.ts'
import { parseLeaf } from '../leaf.ts'
import { checkAtOpen, compareHead, createKeyReader, readSeenBefore, toOtherHistory } from '../open-check.ts'
import type { OpenCheck, SeenBefore } from '../open-check.ts'
import type { StoredEntry } from '../service.ts'
import { ledgerFile, openStore } from '../store.ts'
import type { LedgerStore } from '../store.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { createEntriesCheck, specialKinds } from './entries-check.ts'
import type { EntriesCheck } from './entries-check.ts'
import { createRangeCheck } from './range.ts'
import type { RangeCheck } from './range.ts'
import type { SignaturesAhead } from './signatures.ts'

export interface VerifyOptions {
  dir: string
  stateDir: string
  level: Verification['level']
  /** Compares the records with those that the entries give; level `full` only. */
  checkRecords?: RecordsCheck
  /** Holds sign-off against its rules; level `full` only. */
  checkSignOffs?: SignOffsCheck
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

/** Asks the rules of sign-off about every act that the entries tell of. `seq`: the entry that broke one. */
export type SignOffsCheck = (source: { dir: string; entries: () => Iterable<StoredEntry> }) => Iterable<{ seq: number; detail: string; kind?: 'REPRODUCTION-RULE' }>

export type Progress = Work['progress']

export type Result = Omit<Verification, 'verifiedAt' | 'durationMs'>

/** A verification under way. */
export interface Run {
  origin: string
  total: number
  /** Null where only the opening is looked at, or nothing else can be. */
  entries: EntriesCheck | null
  checkRange: RangeCheck
  checkIntegrity(): string[]
  tell(): void
  /** Reads what is left, then weighs the whole. */
  finish(checkIntegrity: () => readonly string[]): void
  /** Takes an error as a finding where it is one. */
  meet(error: unknown): void
  close(): void
  result(): Result
}

/** Opens the file and looks at what an opening looks at. What can not be opened is a finding, and then there is nothing to run. */
export function begin(options: VerifyOptions, progress: Progress, signatures?: SignaturesAhead): Run {
  const { dir, level } = options
  const path = ledgerFile(dir)
  if (!existsSync(path)) throw new AppError('BAD_INPUT', `${dir} is not a Countersign workspace: it has no ledger.db. Choose another folder.`)
  const collector = createCollector()
  const summary: Summary = { size: 0, rootHash: '', checkpoint: null }
  const meet = (error: unknown) => {
    if (!(error instanceof AppError) || error.code === 'UNSUPPORTED_FORMAT') throw error
    collector.report('DB-UNREADABLE', null, error.message)
  }
  const result = () => {
    const findings = collector.all()
    return { verdict: toVerdict(findings), level, ...summary, findings, redacted: collector.redacted() }
  }
  const nothing: Run = { origin: '', total: 0, entries: null, checkRange: () => null, checkIntegrity: () => [], tell: () => {}, finish: () => {}, meet, close: () => {}, result }
  let store: LedgerStore | null = null
  try {
    store = openStore(path, 'read')
    return { ...nothing, ...look(store, { options, collector, summary, progress, signatures }), close: () => closeStore(store!) }
  } catch (error) {
    if (store) closeStore(store)
    meet(error)
    return nothing
  }
}

function closeStore(store: LedgerStore): void {
  store.rollback()
  store.close()
}

interface Summary {
  size: number
  rootHash: string
  checkpoint: string | null
}

interface Looking {
  options: VerifyOptions
  collector: Collector
  summary: Summary
  progress: Progress
  signatures: SignaturesAhead | undefined
}

/** Begins to read; what there is to run beyond the opening, where there is anything. */
function look(store: LedgerStore, { options, collector, summary, progress, signatures }: Looking): Partial<Run> {
  const { dir, stateDir, level } = options
  const ours = createKeyReader(stateDir)
  const seen = readSeenBefore(store, stateDir, dir, ours)
  store.begin('read')
  const opened = { ...checkAtOpen(store, seen, ours), seen }
  if (level === 'open' || !opened.readable) {
    collector.add([...opened.findings, ...opened.headFindings])
    Object.assign(summary, toSummary(opened, opened.frontier?.size ?? 0, opened.frontier?.root() ?? null))
    return {}
  }
  const { genesis } = opened
  const full = level === 'full'
  const blobPath = createBlobStore(join(dir, 'blobs')).path
  const entries = createEntriesCheck({ store, genesis, level, collector, blobPath, ...(signatures && { parseKey: signatures.parseKey }) })
  const origin = genesis?.origin ?? ''
  const total = store.readSize()
  const tell = () => progress(entries.tree.size, total, 'entries')
  const finish: Run['finish'] = (checkIntegrity) => {
    entries.takeRest(total, tell)
    entries.finish()
    weigh(opened, entries, collector)
    if (full) {
      for (const line of checkIntegrity()) collector.report('DB-INTEGRITY', null, `SQLite reports: ${line}.`)
      compareRecords(store, genesis, options, collector, entries.tree.size)
    }
    Object.assign(summary, toSummary(opened, entries.tree.size, entries.tree.rootAt(entries.tree.size)))
  }
  return { origin, total, entries, checkRange: createRangeCheck({ store, origin, full, kinds: specialKinds, blobPath }), checkIntegrity: () => store.checkIntegrity(), tell, finish }
}

/** Holds head and marks against the entries as recomputed, not against stored nodes, which an edit leaves as they were. */
function weigh({ head, genesis, findings, seen }: OpenCheck & { seen: readonly SeenBefore[] }, { tree }: EntriesCheck, collector: Collector): void {
  tree.finish(head?.size ?? 0)
  collector.add(findings.filter(({ kind }) => kind !== 'EXTERNAL-MISMATCH'))
  for (const mark of seen.filter(({ size }) => size <= tree.size)) if (tree.rootAt(mark.size) !== mark.root) collector.add([toOtherHistory(mark)])
  if (genesis && head) collector.add(compareHead(head, genesis, tree.size, tree.isWhole ? tree.frontier() : null))
}

const toSummary = ({ head }: OpenCheck, size: number, root: string | null) => ({ size, rootHash: root === null ? '' : hashToBase64(root), checkpoint: head?.note ?? null })

/** Folded in this order and forgotten: more at once would only outlive the youngest memory. */
const rowsAtOnce = 512

function compareRecords(store: LedgerStore, genesis: Genesis | null, { dir, checkRecords, checkSignOffs }: VerifyOptions, collector: Collector, size: number): void {
  // Records folded from damaged entries would differ everywhere; the entries are what has to be looked at first.
  if (!genesis || toVerdict(collector.all()) === 'broken') return
  const entries = function* () {
    for (let from = 0; from < size; from += rowsAtOnce) {
      for (const { seq, leaf } of store.readRows(from, rowsAtOnce)) yield parseLeaf(leaf, seq, genesis.origin)
    }
  }
  for (const { seq, detail, kind = 'SIGN-OFF-RULE' } of checkSignOffs?.({ dir, entries }) ?? []) collector.report(kind, seq, detail)
  for (const { seq, detail } of checkRecords?.({ dir, size, entries }) ?? []) collector.report('RECORD-CHANGED', seq, detail)
}
