import type { Person } from '../../../shared/contract/identity.ts'
import { signedAct, type BatchPlace, type StandIn, type StatementInput } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseStatement } from '../../tlog/statement.ts'
import { createShownTexts, type Signer } from '../identity/service.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { toDecision } from './entries.ts'
import { filledBy, isFilled, slotsOf, type Candidate, type ReviewFacts } from './facts.ts'
import { afterMove, followUp, toMove, withDecision, type Step } from './moves.ts'
import type { ReviewReaders } from './readers.ts'
import { findPlace, roleAs, toTarget, toValidUntil, whyNot, withAgreed } from './rules.ts'
import { findTransition, isLive } from '../../../shared/review-machine.ts'
import { firstRefusal } from './guards.ts'
import type { Reviews, ReviewsOptions, SignInput, SuccessorsOf } from './service.ts'
import { isClear, parseConditions, parseDecision, toDecisionText, toPrincipal, toSignedItems } from './statement.ts'
import { signedByValidation, type Brought } from './validation-evidence.ts'
import { signedActs, toAct } from '../../../shared/review-acts.ts'

export type StatementTerms = StatementInput

export interface SigningOptions {
  readers: ReviewReaders
  successorsOf: SuccessorsOf
  /** Who would sign, with whom they may stand in for. */
  candidate: (email: string) => Person & Candidate
  tick: Reviews['tick']
}

/** Statement and signature: what is shown, byte for byte, is what is signed. */
export function createSigning(options: ReviewsOptions, { readers, successorsOf, candidate, tick }: SigningOptions): Pick<Reviews, 'statement' | 'sign'> {
  const { identity, ledger, clock } = options
  const shown = createShownTexts<StatementInput & { id: string }>(clock)
  return {
    statement(actor, input) {
      const facts = readers.facts(input.id)
      const ground = { facts, useCaseName: options.useCase(facts.review.useCase).name, ledger: { origin: ledger.origin, ...ledger.tip() } }
      return shown.handOut(actor, input.id, toSignableText(ground, candidate(actor), input, clock), input)
    },
    async sign(actor, input: SignInput) {
      const { text, input: terms } = shown.find(actor, input)
      refuseUnfit(readers.facts(input.id), candidate(actor), terms)
      const signer = await identity.unlock(actor, input.passphrase)
      tick(readers.facts(input.id).review.version)
      ledger.append(actor, (tip, at) => {
        const facts = readers.facts(input.id)
        refuseUnfit(facts, candidate(actor), terms)
        return toEntries(options, facts, successorsOf, { actor, at, seq: tip.size, signer, text, terms })
      })
      shown.signed(input.sha256)
      return readers.get(input.id)
    },
  }
}

/** A text that is signed now, as entry `seq`. */
export interface Signing {
  actor: string
  at: string
  seq: number
  signer: Signer
  text: string
  terms: StatementTerms
  batch?: BatchPlace
}

/** The entries of one signature: its own, and what follows from it. CONFLICT where the text speaks of what is no longer so. */
export function toEntries(options: Pick<ReviewsOptions, 'blobs'>, facts: ReviewFacts, successorsOf: SuccessorsOf, { actor, at, seq, signer, text, terms, batch }: Signing): EntryDraft[] {
  refuseChangedGround(options, facts, text)
  const body = { review: `R-${facts.review.seq}`, note: signer.signNote(text), device: signer.device, ...(batch && { batch }) }
  return [{ kind: 'decision/v1', body }, ...consequencesOf(facts, { decision: toDecision(seq, at, actor, body), terms, successorsOf })]
}

/** What a decision is about: the facts of the review, and the tree that its signer saw. */
export interface DecisionGround {
  facts: ReviewFacts
  useCaseName: string
  ledger: { origin: string; size: number; root: Buffer }
}

/** FORBIDDEN says why this person may not decide so now. */
export function refuseUnfit(facts: ReviewFacts, person: Candidate, terms: StatementTerms): void {
  const why = whyNot(facts, terms.act, person, terms)
  if (why !== null) throw new AppError('FORBIDDEN', why)
  const unknown = terms.reasonCodes?.find((code) => !facts.policy.rejectionReasons.includes(code))
  if (unknown !== undefined) throw new AppError('BAD_INPUT', `The policy knows no reason “${unknown}”. It knows: ${facts.policy.rejectionReasons.join(', ')}.`)
}

/** The bytes that the request froze must still be there, and be what the shown text names. */
export function refuseChangedGround({ blobs }: Pick<ReviewsOptions, 'blobs'>, { bundle, review, brought }: ReviewFacts, text: string): void {
  if (!text.includes(`\nManifest: sha256:${bundle.manifestHash}\n`) || !text.includes(`\nEvidence: sha256:${bundle.evidenceHash} `) || !text.includes(`\nRevision: ${review.revision}\n`)) {
    throw new AppError('CONFLICT', `What R-${review.seq} rests on changed since the statement was shown. Read it again and sign what it says now.`)
  }
  const stale = toSignedItems(parseStatement(text)?.values ?? new Map()).find(({ id, sha256 }) => !brought.some((one) => one.id === id && one.sha256 === sha256))
  if (stale) throw new AppError('CONFLICT', `${stale.id} is not what it was when the statement was shown. Read it again and sign what it says now.`)
  blobs.read(bundle.manifestHash)
  for (const item of bundle.evidence) if (blobs.has(item.sha256)) blobs.read(item.sha256)
}

function refuseUnclear({ conditions = [] }: StatementTerms): void {
  if (conditions.length > 20) throw new AppError('BAD_INPUT', `An approval rests on at most 20 conditions; these are ${conditions.length}, with those of the approvals before it.`)
  const unclear = conditions.find((one) => !isClear(one))
  if (unclear) throw new AppError('BAD_INPUT', `The condition “${unclear.text}” can be read in two ways: leave words such as “; compensating control:” or “(by …, until …)” out of its parts.`)
}

/** The text that this person would sign now, also for a review of another workspace. FORBIDDEN says why they may not. */
export function toSignableText({ facts, useCaseName, ledger }: DecisionGround, person: Person & Candidate, typed: StatementTerms, clock: Clock): string {
  refuseUnfit(facts, person, typed)
  const terms = withAgreed(facts, typed.act, typed)
  refuseUnclear(terms)
  const signedAt = clock.now()
  const place = findPlace(facts, terms.act, person, terms.onBehalfOf)
  return toDecisionText({
    facts,
    useCaseName,
    terms,
    slot: 'slot' in place ? place.slot : null,
    validUntil: terms.act === 'approve' ? toValidUntil(signedAt, facts) : null,
    signs: toSigned(facts, terms, person.email),
    signer: { ...person, role: roleAs(facts, terms.act, person, terms.onBehalfOf) ?? '' },
    standsFor: person.standsFor?.find(({ email, meanings }) => email === terms.onBehalfOf && meanings.includes(signedActs[terms.act].meaning)) ?? null,
    signedAt,
    offsetMinutes: clock.offsetMinutes(),
    ledger,
  })
}

/** What this signature signs beside what the request froze. A few at most: the names of their lines are letters. */
export const toSigned = ({ brought }: ReviewFacts, { act, onBehalfOf }: StatementTerms, email: string): Brought[] =>
  act === 'validate' ? signedByValidation(brought, onBehalfOf === undefined ? [email] : [email, onBehalfOf]).slice(-26) : []

export interface Signed {
  decision: ReturnType<typeof toDecision>
  terms: StatementTerms
  successorsOf: SuccessorsOf
}

/** The entries that follow a signature in the same transaction: the transition that it completes, and what the program does next. */
export const consequencesOf = (before: ReviewFacts, signed: Signed): EntryDraft[] => conclude(before, signed).drafts

/** The facts as they will be once a signature that waits to be sent has counted. */
export const foresee = (facts: ReviewFacts, decision: Signed['decision']): ReviewFacts =>
  conclude(facts, { decision, terms: toTerms(decision.note, toAct(decision.decision)), successorsOf: () => [] }).facts

function conclude(before: ReviewFacts, { decision, terms: typed, successorsOf }: Signed): { drafts: EntryDraft[]; facts: ReviewFacts } {
  const facts = withDecision(before, decision)
  const terms = withAgreed(before, typed.act, typed)
  const step = toStep(facts, decision.validUntil, terms)
  if (step === null) return followUp(facts, expiryOf(decision.at))
  const conditions = (terms.conditions ?? []).map((one): EntryDraft => ({ kind: 'condition.opened/v1', body: { review: `R-${facts.review.seq}`, terms: one } }))
  const next = followUp(afterMove(facts, step), expiryOf(decision.at))
  const isApproval = isLive(next.facts.review.state)
  return { drafts: [toMove(facts, step), ...conditions, ...next.drafts, ...(isApproval ? successorsOf(next.facts) : [])], facts: next.facts }
}

/** What this person can sign for others now. */
export function toStandIns(facts: ReviewFacts, person: Candidate): StandIn[] {
  return (person.standsFor ?? []).flatMap(({ delegation, email, name, until, meanings }) =>
    signedAct.options.flatMap((act) => {
      const { meaning, fills } = signedActs[act]
      return fills && meanings.includes(meaning) && whyNot(facts, act, person, undefined, email) === null ? [{ act, meaning, onBehalfOf: email, name, delegation, until }] : []
    }),
  )
}

const expiryOf = (at: string) => (facts: ReviewFacts) => toValidUntil(new Date(at), facts)

/** The transition that the signature completes; null where others still have to sign. */
function toStep(facts: ReviewFacts, validUntil: string | null, terms: StatementTerms): Step | null {
  const { act } = terms
  const { meaning, fills } = signedActs[act]
  // Reviews are completed by the program once all are there.
  if (act === 'review' || act === 'verify') return null
  if (fills && slotsOf(facts, meaning as Parameters<typeof slotsOf>[1]).some(({ slot }) => !isFilled(facts, slot))) return null
  const to = toTarget(act, terms)
  const transition = findTransition(facts.review.state, to)
  if (!transition || firstRefusal(transition.guards.filter((guard) => guard !== 'second_person'), { facts, person: null, terms }) !== null) return null
  const { reasonCodes, needed } = terms
  const expiresAt = act === 'approve' ? earliestOf(facts, validUntil) : undefined
  return { to, by: 'person', reason: terms.reason ?? '', reasonCodes, needed, expiresAt, ...(act === 'submit' && { bundle: facts.bundle }) }
}

/** Where several approve, the approval holds as long as the first of them says. */
function earliestOf(facts: ReviewFacts, validUntil: string | null): string | undefined {
  const stated = slotsOf(facts, 'approval').flatMap(({ slot }) => filledBy(facts, slot).map((one) => one.validUntil)).filter((one) => one !== null)
  return [...stated, ...(validUntil === null ? [] : [validUntil])].toSorted()[0]
}

/** What a signed statement says beyond its request, as it was typed: read back from the text. */
export function toTerms(note: string, act: StatementInput['act']): StatementTerms {
  const of = (key: string) => parseDecision(note).get(key)
  const codes = of('Reason-Codes')?.split(', ')
  const principal = toPrincipal(parseDecision(note))
  const conditions = parseConditions(note)
  return {
    act,
    ...(principal !== null && { onBehalfOf: principal }),
    ...(of('Reason') !== undefined && { reason: of('Reason') }),
    ...(codes && { reasonCodes: codes }),
    ...(of('Needed') !== undefined && { needed: of('Needed') }),
    ...(of('Conflict-Of-Interest') !== undefined && { conflict: of('Conflict-Of-Interest') }),
    ...(of('Conclusion') !== undefined && { conclusion: of('Conclusion') as StatementInput['conclusion'] }),
    ...(of('Scope') !== undefined && { scope: of('Scope') }),
    ...(conditions.length > 0 && { conditions }),
  }
}
