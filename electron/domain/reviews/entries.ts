import { plural } from '../../../shared/counts.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { parseDecision } from './statement.ts'
import { insertDecision, insertReview, voidReviews, withdrawReview, type DecisionRow } from './store.ts'

type Kinds = 'review.requested/v1' | 'decision/v1' | 'review.withdrawn/v1'

export const reviewFolds: Folds<Kinds | 'check.completed/v1' | 'import/v1'> = {
  'review.requested/v1': ({ seq, at, actor, body: { policy, ...body } }, index) =>
    insertReview(index, {
      ...body,
      seq,
      at,
      requestedBy: actor,
      policyId: policy.id,
      policyVersion: policy.version,
      voidedSeq: null,
      voidedBecause: null,
      withdrawnSeq: null,
      withdrawnBecause: null,
    }),
  'decision/v1': ({ seq, at, actor, body }, index) => insertDecision(index, toDecision(seq, at, actor, body)),
  // A signature that was given in another workspace counts by the entry that brought it: there is no second one.
  'import/v1': ({ seq, at, body }, index) => {
    if ('answer' in body) insertDecision(index, { ...toDecision(seq, at, body.answer.signer, body.answer), signedIn: body.origin })
  },
  'review.withdrawn/v1': ({ seq, body }, index) => withdrawReview(index, reviewSeq(body.review), seq, body.reason),
  // New evidence is not what the signers saw: whatever was asked or decided for this version no longer stands.
  'check.completed/v1': ({ seq, body }, index) => voidReviews(index, body.version, seq, `check C-${seq} was added to the evidence afterwards`),
}

export const reviewSummaries: Summaries<Kinds> = {
  'review.requested/v1': ({ seq, body }) => ({ summary: `Review of ${body.version} requested, ${plural(body.evidence.length, 'evidence item')}`, subject: `R-${seq}` }),
  'decision/v1': ({ actor, body }) => {
    const fields = parseDecision(body.note)
    const words = { APPROVE: 'Approval', ENDORSE: 'Review', DECLINE: 'Refusal' }[fields.get('Decision') ?? ''] ?? 'Decision'
    return { summary: `${words} of ${fields.get('Version') ?? '?'} signed by ${fields.get('Signer') ?? actor}`, subject: body.review }
  },
  'review.withdrawn/v1': ({ body }) => ({ summary: `Request withdrawn: ${body.reason}`, subject: body.review }),
}

export const reviewSeq = (id: string): number => Number(id.slice(2))

/** What a signed statement says, as a record. `actor` is whose key signed it. */
export function toDecision(seq: number, at: string, actor: string, body: { review: string; note: string }): DecisionRow {
  const fields = parseDecision(body.note)
  return {
    seq,
    at,
    review: reviewSeq(body.review),
    email: actor,
    name: fields.get('Signer') ?? actor,
    role: fields.get('Signer-Role') ?? '',
    decision: (fields.get('Decision') ?? 'DECLINE') as DecisionRow['decision'],
    meaning: (fields.get('Meaning') ?? 'rejection') as DecisionRow['meaning'],
    fingerprint: fields.get('Signer-Key') ?? '',
    reason: fields.get('Reason') ?? '',
    validUntil: fields.get('Valid-Until') ?? null,
    note: body.note,
    signedIn: null,
  }
}
