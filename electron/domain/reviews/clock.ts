import { systemActor } from '../../../shared/contract/reviews.ts'
import { isLive } from '../../../shared/review-machine.ts'
import type { Clock } from '../../platform/clock.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import type { ReviewFacts } from './facts.ts'
import { followUp, toMove } from './moves.ts'
import { toValidUntil } from './rules.ts'

/** The time that counts: the clock's, and never before the newest entry. A clock that was turned back brings nothing back to life. */
export function createLedgerTime({ ledger, clock }: { ledger: Pick<Ledger, 'tip' | 'read'>; clock: Clock }): () => Date {
  return () => {
    const now = clock.now()
    const newest = new Date(ledger.read(ledger.tip().size - 1).at)
    return newest > now ? newest : now
  }
}

/** What the program is due to do about a request at this time, as entries: what follows by itself, what ended, what is suspended. */
export function toDueMoves(facts: ReviewFacts, at: string): EntryDraft[] {
  const { drafts, facts: after } = followUp(facts, (one) => toValidUntil(new Date(at), one))
  const [first] = facts.due
  if (first === undefined || !isLive(after.review.state)) return drafts
  return [...drafts, toMove(after, { to: 'suspended', by: 'system', reason: facts.due.map(({ detail }) => detail).join(' '), trigger: first })]
}

interface TickSources {
  ledger: Ledger
  /** Facts of the requests on a version, or of all: of those that have not ended. */
  factsOf: (version: string | undefined) => ReviewFacts[]
}

/**
 * Appends what the clock brought about, if anything did; says how many entries that were. Decided under the write lock, so that two programs at
 * once do it once. Writes nothing where nothing may be written.
 */
export function createTick({ ledger, factsOf }: TickSources): (version?: string) => number {
  const due = (version: string | undefined, at: string) => factsOf(version).flatMap((facts) => toDueMoves(facts, at))
  return (version) => {
    if (ledger.readOnly !== null || due(version, new Date(0).toISOString()).length === 0) return 0
    return ledger.append(systemActor, (_tip, at) => due(version, at)).length
  }
}
