import type { Bundle, Gap } from '../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../shared/review-machine.ts'
import type { EntryDraft } from '../ledger/service.ts'
import type { DecisionRow } from './store.ts'
import type { ReviewFacts } from './facts.ts'
import { nextOfProgram } from './rules.ts'

export interface Step {
  to: RequestState
  by: 'person' | 'system'
  reason: string
  bundle?: Bundle
  gaps?: readonly Gap[]
  reasonCodes?: readonly string[] | undefined
  needed?: string | undefined
  expiresAt?: string | undefined
  trigger?: { id: string; since: string | null; detail: string }
  supersededBy?: string
}

/** The entry of one transition. */
export function toMove({ review }: Pick<ReviewFacts, 'review'>, { to, ...step }: Step): EntryDraft {
  const revision = to === 'draft' ? review.revision + 1 : review.revision
  const stated = Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined))
  return { kind: 'review.moved/v1', body: { review: `R-${review.seq}`, revision, from: review.state, to, ...stated } }
}

/** What follows for the facts once a transition is made, for the next one in the same transaction. */
export function afterMove(facts: ReviewFacts, { to, bundle, expiresAt }: Step): ReviewFacts {
  return {
    ...facts,
    ...(bundle && { bundle }),
    review: {
      ...facts.review,
      state: to,
      revision: to === 'draft' ? facts.review.revision + 1 : facts.review.revision,
      // Its number is not known before it is written; nothing but null and not null is asked of it until then.
      ...(bundle && { submittedSeq: facts.review.movedSeq }),
      ...(expiresAt !== undefined && { expiresAt }),
    },
  }
}

export const withDecision = (facts: ReviewFacts, decision: DecisionRow): ReviewFacts => ({ ...facts, decisions: [...facts.decisions, decision] })

/** Entries of what the program does by itself from here on, in order, until it has to wait for somebody. */
export function followUp(facts: ReviewFacts, toExpiry: (facts: ReviewFacts) => string): { drafts: EntryDraft[]; facts: ReviewFacts } {
  const drafts: EntryDraft[] = []
  let now = facts
  for (let to = nextOfProgram(now); to !== null; to = nextOfProgram(now)) {
    const step = toStep(now, to, toExpiry)
    drafts.push(toMove(now, step))
    now = afterMove(now, step)
  }
  return { drafts, facts: now }
}

function toStep(facts: ReviewFacts, to: RequestState, toExpiry: (facts: ReviewFacts) => string): Step {
  if (to === 'incomplete') return { to, by: 'system', reason: '', gaps: facts.gaps }
  if (to === 'approved') return { to, by: 'system', reason: 'This tier asks for no approval signature, and everything else is met.', expiresAt: toExpiry(facts) }
  if (to === 'expired') return { to, by: 'system', reason: '', trigger: { id: 'expiry', since: facts.review.expiresAt, detail: 'Its validity ended.' } }
  if (to === 'superseded') return { to, by: 'system', reason: `${facts.newer} approved a newer version for the same use.`, supersededBy: facts.newer! }
  return { to, by: 'system', reason: '' }
}
