import * as z from 'zod'
import { deviceId, numberedRef, reviewId, seq, sha256Hex } from '../ids.ts'
import { requestStates, type RequestState } from '../review-machine.ts'
import { tier } from './tier.ts'
import { verdict } from './checks/common.ts'
import { role, shownText } from './identity.ts'
import { evidenceKindId, meaning, policy, policyRef } from './policies.ts'
import { email, instant, line, procedure, prose } from './procedure.ts'

/** Who an entry names where the program acted by itself: the clock ran out, a trigger fired. */
export const systemActor = 'countersign'

export const requestState = z.enum(Object.keys(requestStates) as [RequestState, ...RequestState[]])

/** One item of the evidence that a request freezes. */
export const evidenceItem = z.strictObject({ kind: evidenceKindId, id: z.string(), seq, verdict: verdict.nullable(), sha256: sha256Hex })
export type EvidenceItem = z.infer<typeof evidenceItem>

/** What a revision freezes at submission; every signature on it speaks of exactly this. */
const bundle = z.strictObject({
  manifestHash: sha256Hex,
  evidence: z.array(evidenceItem),
  evidenceHash: sha256Hex,
  policy: policyRef,
  tier,
})
export type Bundle = z.infer<typeof bundle>

/** A demand of the policy that is not met: what is missing and what to do. */
export const gap = z.strictObject({ kind: evidenceKindId, status: z.enum(['missing', 'stale', 'failed']), why: z.string(), next: z.string() })
export type Gap = z.infer<typeof gap>

/** An obligation that an approval rests on. */
export const conditionTerms = z.strictObject({
  text: line(500),
  owner: email,
  due: z.iso.date(),
  expects: line(300),
  /** Needed where the condition stands for an open finding of severity high. */
  control: line(500).nullable(),
  finding: z.string().nullable(),
})
export type ConditionTerms = z.infer<typeof conditionTerms>

/** Why the program moved a request by itself, and since when that held. */
const trigger = z.strictObject({ id: z.string(), since: instant.nullable(), detail: z.string() })

/** The place of a signature among those given in one act: each is an entry of its own, in one transaction. */
const batchPlace = z.strictObject({ number: z.number().int().positive(), of: z.number().int().min(2) })
export type BatchPlace = z.infer<typeof batchPlace>

export const reviewEntries = {
  'review.opened/v1': z.strictObject({ version: z.string(), useCase: z.string(), message: z.string() }),
  /** One transition of shared/review-machine.ts. A signature that makes it is the decision entry before it, in the same transaction. */
  'review.moved/v1': z.strictObject({
    review: z.string(),
    revision: z.number().int().positive(),
    from: requestState,
    to: requestState,
    by: z.enum(['person', 'system']),
    reason: z.string(),
    bundle: bundle.optional(),
    gaps: z.array(gap).optional(),
    reasonCodes: z.array(z.string()).optional(),
    /** What a new submission would need. */
    needed: z.string().optional(),
    expiresAt: instant.optional(),
    supersededBy: z.string().optional(),
    trigger: trigger.optional(),
  }),
  /**
   * `note` is the signed note whose text was on the signer's screen; `device`: where, as the program states it; `batch`: which of how many texts
   * that were signed in one act, with one passphrase. Older entries name no device.
   */
  'decision/v1': z.strictObject({ review: z.string(), note: z.string(), device: deviceId.optional(), batch: batchPlace.optional() }),
  /** Number `n` of the approval by the entry named; its terms stand in the signed text too. */
  'condition.opened/v1': z.strictObject({ review: z.string(), terms: conditionTerms }),
}

/** What a person does to a request with their signature. */
export const signedAct = z.enum(['submit', 'validate', 'review', 'verify', 'approve', 'reject', 'settle', 'lift', 'revoke', 'retire'])
export type SignedAct = z.infer<typeof signedAct>
/** What may be signed in another workspace: acts on an open request. Conditions are agreed on where they are kept. */
export const answerableAct = signedAct.extract(['validate', 'review', 'verify', 'approve', 'reject'])
export type AnswerableAct = z.infer<typeof answerableAct>
/** The word on the first line of the statement, one an act. */
export const decisionWord = z.enum(['SUBMIT', 'VALIDATE', 'ENDORSE', 'VERIFY', 'APPROVE', 'DECLINE', 'SETTLE', 'LIFT', 'REVOKE', 'RETIRE'])
export type DecisionWord = z.infer<typeof decisionWord>
/** What a person does without one; each is an entry with a reason. */
export const plainAct = z.enum(['return', 'withdraw', 'suspend', 'revise'])
export type PlainAct = z.infer<typeof plainAct>

export const conclusion = z.enum(['fit', 'fit_with_limits', 'not_fit'])

export const signature = z.object({
  seq,
  at: instant,
  email: z.string(),
  name: z.string(),
  role: z.string(),
  decision: decisionWord,
  meaning,
  fingerprint: z.string(),
  reason: z.string(),
  note: z.string(),
  revision: z.number().int(),
  /** In whose place it was given; null for one's own. */
  onBehalfOf: z.string().nullable(),
  /** A signature on a revision that is no longer the current one stays visible and counts no more. */
  counts: z.boolean(),
  /** Origin of the ledger in which it was given, where that is another one: it came with an answer bundle. */
  signedIn: z.string().nullable().optional(),
  /** On which device, as the program there stated; null where that was not recorded. */
  device: z.string().nullable(),
  /** How many were signed in the same act; null where it was signed by itself. */
  batch: z.number().int().nullable(),
})
export type Signature = z.infer<typeof signature>

/** One place for signatures that the tier asks for. */
export const slot = z.object({
  slot: z.number().int(),
  meaning,
  roles: z.array(role),
  min: z.number().int(),
  independent: z.boolean(),
  scope: z.string().nullable(),
  signedBy: z.array(z.string()),
  state: z.enum(['open', 'signed', 'not_yet']),
})
export type Slot = z.infer<typeof slot>

export const move = z.object({
  seq,
  at: instant,
  actor: z.string(),
  revision: z.number().int(),
  from: requestState,
  to: requestState,
  by: z.enum(['person', 'system']),
  reason: z.string(),
  trigger: trigger.nullable(),
})
export type Move = z.infer<typeof move>

export const review = z.object({
  id: reviewId,
  version: z.string(),
  model: z.string(),
  useCase: z.string(),
  useCaseName: z.string(),
  tier,
  state: requestState,
  /** One sentence on why the state is what it is: who is missing, what voided it, until when it holds. */
  stateReason: z.string(),
  /** What keeps it from going on, each a sentence; empty where only signatures are missing. */
  blocked: z.array(z.string()),
  revision: z.number().int(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  requestedAt: instant,
  /** The owner of the model: who submits, withdraws and retires. */
  owner: z.string(),
  seq,
  message: z.string(),
  manifestHash: sha256Hex,
  evidenceHash: sha256Hex,
  evidence: z.array(evidenceItem),
  gaps: z.array(gap),
  policy: policyRef.extend({ title: z.string() }),
  slots: z.array(slot),
  authors: z.array(z.string()),
  signatures: z.array(signature),
  moves: z.array(move),
  expiresAt: instant.nullable(),
  /** Exceptions that the version rests on now; they stand on the first page of whatever is said of it. */
  waivers: z.array(z.object({ id: z.string(), lets: z.string(), control: z.string().nullable(), owner: z.string(), until: z.iso.date() })),
})
export type Review = z.infer<typeof review>

/** What the acting person can do with a review, decided by the same rules that guard the act. */
export const permission = z.object({ act: z.union([signedAct, plainAct]), meaning: meaning.nullable(), allowed: z.boolean(), why: z.string() })
export type Permission = z.infer<typeof permission>

/** An act that the person can sign in somebody's place now. */
export const standIn = z.object({ act: signedAct, meaning, onBehalfOf: z.string(), name: z.string(), delegation: z.string(), until: z.iso.date() })
export type StandIn = z.infer<typeof standIn>

/** What a statement says beside what the request says already. Every line of it is on screen before the signature. */
export const statementInput = z.object({
  act: signedAct,
  reason: line(500).optional(),
  /** Rejecting: codes of the policy, and what a new submission would need. */
  reasonCodes: z.array(z.string().regex(/^[a-z_]+$/)).max(16).optional(),
  needed: line(500).optional(),
  /** Submitting: interests that could sway the owner. */
  conflict: line(300).optional(),
  conclusion: conclusion.optional(),
  /** Approving: for which environment, population or volume. */
  scope: line(300).optional(),
  conditions: z.array(conditionTerms).max(20).optional(),
  /** Who is stood in for, by a delegation that they granted and the signer accepted. */
  onBehalfOf: email.optional(),
})
export type StatementInput = z.infer<typeof statementInput>

/** Acts that may be signed for several requests at once: no word of them is meant for one request alone. */
export const batchAct = signedAct.extract(['submit', 'review', 'verify', 'approve'])
const batchTerms = statementInput.pick({ conflict: true }).extend({ act: batchAct })
export type BatchTerms = z.infer<typeof batchTerms>

/** One request of a batch: the exact text that would be signed for it, or why it can not be among them. */
export const batchItem = z.object({ id: reviewId, version: z.string(), shown: shownText.nullable(), why: z.string().nullable() })
export type BatchItem = z.infer<typeof batchItem>

/** The answer to "may this manifest be deployed?". */
export const gate = z.object({
  allowed: z.boolean(),
  manifestHash: sha256Hex,
  versions: z.array(z.string()),
  review: reviewId.nullable(),
  state: requestState.nullable(),
  until: instant.nullable(),
  /** By which approval, or each reason why not. */
  why: z.array(z.string()),
})
export type Gate = z.infer<typeof gate>

/** How far a version moved from the one approved last; `value` null: nobody measured it. */
export const distance = z.object({ of: z.enum(['psi', 'metric_drop', 'code_share']), value: z.number().nullable(), detail: z.string(), limit: z.number().nullable() })
export type Distance = z.infer<typeof distance>

export const sinceApproval = z.object({
  /** The newest earlier approval of the model for the same use; null: there was none. */
  review: reviewId.nullable(),
  version: z.string().nullable(),
  changes: z.array(z.object({ lane: z.enum(['data', 'model', 'code']), what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  distance: z.array(distance),
  /** Parts of the tier's change budget that are used up. */
  over: z.array(distance.shape.of),
})
export type SinceApproval = z.infer<typeof sinceApproval>

/** An early reason to look at an approval again. */
export const earlyTrigger = z.object({ id: z.string(), since: instant, detail: z.string() })
export type Trigger = z.infer<typeof earlyTrigger>

/** A live approval with what runs out, what asks for another look, and by when the tier wants each kind of check again. */
export const watchedApproval = z.object({ review: reviewId, version: z.string(), expiresAt: instant.nullable(), daysLeft: z.number().int().nullable(), triggers: z.array(earlyTrigger), checks: z.array(z.object({ kind: z.string(), due: instant })) })
export type WatchedApproval = z.infer<typeof watchedApproval>

const id = reviewId

export const reviewsContract = {
  policy: procedure.output(policy),
  list: procedure.input(z.object({ version: numberedRef.optional(), waitingForMe: z.boolean().default(false) })).output(z.array(review)),
  get: procedure.input(z.object({ id })).output(review.extend({ permissions: z.array(permission), standIns: z.array(standIn) })),
  /** By version or by the SHA-256 of a manifest: a live approval of exactly these bytes, or why there is none. */
  gate: procedure.input(z.object({ target: z.union([numberedRef, sha256Hex]) })).output(gate),
  /** What changed since the last approval of the model for this use, in three lanes, with the distance. */
  since: procedure.input(z.object({ version: numberedRef })).output(sinceApproval),
  /** Live approvals, what ends next first. */
  watched: procedure.output(z.array(watchedApproval)),
  /** Opens a request. Where the tier asks for no signature of the owner it is submitted at once. */
  request: procedure.input(z.object({ version: numberedRef, message: prose(2000).default('') })).output(review),
  /** A new revision of a request that was returned or is incomplete; submitted at once where no signature is asked for that. */
  revise: procedure.input(z.object({ id, reason: line(500).default('A new revision.') })).output(review),
  /** The exact text that would be signed now; it can be signed for ten minutes. */
  statement: procedure.input(statementInput.extend({ id })).output(shownText),
  /** `sha256` is the digest of the text that was on screen; another text is refused before the key is touched. */
  sign: procedure.input(z.object({ id, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(review),
  /** The texts of several requests, in the order named, each to be read and confirmed; they can be signed together for ten minutes. */
  batchStatements: procedure.input(batchTerms.extend({ ids: z.array(id).min(1).max(100) })).output(z.array(batchItem)),
  /** Signs each of the texts named by its digest, or none. One passphrase, one transaction; every signature is an entry of its own. */
  signBatch: procedure.input(z.object({ items: z.array(z.object({ id, sha256: sha256Hex })).min(2, 'a batch has at least two requests').max(100), passphrase: z.string().max(1024) })).output(z.array(review)),
  /** Back to its owner with reasons; the signatures of this revision no longer count. */
  return: procedure.input(z.object({ id, reason: line(500) })).output(review),
  withdraw: procedure.input(z.object({ id, reason: line(500) })).output(review),
  /** Use must stop or fall back until an approver lifts it. */
  suspend: procedure.input(z.object({ id, reason: line(500) })).output(review),
}
