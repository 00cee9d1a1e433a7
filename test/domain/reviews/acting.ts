import type { BatchTerms, PlainAct, SignedAct } from '../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../shared/review-machine.ts'
import { isSigned, plainActs } from '../../../shared/review-acts.ts'
import { findRefusals } from '../../../electron/domain/reviews/batch-rules.ts'
import type { Candidate, ReviewFacts, Terms } from '../../../electron/domain/reviews/facts.ts'
import { followUp, afterMove, toMove } from '../../../electron/domain/reviews/moves.ts'
import { findPlace, toValidUntil, whyNot } from '../../../electron/domain/reviews/rules.ts'
import { consequencesOf } from '../../../electron/domain/reviews/signing.ts'
import type { EntryDraft } from '../../../electron/domain/ledger/service.ts'
import { now, toRow } from './facts.ts'

export interface Moved {
  from: RequestState
  to: RequestState
  revision: number
  by: 'person' | 'system'
}

/** The transitions among the entries. */
export const movesOf = (drafts: readonly EntryDraft[]): Moved[] => drafts.flatMap(({ kind, body }) => (kind === 'review.moved/v1' ? [body as unknown as Moved] : []))

export type Outcome = { why: string } | { drafts: EntryDraft[]; facts: ReviewFacts }

/** Does what the service does for an act, on facts in memory: refused by the same rule, or its entries and the facts after them. */
export function act(facts: ReviewFacts, name: SignedAct | PlainAct, person: Candidate, terms: Terms): Outcome {
  const why = whyNot(facts, name, person, terms)
  if (why !== null) return { why }
  if (!isSigned(name)) {
    const step = { to: plainActs[name].to, by: 'person' as const, reason: terms.reason ?? '' }
    return applied(facts, [toMove(facts, step)])
  }
  const place = findPlace(facts, name, person)
  const decision = toRow(facts, name, person.email, { slot: 'slot' in place ? place.slot : null, seq: 100 + facts.decisions.length, at: now })
  const drafts = consequencesOf(facts, { decision: { ...decision, validUntil: name === 'approve' ? toValidUntil(new Date(now), facts) : null }, terms: { ...terms, act: name }, successorsOf: () => [] })
  return applied({ ...facts, decisions: [...facts.decisions, decision] }, drafts)
}

/** Does what the service does for a batch, on facts of several requests in memory: refused where one of them is, or what follows for each. */
export function batch(all: readonly ReviewFacts[], person: Candidate, terms: BatchTerms): { why: string } | { outcomes: { drafts: EntryDraft[]; facts: ReviewFacts }[] } {
  const why = findRefusals(all, person, terms).find((one) => one !== null)
  if (why !== undefined) return { why }
  return {
    outcomes: all.map((facts) => {
      const outcome = act(facts, terms.act, person, terms)
      if ('why' in outcome) throw new Error(`refused alone, and not in a batch: ${outcome.why}`)
      return outcome
    }),
  }
}

/** What the program does by itself now. */
export const runProgram = (facts: ReviewFacts): Outcome => applied(facts, followUp(facts, (at) => toValidUntil(new Date(now), at)).drafts)

/** A submission where the tier asks for no signature for it: the request itself makes it. */
export function submitUnsigned(facts: ReviewFacts): { drafts: EntryDraft[]; facts: ReviewFacts } {
  const step = { to: 'submitted' as const, by: 'person' as const, reason: '', bundle: facts.bundle }
  return applied(facts, [toMove(facts, step), ...followUp(afterMove(facts, step), (at) => toValidUntil(new Date(now), at)).drafts])
}

function applied(facts: ReviewFacts, drafts: EntryDraft[]): { drafts: EntryDraft[]; facts: ReviewFacts } {
  let after = facts
  for (const { from, to, revision, by } of movesOf(drafts)) {
    if (from !== after.review.state) throw new Error(`a move from ${from} while it is ${after.review.state}`)
    const lastMove = { seq: after.review.movedSeq + 1, review: 12, revision, at: now, actor: 'somebody', from, to, by, reason: '', trigger: null }
    after = { ...after, lastMove, review: { ...after.review, state: to, revision, movedSeq: lastMove.seq, submittedSeq: to === 'draft' ? null : to === 'submitted' ? lastMove.seq : after.review.submittedSeq } }
  }
  return { drafts, facts: after }
}
