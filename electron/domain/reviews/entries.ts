import type { Meaning } from '../../../shared/contract/policies.ts'
import { decisionWord, type DecisionWord } from '../../../shared/contract/reviews.ts'
import type { Body, Folds, Summaries } from '../ledger/folds.ts'
import { requestStates } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { parseDecision, toPrincipal } from './statement.ts'
import { insertDecision, insertMove, insertReview, updateReview, type DecisionRow } from './store.ts'

type Kinds = 'review.opened/v1' | 'review.moved/v1' | 'decision/v1'

const ends = (state: keyof typeof requestStates) => requestStates[state].terminal

export const reviewFolds: Folds<Kinds | 'import/v1'> = {
  'review.opened/v1': ({ seq, at, actor, body }, index) =>
    insertReview(index, {
      ...body,
      seq,
      at,
      requestedBy: actor,
      state: 'draft',
      revision: 1,
      movedSeq: seq,
      reason: '',
      manifestHash: null,
      evidence: null,
      evidenceHash: null,
      tier: null,
      policyId: null,
      policyVersion: null,
      submittedSeq: null,
      gaps: [],
      expiresAt: null,
    }),
  'review.moved/v1': ({ seq, at, actor, body: { review, revision, from, to, by, reason, bundle, gaps = [], expiresAt, trigger = null } }, index) => {
    const id = reviewSeq(review)
    insertMove(index, { seq, review: id, revision, at, actor, from, to, by, reason, trigger })
    updateReview(index, id, {
      state: to,
      revision,
      movedSeq: seq,
      reason,
      gaps,
      ...(bundle && { manifestHash: bundle.manifestHash, evidence: bundle.evidence, evidenceHash: bundle.evidenceHash, tier: bundle.tier, policyId: bundle.policy.id, policyVersion: bundle.policy.version, submittedSeq: seq }),
      // A new revision freezes nothing until it is submitted.
      ...(to === 'draft' && { manifestHash: null, evidence: null, evidenceHash: null, tier: null, policyId: null, policyVersion: null, submittedSeq: null }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(ends(to) && to !== 'expired' && { expiresAt: null }),
    })
  },
  'decision/v1': ({ seq, at, actor, body }, index) => insertDecision(index, toDecision(seq, at, actor, body)),
  // A signature that was given in another workspace counts by the entry that brought it: there is no second one.
  'import/v1': ({ seq, at, body }, index) => {
    if ('answer' in body) insertDecision(index, { ...toDecision(seq, at, body.answer.signer, body.answer), signedIn: body.origin })
  },
}

const words: Record<DecisionWord, string> = {
  SUBMIT: 'Submission',
  VALIDATE: 'Validation',
  ENDORSE: 'Review',
  VERIFY: 'Verification',
  APPROVE: 'Approval',
  DECLINE: 'Rejection',
  SETTLE: 'Settled conditions',
  LIFT: 'Lifting of the suspension',
  REVOKE: 'Revocation',
  RETIRE: 'Retirement',
}

export const reviewSummaries: Summaries<Kinds> = {
  'review.opened/v1': ({ seq, body }) => ({ summary: `Review of ${body.version} opened`, subject: `R-${seq}` }),
  'review.moved/v1': ({ body: { review, from, to, by, reason } }) => ({
    summary: `${review}: ${reviewStates[from].word} → ${reviewStates[to].word}${by === 'system' ? ', by the program' : ''}${reason === '' ? '' : `: ${reason}`}`,
    subject: review,
  }),
  'decision/v1': ({ actor, body }) => {
    const fields = parseDecision(body.note)
    const word = decisionWord.safeParse(fields.get('Decision')).data
    return { summary: `${word ? words[word] : 'Decision'} of ${fields.get('Version') ?? '?'} signed by ${fields.get('Signer') ?? actor}`, subject: body.review }
  },
}

export const reviewSeq = (id: string): number => Number(id.slice(2))

/** What an entry of a signature holds, whichever kind it is of. */
type SignedBody = Pick<Body<'decision/v1'>, 'review' | 'note'> & Partial<Pick<Body<'decision/v1'>, 'device' | 'batch'>>

/** What a signed statement says, as a record. `actor` is whose key signed it. */
export function toDecision(seq: number, at: string, actor: string, body: SignedBody): DecisionRow {
  const fields = parseDecision(body.note)
  const place = /^([1-9]\d?) of /.exec(fields.get('Place') ?? '')
  return {
    seq,
    at,
    review: reviewSeq(body.review),
    revision: Number(fields.get('Revision') ?? 0),
    email: actor,
    name: fields.get('Signer') ?? actor,
    role: fields.get('Signer-Role') ?? '',
    decision: decisionWord.safeParse(fields.get('Decision')).data ?? 'DECLINE',
    meaning: (fields.get('Meaning') ?? 'rejection') as Meaning,
    slot: place ? Number(place[1]!) - 1 : null,
    onBehalfOf: toPrincipal(fields),
    fingerprint: fields.get('Signer-Key') ?? '',
    reason: fields.get('Reason') ?? '',
    validUntil: fields.get('Valid-Until') ?? null,
    note: body.note,
    signedIn: null,
    device: body.device ?? null,
    batch: body.batch?.of ?? null,
  }
}
