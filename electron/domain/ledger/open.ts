import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { createAppend } from './append.ts'
import type { Published } from './append.ts'
import { catchUpAlone, foldAppended, isBehind } from './catch-up.ts'
import type { Appended } from './catch-up.ts'
import { compareCheckpoint, readCheckpointAt, readRootAt, signBundle } from './checkpoints.ts'
import { createLedgerFile } from './create.ts'
import type { CreateLedgerOptions } from './create.ts'
import { parseLeaf } from './leaf.ts'
import { highWaterFile, openMark, witnessFile } from './marks.ts'
import { readPayload } from './payloads.ts'
import { createRotateKey, readLogKeys } from './key-rotation.ts'
import { openSession } from './opening.ts'
import { createConsistencyFile, createInclusionFile } from './proofs.ts'
import type { OpenLedgerOptions } from './opening.ts'
import type { Ledger, StoredEntry } from './service.ts'
import { toDateDoubt, toTip } from './session.ts'
import type { Session } from './session.ts'
import { untilOthersWereServed } from './turns.ts'
import { createVerify } from './verify.ts'

export { newOrigin } from './create.ts'

/** Creates the workspace's ledger and opens it. CONFLICT where the folder holds one. */
export function createLedger(options: CreateLedgerOptions & Omit<OpenLedgerOptions, 'repair'>): Ledger {
  createLedgerFile(options)
  return openLedger(options)
}

/**
 * Opens the ledger of a workspace and brings the records level with it. Where something is wrong with the file it opens
 * read-only and says why. Errors: BAD_INPUT, UNSUPPORTED_FORMAT, FILE_UNREADABLE, LEDGER_UNSAFE.
 */
export function openLedger(options: OpenLedgerOptions): Ledger {
  const session = openSession(options)
  try {
    if (options.repair) options.records.reset()
    // Also one that takes no entries is to be read: a restored or a moved folder has no records yet.
    const behind = bringRecordsLevel(session)
    const readOnly = session.readOnly ?? behind
    return toLedger({ ...session, readOnly })
  } catch (error) {
    session.close()
    throw error
  }
}

/** Some 20 ms of folding, during which others wait for the ledger's write lock. */
const entriesAStep = 500

/**
 * Brings the records level a few entries at a time, so that others get the ledger's write lock between them and this thread hears
 * its messages. Afterwards `openLedger` finds next to nothing to fold. Errors: those of `openLedger`, CANCELLED (what was folded is kept).
 */
export async function foldInSteps(options: OpenLedgerOptions, work: Work): Promise<void> {
  const session = openSession(options)
  try {
    if (options.repair) options.records.reset()
    while (isBehind(session)) {
      const refused = bringRecordsLevel(session, entriesAStep)
      // Opening says it, and opens for reading.
      if (refused) return
      work.progress(options.records.size(), session.tree().size, 'entries')
      await untilOthersWereServed()
      if (work.signal.aborted) throw new AppError('CANCELLED', 'Opening was cancelled; what was read so far is kept.')
    }
  } finally {
    session.close()
  }
}

/** An entry that can not be read any more must not keep the rest of the workspace from being looked at. */
function bringRecordsLevel(session: Session, most?: number): Ledger['readOnly'] {
  try {
    catchUpAlone(session, most)
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'LEDGER_UNSAFE') return { reason: error.message }
    throw error
  }
}

function toLedger(session: Session): Ledger {
  const { dir, stateDir, origin, name, log, readOnly } = session
  const marks = [highWaterFile(stateDir, origin), witnessFile(dir, origin)].map(openMark)
  const listeners = new Set<(size: number) => void>()
  let unflushed = false
  const flush = () => !(unflushed = !session.store().truncateWal())
  const published: Published = (appended) => {
    // Another program kept erased bytes in the WAL: they go as soon as it lets them.
    if (unflushed) afterCommit(flush)
    for (const mark of marks) afterCommit(() => mark.write(appended.after.note))
    const behind = tryCatchUp(session, appended)
    for (const listener of listeners) listener(appended.after.size)
    if (behind) throw behind
  }
  if (!readOnly) {
    for (const mark of marks) afterCommit(() => mark.write(session.tree().note))
    afterCommit(() => (session.dateIsRight ? session.date.confirm() : session.date.see(session.tree().lastAt)))
  }
  return {
    origin,
    name,
    get logVkey() {
      return log.current.vkey
    },
    readOnly,
    elsewhere: session.elsewhere,
    takeOver: () => session.copy.takeOver(session.tree().size),
    append: createAppend(session, published),
    dateDoubt: () => toDateDoubt(session, session.tree().lastAt),
    see: () => void (readOnly || afterCommit(() => session.date.see(session.tree().lastAt))),
    confirmDate: () => session.date.confirm(),
    rotateKey: createRotateKey(session, published),
    find: (part) => session.store().findLeaves(part, 0, session.tree().size),
    payload: (id) => readPayload(session.store(), id),
    flush,
    copyTo: (path) => session.store().copyTo(path),
    logKeys: () => readLogKeys(session),
    tip: () => toTip(session.tree()),
    read: (seq) => readEntry(session, seq),
    entries: (from, to) => readEntries(session, from, to),
    rootAt: (size) => readRootAt(session, size),
    checkpointAt: (size) => readCheckpointAt(session, size),
    inclusionFile: (seq) => createInclusionFile(session, seq),
    consistencyFile: (from) => createConsistencyFile(session, from),
    checkCheckpoint: (note) => compareCheckpoint(session, note),
    signBundle: (text) => signBundle(session, text),
    ...createVerify({ dir, stateDir, clock: session.clock }),
    onAppend(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      for (const mark of marks) mark.close()
      session.close()
    },
  }
}

/**
 * The fact is durable. Records are caught up before the next append and at the next open; where a person can do something
 * about it (a full disk), they are told so, and that nothing should be done again, instead of that the record is not found.
 */
function tryCatchUp(session: Session, appended: Appended): AppError | null {
  try {
    if (!foldAppended(session, appended)) catchUpAlone(session)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) return null
    return new AppError(error.code, `What you did is recorded in the ledger: do not do it again. ${error.message}`, { cause: error })
  }
}

/** The fact is durable: an error now would have the caller do it again. A mark is a lower bound that the next append moves on. */
function afterCommit(act: () => void): void {
  try {
    act()
  } catch {
    // See above.
  }
}

function readEntry(session: Session, seq: number): StoredEntry {
  const leaf = session.store().readLeaf(seq)
  if (leaf === null) throw new AppError('NOT_FOUND', `The ledger has no entry ${seq}; its newest is ${session.tree().size - 1}.`)
  return parseLeaf(leaf, seq, session.origin)
}

const chunk = 512

function* readEntries(session: Session, from: number, to: number): Generator<StoredEntry> {
  for (let start = Math.max(from, 0); start < to; start += chunk) {
    const leaves = session.store().readLeaves(start, Math.min(start + chunk, to))
    for (const [i, leaf] of leaves.entries()) yield parseLeaf(leaf, start + i, session.origin)
    if (leaves.length < Math.min(chunk, to - start)) return
  }
}
