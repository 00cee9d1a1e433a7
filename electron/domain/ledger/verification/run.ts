import { untilOthersWereServed } from '../turns.ts'
import { begin } from './begin.ts'
import type { Progress, Result, Run, VerifyOptions } from './begin.ts'
import { specialKinds } from './entries-check.ts'
import type { EntriesCheck } from './entries-check.ts'
import { rangeSize } from './range.ts'
import type { RangeFacts, RangeOptions } from './range.ts'
import { createSignaturesAhead } from './signatures.ts'
import type { Answers, SignaturesAhead } from './signatures.ts'

export type { RecordDifference, RecordsCheck, SignOffsCheck, VerifyOptions } from './begin.ts'

/** Another thread that takes on part of the work. */
export interface Helper {
  check(from: number): Promise<RangeFacts | null>
  /** What SQLite finds wrong inside the file, a line each. */
  checkIntegrity(): Promise<string[]>
  /** Ends the thread; its memory is free again when the answer is there. */
  close(): Promise<void>
}

/** What a helper needs to know. */
export type HelperOptions = Pick<RangeOptions, 'origin' | 'full' | 'kinds'> & Pick<VerifyOptions, 'dir'>


/**
 * Verifies a workspace's ledger as it lies on disk, over a read-only connection of its own. Whatever is wrong with the file
 * is a finding; only a file of a newer format is an error (UNSUPPORTED_FORMAT), and a folder without ledger.db (BAD_INPUT).
 */
export function runVerification(options: VerifyOptions, progress: Progress): Result {
  const run = begin(options, progress)
  try {
    if (run.entries) verifyAlone(run, run.entries)
  } catch (error) {
    run.meet(error)
  } finally {
    run.close()
  }
  return run.result()
}

/** Fewer entries are verified before another thread would have started. */
const worthSharing = 8 * rangeSize

/** The same by two threads: ranges and the database's own check are shared with a helper, signatures go to the thread pool. Ledgers shorter than `from` are not shared. */
export async function runSharedVerification(options: VerifyOptions, progress: Progress, start: (options: HelperOptions) => Helper, from = worthSharing): Promise<Result> {
  const signatures = createSignaturesAhead()
  const run = begin(options, progress, signatures)
  try {
    if (run.entries && run.total < from) verifyAlone(run, run.entries)
    else if (run.entries) {
      const helper = start({ dir: options.dir, origin: run.origin, full: options.level === 'full', kinds: specialKinds })
      try {
        await verifyShared(run, run.entries, helper, signatures, options.level === 'full')
      } finally {
        await helper.close()
      }
    }
  } catch (error) {
    run.meet(error)
  } finally {
    run.close()
  }
  return run.result()
}

function verifyAlone(run: Run, entries: EntriesCheck): void {
  for (;;) {
    const facts = run.checkRange(entries.tree.size)
    if (!facts || !entries.take(facts)) break
    run.tell()
  }
  run.finish(run.checkIntegrity)
}

async function verifyShared(run: Run, entries: EntriesCheck, helper: Helper, signatures: SignaturesAhead, full: boolean): Promise<void> {
  // Asked first, because nothing waits for it; heard last, so that what the entries say stands before what the database says.
  const asked = Promise.allSettled([full ? helper.checkIntegrity() : []])
  await takeShared(run, entries, helper, signatures)
  const [integrity] = await asked
  // What follows folds all entries in this thread: two threads at once would hold twice the memory for nothing.
  await helper.close()
  run.finish(() => {
    if (integrity.status === 'rejected') throw integrity.reason
    return integrity.value
  })
}

/** Ranges that wait to be taken in order: more would only fill the memory. */
const mostWaiting = 8
/** Ranges that the helper has at hand, so that it never waits for this thread. */
const mostAsked = 2

interface Waiting {
  /** Null where the range has to be read entry by entry, also because the helper failed: this thread then meets the same failure. */
  facts: RangeFacts | null
  answers: Promise<Answers>
}

async function takeShared(run: Run, entries: EntriesCheck, helper: Helper, signatures: SignaturesAhead): Promise<void> {
  const waiting = new Map<number, Waiting>()
  let [next, asked] = [0, 0]
  let heard = () => {}
  const receive = (from: number, facts: RangeFacts | null) => void waiting.set(from, { facts, answers: signatures.begin(facts?.special ?? []) })
  const ask = async (from: number) => {
    asked++
    const facts = await helper.check(from).catch(() => null)
    asked--
    receive(from, facts)
    heard()
  }
  const isThere = (from: number) => from + rangeSize <= run.total
  while (isThere(entries.tree.size)) {
    for (; asked < mostAsked && isThere(next) && waiting.size < mostWaiting; next += rangeSize) void ask(next)
    const at = entries.tree.size
    const first = waiting.get(at)
    if (first) {
      signatures.use(await first.answers)
      if (!first.facts || !entries.take(first.facts)) return
      waiting.delete(at)
      run.tell()
    } else if (isThere(next) && waiting.size < mostWaiting) {
      next += rangeSize
      receive(next - rangeSize, run.checkRange(next - rangeSize))
      await untilOthersWereServed()
    } else {
      await new Promise<void>((resolve) => (heard = resolve))
    }
  }
}

