import { createHash } from 'node:crypto'
import type * as z from 'zod'
import type { Person, ShownText } from '../../../shared/contract/identity.ts'
import type { Meaning, Policy, Review, reviewsContract } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Identity } from '../identity/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { toSignatures } from './policy.ts'
import { createReviewReaders, type ReviewReaders, type ReviewSources } from './readers.ts'
import { whyNotDecline, whyNotSign } from './rules.ts'
import { createSigning, refuseNotAllowed } from './signing.ts'
import { refuseUnfitAnswer } from './answers.ts'

export { toDecision } from './entries.ts'
export { createReviewReaders, type ReviewReaders } from './readers.ts'
export { whyNotDecline, whyNotSign } from './rules.ts'
export { refuseUnfit, toSignableText, type DecisionGround } from './signing.ts'

type Input<K extends 'request' | 'statement' | 'sign' | 'withdraw'> = z.output<NonNullable<(typeof reviewsContract)[K]['~orpc']['inputSchema']>>
export type StatementInput = Input<'statement'>
export type SignInput = Input<'sign'>

export interface ReviewsOptions extends Omit<ReviewSources, 'now' | 'personName'> {
  ledger: Ledger
  blobs: BlobStore
  clock: Clock
  identity: Identity
  versionFacts: (ref: string) => { manifestHash: string; useCase: string }
}

export interface Permission {
  meaning: Meaning
  allowed: boolean
  why: string
}

export interface Reviews extends ReviewReaders {
  policy(): Policy
  /** Open requests that this person could sign now. */
  waitingFor(email: string): Review[]
  permissions(id: string, email: string): Permission[]
  mayDecline(id: string, email: string): boolean
  /** Freezes manifest, evidence and policy; CONFLICT while another request for the version is open or approved. */
  request(actor: string, input: Input<'request'>): Review
  /** The text to show; it can be signed for ten minutes by this person. FORBIDDEN says why they may not. */
  statement(actor: string, input: StatementInput): ShownText
  /** Signs exactly the text whose digest is given; rules are checked again inside the append. */
  sign(actor: string, input: SignInput): Promise<Review>
  withdraw(actor: string, input: Input<'withdraw'>): Review
  /**
   * Lets pass what `person` signed in another workspace about a review of this one: word for word our statement, and by the same
   * rules as here. CONFLICT or FORBIDDEN say why it does not count. Whose signature it is, is for the caller to check.
   */
  refuseUnfitAnswer(id: string, text: string, person: Person): void
}

export function createReviews(options: ReviewsOptions): Reviews {
  const { ledger, clock, identity } = options
  const sources: ReviewSources = { ...options, now: () => clock.now(), personName: (email) => identity.person(email).name }
  const readers = createReviewReaders(sources)
  return {
    ...readers,
    ...createSigning(options, readers),
    refuseUnfitAnswer: (id, text, person) => refuseUnfitAnswer(options, readers, id, text, person),
    policy: () => toSignatures(options.policies.current().policy, 2),
    waitingFor(email) {
      const person = identity.person(email)
      return readers.list({}).filter((review) => review.state === 'open' && meaningsOpen(readers, review.id, person).length > 0)
    },
    mayDecline: (id, email) => whyNotDecline(readers.facts(id), identity.person(email)) === null,
    permissions(id, email) {
      const person = identity.person(email)
      const facts = readers.facts(id)
      return facts.policy.signatures.map(({ meaning }) => toPermission(meaning, whyNotSign(facts, person, meaning)))
    },
    request(actor, { version, message }) {
      const [entry] = ledger.append(actor, () => ({ kind: 'review.requested/v1', body: toRequest(options, readers, version, message) }))
      return readers.get(`R-${entry!.seq}`)
    },
    withdraw(actor, { id, reason }) {
      ledger.append(actor, () => {
        const review = readers.get(id)
        if (review.state !== 'open') throw new AppError('CONFLICT', `${id} is ${review.state}; only an open request can be withdrawn.`)
        if (review.requestedBy !== actor) throw new AppError('FORBIDDEN', `Only ${review.requestedByName}, who made the request, can withdraw it. A reviewer declines it instead.`)
        return { kind: 'review.withdrawn/v1', body: { review: id, reason } }
      })
      return readers.get(id)
    },
  }

  function toRequest(deps: ReviewsOptions, from: ReviewReaders, version: string, message: string) {
    const { manifestHash, useCase } = deps.versionFacts(version)
    refuseNotAllowed(deps.useCase(useCase))
    const standing = from.list({ version }).find((one) => one.state === 'open' || one.state === 'approved')
    if (standing) throw new AppError('CONFLICT', `${version} has the ${standing.state} review ${standing.id} already; a new one can follow when it is void, declined, withdrawn or expired.`)
    const evidence = deps
      .checks({ version })
      .toSorted((a, b) => a.seq - b.seq)
      .map((check) => ({ check: check.id, seq: check.seq, verdict: check.verdict, sha256: check.resultSha256 }))
    const { policy, sha256 } = deps.policies.current()
    return {
      version,
      useCase,
      manifestHash,
      evidence,
      evidenceHash: createHash('sha256').update(toCanonical(evidence)).digest('hex'),
      policy: { id: policy.id, version: policy.version, sha256 },
      message,
    }
  }
}

function meaningsOpen(readers: ReviewReaders, id: string, person: Person): Meaning[] {
  const facts = readers.facts(id)
  return facts.policy.signatures.map((asked) => asked.meaning).filter((meaning) => whyNotSign(facts, person, meaning) === null)
}

const toPermission = (meaning: Meaning, why: string | null): Permission => ({ meaning, allowed: why === null, why: why ?? 'You may sign now.' })

