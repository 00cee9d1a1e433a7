import type * as z from 'zod'
import type { Person, ShownText } from '../../../shared/contract/identity.ts'
import type { Policy } from '../../../shared/contract/policies.ts'
import { plainAct, signedAct, type BatchItem, type Gate, type Permission, type Review, type StandIn, type SinceApproval, type WatchedApproval, type reviewsContract, type StatementInput } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { isLive, isOpen, requestStates } from '../../../shared/review-machine.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Identity } from '../identity/service.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import { isSigned, signedActs } from '../../../shared/review-acts.ts'
import { toWords } from '../../../shared/id-words.ts'
import { acceptAnswer } from './answers.ts'
import { createBatchSigning } from './batch.ts'
import { slotsOf, type Candidate, type ReviewFacts } from './facts.ts'
import { firstRefusal } from './guards.ts'
import { afterMove, followUp, toMove, type Step } from './moves.ts'
import { createReviewReaders, readFacts, readOtherLive, type ReviewReaders, type ReviewSources } from './readers.ts'
import { toGate } from './gate.ts'
import { isOwner, toState, toValidUntil, whyNot } from './rules.ts'
import { createWatch, type WatchSources } from './watch.ts'
import { createSigning, toStandIns } from './signing.ts'
import { createLedgerTime, createTick } from './clock.ts'
import { createStandsFor } from './delegations/service.ts'
import { readReviews, type ReviewRow } from './store.ts'

export { toDecision } from './entries.ts'
export { createItemRecords } from './records.ts'
export { createSignOffRecords } from './sign-off-records.ts'
export { createItemReaders, type ItemsOfVersion } from './item-readers.ts'
export { createReviewReaders, type ReviewReaders, type ReviewSources } from './readers.ts'
export { parseDecision } from './statement.ts'
export { actStates } from '../../../shared/review-acts.ts'
export { slotsOf, type ReviewFacts } from './facts.ts'
export { whyNot } from './rules.ts'
export type { WatchSources } from './watch.ts'
export { useFields, type UseRecord } from './use-changes.ts'
export { foresee, refuseUnfit, toSignableText, type DecisionGround } from './signing.ts'

type Input<K extends 'request' | 'revise' | 'sign' | 'withdraw' | 'batchStatements' | 'signBatch'> = z.output<NonNullable<(typeof reviewsContract)[K]['~orpc']['inputSchema']>>
export type SignInput = Input<'sign'>
export type SignBatchInput = Input<'signBatch'>

export interface ReviewsOptions extends Omit<ReviewSources, 'now' | 'personName'>, WatchSources {
  ledger: Ledger
  blobs: BlobStore
  clock: Clock
  identity: Identity
  /** Versions that have this manifest. */
  versionsOf: (manifestHash: string) => string[]
}

/** Entries that end other approvals because this one was given. */
export type SuccessorsOf = (facts: ReviewFacts) => EntryDraft[]

export interface Reviews extends ReviewReaders {
  policy(): Policy
  /** The time that counts here: never before the newest entry. */
  now(): Date
  /** Appends what the clock brought about since: what ended, what is suspended, what follows by itself. Says how many entries that were; does nothing twice. */
  tick(version?: string): number
  since(version: string): SinceApproval
  /** Live approvals, what ends next first; of all requests, or of those given. */
  watched(reviews?: readonly Review[]): WatchedApproval[]
  /** Whether a version, or whatever has this manifest, may be deployed now. NOT_FOUND: no such version. */
  gate(target: string): Gate
  /** Open requests that this person could act on now. */
  waitingFor(email: string): Review[]
  /** The same of facts that are read already. */
  waitsFor(email: string): (facts: ReviewFacts) => boolean
  permissions(id: string, email: string): Permission[]
  /** What this person can sign for somebody else now. */
  standIns(id: string, email: string): StandIn[]
  /** Opens a request and, where the owner's signature is not asked for, submits it. CONFLICT while another one for the version is open or approved. */
  request(actor: string, input: Input<'request'>): Review
  revise(actor: string, input: Input<'revise'>): Review
  /** The text to show; it can be signed for ten minutes by this person. FORBIDDEN says why they may not. */
  statement(actor: string, input: StatementInput & { id: string }): ShownText
  /** Signs exactly the text whose digest is given; rules are checked again inside the append. */
  sign(actor: string, input: SignInput): Promise<Review>
  /** The texts to show for several requests, or why one can not be signed with the others; they can be signed together for ten minutes. */
  batchStatements(actor: string, input: Input<'batchStatements'>): BatchItem[]
  /** Signs all of them or none, each as by itself. The refusal names the request that is in the way. */
  signBatch(actor: string, input: SignBatchInput): Promise<Review[]>
  return(actor: string, input: Input<'withdraw'>): Review
  withdraw(actor: string, input: Input<'withdraw'>): Review
  suspend(actor: string, input: Input<'withdraw'>): Review
  /**
   * Lets pass what `person` signed in another workspace about a review of this one: word for word our statement, and by the same
   * rules as here. Gives the entries that follow from it. CONFLICT or FORBIDDEN say why it does not count.
   */
  acceptAnswer(id: string, note: string, person: Person, entry: { seq: number; at: string }): EntryDraft[]
}

export function createReviews(options: ReviewsOptions): Reviews {
  const { ledger, index, identity, policies } = options
  const now = createLedgerTime(options)
  const sources: ReviewSources = { ...options, now, personName: (email) => identity.person(email).name }
  const readers = createReviewReaders(sources)
  const successorsOf = createSuccessors(sources)
  const standsFor = createStandsFor(options)
  const candidate = (email: string) => ({ ...identity.person(email), standsFor: standsFor(email, now().toISOString()) })
  const tick = createTick({ ledger, factsOf: (version) => readReviews(index, version).filter(({ state }) => !requestStates[state].terminal).map((row) => readFacts(sources, row)) })
  const signing = { readers, successorsOf, candidate, tick }
  const act = (name: z.infer<typeof plainAct>, actor: string, { id, reason }: { id: string; reason: string }): Review => {
    tick(readers.facts(id).review.version)
    ledger.append(actor, (_tip, at) => {
      const facts = readers.facts(id)
      const why = whyNot(facts, name, identity.person(actor), { reason })
      if (why !== null) throw new AppError(why.startsWith('R-') ? 'CONFLICT' : 'FORBIDDEN', why)
      const step: Step = { to: plainTargets[name], by: 'person', reason }
      return [toMove(facts, step), ...(name === 'revise' ? toSubmission(renewed(sources, afterMove(facts, step)), at) : [])]
    })
    return readers.get(id)
  }
  return {
    ...readers,
    ...createSigning(options, signing),
    ...createBatchSigning(options, signing),
    now,
    tick,
    acceptAnswer: (id, note, person, entry) => acceptAnswer({ options, readers, successorsOf }, { id, note, person, entry }),
    gate(target) {
      const manifestHash = target.includes('@') ? options.version(target).manifestHash : target
      const versions = options.versionsOf(manifestHash)
      return toGate(manifestHash, versions, versions.flatMap((version) => readers.list({ version })))
    },
    ...createWatch(options, readers),
    policy: () => policies.current().policy,
    ...createWaiting(readers, candidate),
    request(actor, { version, message }) {
      const [entry] = ledger.append(actor, (tip, at) => {
        const useCase = options.version(version).useCase.id
        refuseSecond(readers, version)
        const row = toDraftRow({ seq: tip.size, at, version, useCase, message, requestedBy: actor })
        return [{ kind: 'review.opened/v1', body: { version, useCase, message } }, ...toSubmission(readFacts(sources, row), at)]
      })
      return readers.get(`R-${entry!.seq}`)
    },
    revise: (actor, input) => act('revise', actor, input),
    return: (actor, input) => act('return', actor, input),
    withdraw: (actor, input) => act('withdraw', actor, input),
    suspend: (actor, input) => act('suspend', actor, input),
  }

  function createSuccessors(from: ReviewSources): SuccessorsOf {
    return (facts) => {
      return readOtherLive(index, facts.review).map((row) => toMove(readFacts(from, row), { to: 'superseded', by: 'system', reason: `R-${facts.review.seq} approved ${facts.review.version} for the same use.`, supersededBy: `R-${facts.review.seq}` }))
    }
  }
}

/** What waits for whom: told by the rules that guard the acts. */
function createWaiting(readers: ReviewReaders, candidate: (email: string) => Candidate): Pick<Reviews, 'waitingFor' | 'waitsFor' | 'standIns' | 'permissions'> {
  const waitsFor: Reviews['waitsFor'] = (email) => {
    const person = candidate(email)
    // Nobody but they can take it up again, whatever role the signature for that asks for.
    const isTheirs = (facts: ReviewFacts) => (facts.review.state === 'draft' || whyNot(facts, 'revise', person) === null) && isOwner(facts, email)
    const mayFill = (facts: ReviewFacts) => signedAct.options.some((one) => signedActs[one].fills && whyNot(facts, one, person) === null) || toStandIns(facts, person).length > 0
    return (facts) => isOpen(toState(facts)) && (isTheirs(facts) || mayFill(facts))
  }
  return {
    waitsFor,
    waitingFor: (email) => readers.list({}, { of: ({ state }) => isOpen(state), keep: waitsFor(email) }),
    standIns: (id, email) => toStandIns(readers.facts(id), candidate(email)),
    permissions(id, email) {
      const person = candidate(email)
      const facts = readers.facts(id)
      return [...signedAct.options, ...plainAct.options].map((one) => {
        const why = whyNot(facts, one, person)
        return { act: one, meaning: isSigned(one) ? signedActs[one].meaning : null, allowed: why === null, why: why ?? 'You may do this now.' }
      })
    },
  }
}

const plainTargets = { return: 'changes_requested', withdraw: 'withdrawn', suspend: 'suspended', revise: 'draft' } as const

/** Submits at once where nobody has to sign for that; a draft waits for its owner otherwise. CONFLICT where it may not be submitted at all. */
function toSubmission(facts: ReviewFacts, at: string): EntryDraft[] {
  if (slotsOf(facts, 'responsibility').length > 0) return []
  const why = firstRefusal(['authorship_recorded', 'use_allowed'], { facts, person: null, terms: {} })
  if (why !== null) throw new AppError('CONFLICT', why)
  const step: Step = { to: 'submitted', by: 'person', reason: '', bundle: facts.bundle }
  return [toMove(facts, step), ...followUp(afterMove(facts, step), (now) => toValidUntil(new Date(at), now)).drafts]
}

/** The facts of a revision that begins: nothing is frozen in it. */
function renewed(sources: ReviewSources, { review }: ReviewFacts): ReviewFacts {
  return readFacts(sources, { ...review, manifestHash: null, evidence: null, evidenceHash: null, tier: null, policyId: null, policyVersion: null, submittedSeq: null })
}

function toDraftRow(told: Pick<ReviewRow, 'seq' | 'at' | 'version' | 'useCase' | 'message' | 'requestedBy'>): ReviewRow {
  return { ...told, state: 'draft', revision: 1, movedSeq: told.seq, reason: '', manifestHash: null, evidence: null, evidenceHash: null, tier: null, policyId: null, policyVersion: null, submittedSeq: null, gaps: [], expiresAt: null }
}

function refuseSecond(readers: ReviewReaders, version: string): void {
  const standing = readers.list({ version }, { of: ({ state }) => !requestStates[state].terminal }).find(({ state }) => isOpen(state) || isLive(state) || state === 'suspended')
  if (standing) throw new AppError('CONFLICT', `${version} has the ${toWords(standing.state)} review ${standing.id} already; a new one can follow when it is withdrawn, rejected, expired or revoked.`)
}
