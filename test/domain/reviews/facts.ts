import type { Role } from '../../../shared/contract/identity.ts'
import type { ConditionTerms, Gap, SignedAct } from '../../../shared/contract/reviews.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { isLive, type RequestState } from '../../../shared/review-machine.ts'
import { builtIn, demandsOf } from '../../../electron/domain/policies/service.ts'
import { signedActs } from '../../../shared/review-acts.ts'
import { slotsOf, type Candidate, type OpenItems, type ReviewFacts, type Terms } from '../../../electron/domain/reviews/facts.ts'
import type { DecisionRow, ReviewRow } from '../../../electron/domain/reviews/store.ts'

/** What is asked for: the two policies that come with the product. */
export interface Asked {
  policy: 'two-person' | 'tiered'
  tier: Tier
}

export const now = '2026-11-22T00:00:00.000Z'
export const owner: Candidate = { email: 'owner@x', roles: ['model_owner'] }
export const author: Candidate = { email: 'author@x', roles: ['data_scientist', 'compliance_reviewer', 'final_approver', 'risk_sme', 'validator'] }
const roles: Role[] = ['validator', 'subject_matter_expert', 'risk_sme', 'legal_counsel', 'software_engineer', 'compliance_reviewer', 'final_approver', 'auditor']
/** One person a role, and the same again, so that whoever signed something has a second. */
export const cast: Candidate[] = [owner, author, ...roles.flatMap((role) => ['a', 'b'].map((letter) => ({ email: `${role}-${letter}@x`, roles: [role] })))]

export const gap: Gap = { kind: 'model_card', status: 'missing', why: 'No model card is there.', next: 'Write one.' }
export const condition: ConditionTerms = { text: 'Explain the gap', owner: 'owner@x', due: '2027-02-01', expects: 'a second check', control: 'cases decided by hand', finding: null }

export const nothingOpen: OpenItems = { critical: [], high: [], highCovered: [], challenges: [], escalated: [], unchallenged: [], conditions: [], causes: [] }

/** Everything that any act may want said. */
export const fullTerms: Terms = { reason: 'Because.', reasonCodes: ['other'], needed: 'A second check.', conflict: 'none', conclusion: 'fit' }

/** A request in `state` for which all that came before is done and nothing is in the way. */
export function factsIn(state: RequestState, { policy: id, tier }: Asked, changes: Partial<ReviewFacts> = {}): ReviewFacts {
  const policy = builtIn(id)
  const demands = demandsOf(policy, tier)
  const frozen = state !== 'draft'
  const review: ReviewRow = {
    seq: 12,
    version: 'credit-lr@1',
    useCase: 'U-3',
    message: '',
    requestedBy: owner.email,
    at: '2026-11-21T10:00:00.000Z',
    state,
    revision: 1,
    movedSeq: 20,
    reason: '',
    manifestHash: frozen ? 'a'.repeat(64) : null,
    evidence: frozen ? [] : null,
    evidenceHash: frozen ? 'b'.repeat(64) : null,
    tier: frozen ? tier : null,
    policyId: frozen ? id : null,
    policyVersion: frozen ? 1 : null,
    submittedSeq: frozen ? 13 : null,
    gaps: [],
    expiresAt: isLive(state) || state === 'suspended' ? '2027-11-21T11:00:00.000Z' : null,
  }
  const facts: ReviewFacts = {
    review,
    bundle: { manifestHash: 'a'.repeat(64), evidence: [], evidenceHash: 'b'.repeat(64), policy: { id, version: 1, sha256: 'c'.repeat(64) }, tier },
    policy,
    demands,
    decisions: [],
    conditions: [],
    findings: [],
    waivers: [],
    observations: [],
    alerts: [],
    challenges: [],
    liftedAt: null,
    due: [],
    lastMove: null,
    authors: [author.email],
    owner: owner.email,
    gaps: [],
    validationGaps: [],
    brought: [],
    changed: null,
    items: nothingOpen,
    prohibited: null,
    newer: null,
    notDecommissioned: null,
    now: new Date(now),
    ...changes,
  }
  return { ...facts, decisions: changes.decisions ?? signedBefore(facts) }
}

/** Acts whose places are filled once a request has reached a state. */
const before: Partial<Record<RequestState, SignedAct[]>> = { draft: [], submitted: ['submit'], incomplete: ['submit'], in_validation: ['submit'], in_review: ['submit', 'validate'], changes_requested: ['submit', 'validate'], pending_decision: ['submit', 'validate', 'review', 'verify'] }

function signedBefore(facts: ReviewFacts): DecisionRow[] {
  return (before[facts.review.state] ?? ['submit', 'validate', 'review', 'verify', 'approve']).flatMap((act) => fill(facts, act))
}

/** Signatures in every place that an act fills, each by the first of the cast with the role. */
export function fill(facts: ReviewFacts, act: SignedAct): DecisionRow[] {
  return slotsOf(facts, signedActs[act].meaning as Parameters<typeof slotsOf>[1]).map(({ slot, asked }) => {
    const who = cast.find(({ email, roles: has }) => email !== author.email && asked.roles.some((role) => has.includes(role)))!
    // Where one role is asked for in two meanings, another person gives the second signature.
    const second = act === 'approve' && facts.policy.id === 'two-person' ? cast.find(({ email }) => email === 'compliance_reviewer-a@x')! : who
    return toRow(facts, act, second.email, { slot })
  })
}

export function toRow({ review }: Pick<ReviewFacts, 'review'>, act: SignedAct, email: string, changes: Partial<DecisionRow> = {}): DecisionRow {
  const { word, meaning } = signedActs[act]
  return {
    seq: 21, review: review.seq, revision: review.revision, email, name: email, role: '', decision: word, meaning, slot: null, onBehalfOf: null, fingerprint: '', reason: '',
    validUntil: act === 'approve' ? '2027-11-21T11:00:00.000Z' : null, at: '2026-11-21T11:00:00.000Z', note: '', signedIn: null, device: null, batch: null, ...changes,
  }
}
