import type { UseCase } from '../../../shared/contract/catalog.ts'
import type { Person } from '../../../shared/contract/identity.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ReviewReaders } from './readers.ts'
import { roleFor, toValidUntil, whyNotDecline, whyNotSign, type ReviewFacts } from './rules.ts'
import type { Reviews, ReviewsOptions, StatementInput } from './service.ts'
import { createShownTexts } from '../identity/service.ts'
import { toDecisionText } from './statement.ts'

/** Statement and signature: what is shown, byte for byte, is what is signed. */
export function createSigning(options: ReviewsOptions, readers: ReviewReaders): Pick<Reviews, 'statement' | 'sign'> {
  const { identity, ledger, clock } = options
  const shown = createShownTexts<StatementInput>(clock)
  return {
    statement(actor, input) {
      const { id } = input
      const ground = { facts: readers.facts(id), review: readers.get(id), ledger: { origin: ledger.origin, ...ledger.tip() } }
      return shown.handOut(actor, id, toSignableText(ground, identity.person(actor), input, clock), input)
    },
    async sign(actor, input) {
      const { text, input: asked } = shown.find(actor, input)
      refuseUnfit(readers.facts(input.id), identity.person(actor), asked)
      const signer = await identity.unlock(actor, input.passphrase)
      ledger.append(actor, () => {
        const facts = readers.facts(input.id)
        refuseUnfit(facts, signer.person, asked)
        refuseChangedGround(options, facts)
        if (asked.decision === 'sign') refuseNotAllowed(options.useCase(facts.review.useCase))
        return { kind: 'decision/v1', body: { review: input.id, note: signer.signNote(text) } }
      })
      shown.signed(input.sha256)
      return readers.get(input.id)
    },
  }
}

/** What a decision is about: the review, what is known of it, and the tree that its signer saw. */
export interface DecisionGround {
  facts: ReviewFacts & { policyHash: string }
  review: Review
  ledger: { origin: string; size: number; root: Buffer }
}

export type DecisionInput = Omit<StatementInput, 'id'>

/** FORBIDDEN says why this person may not decide so now. */
export function refuseUnfit(facts: ReviewFacts, person: Pick<Person, 'email' | 'roles'>, { decision, meaning }: DecisionInput): void {
  const why = decision === 'decline' ? whyNotDecline(facts, person) : whyNotSign(facts, person, meaning)
  if (why !== null) throw new AppError('FORBIDDEN', why)
}

/** The bytes that the request froze must still be there: a manifest that changed on disk can not be signed. */
export function refuseChangedGround({ blobs, versionFacts }: Pick<ReviewsOptions, 'blobs' | 'versionFacts'>, { review }: ReviewFacts): void {
  if (versionFacts(review.version).manifestHash !== review.manifestHash) {
    throw new AppError('CONFLICT', `The manifest of ${review.version} is not the one that was submitted; request a new review.`)
  }
  blobs.read(review.manifestHash)
  for (const item of review.evidence) blobs.read(item.sha256)
}

/** What a tier can not be given to can not be approved, also where its assessment came after the request. */
export function refuseNotAllowed({ id, name, assessed }: UseCase): void {
  const why = assessed?.notAllowed ?? []
  if (why.length > 0) throw new AppError('CONFLICT', `${name} (${id}) is not allowed, so nothing can be approved for it: ${why.join('; ')}. See its assessment, entry ${assessed!.seq}.`)
}

/** The text that this person would sign now, also for a review of another workspace. FORBIDDEN says why they may not. */
export function toSignableText({ facts, review, ledger }: DecisionGround, person: Person, input: DecisionInput, clock: Clock): string {
  refuseUnfit(facts, person, input)
  const declining = input.decision === 'decline'
  if (declining && !input.reason) throw new AppError('BAD_INPUT', 'Declining needs a reason: say what is wrong and what a new request would need.')
  const signedAt = clock.now()
  const approving = !declining && input.meaning === 'approval'
  const role = facts.policy.signatures.map((asked) => roleFor(facts.policy, person, asked.meaning)).find((one) => one !== null)
  return toDecisionText({
    review,
    policy: { policy: facts.policy, sha256: facts.policyHash },
    decision: declining ? 'DECLINE' : approving ? 'APPROVE' : 'ENDORSE',
    meaning: declining ? 'rejection' : input.meaning,
    sentence: toSentence(facts, input),
    reason: input.reason ?? null,
    validUntil: approving ? toValidUntil(signedAt, facts.policy) : null,
    signer: { ...person, role: (declining ? role : roleFor(facts.policy, person, input.meaning)) ?? '' },
    signedAt,
    offsetMinutes: clock.offsetMinutes(),
    ledger,
  })
}

/** The policy's sentence for a meaning; a refusal has its own. */
export function toSentence({ policy }: Pick<ReviewFacts, 'policy'>, { decision, meaning }: DecisionInput): string {
  if (decision === 'decline') return 'I do not approve this version for this use case.'
  return policy.signatures.find((asked) => asked.meaning === meaning)?.statement ?? ''
}
