import { createHash } from 'node:crypto'
import type { Statement } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReviewReaders } from './readers.ts'
import { roleFor, toValidUntil, whyNotDecline, whyNotSign, type ReviewFacts } from './rules.ts'
import type { Reviews, ReviewsOptions, SignInput, StatementInput } from './service.ts'
import { toDecisionText } from './statement.ts'

const shownForMs = 10 * 60_000

/** A text that was handed out to be read; nothing else can be signed. */
interface Shown {
  text: string
  actor: string
  input: StatementInput
  until: number
}

/** Statement and signature: what is shown, byte for byte, is what is signed. */
export function createSigning(options: ReviewsOptions, readers: ReviewReaders): Pick<Reviews, 'statement' | 'sign'> {
  const shown = new Map<string, Shown>()
  return {
    statement(actor, input) {
      const now = options.clock.now().getTime()
      for (const [sha256, one] of shown) if (one.until <= now) shown.delete(sha256)
      const text = toText(options, readers, actor, input)
      const statement: Statement = { text, sha256: createHash('sha256').update(text).digest('hex') }
      shown.set(statement.sha256, { text, actor, input, until: now + shownForMs })
      return statement
    },
    async sign(actor, input) {
      const { text, input: asked } = shownText(shown, actor, input, options.clock.now().getTime())
      refuse(whyNot(readers.facts(input.id), options.identity.person(actor), asked))
      const signer = await options.identity.unlock(actor, input.passphrase)
      options.ledger.append(actor, () => {
        const facts = readers.facts(input.id)
        refuse(whyNot(facts, signer.person, asked))
        refuseChangedGround(options, facts)
        return { kind: 'decision/v1', body: { review: input.id, note: signer.signNote(text) } }
      })
      shown.delete(input.sha256)
      return readers.get(input.id)
    },
  }
}

function shownText(shown: Map<string, Shown>, actor: string, { id, sha256 }: SignInput, now: number): Shown {
  const found = shown.get(sha256)
  if (!found || found.actor !== actor || found.input.id !== id || found.until <= now) {
    throw new AppError('CONFLICT', 'The text on the screen is not one that was handed out for you in the last ten minutes; read the statement again and sign that one. Nothing was signed.')
  }
  return found
}

function whyNot(facts: ReviewFacts, person: Parameters<typeof whyNotSign>[1], input: StatementInput): string | null {
  return input.decision === 'decline' ? whyNotDecline(facts, person) : whyNotSign(facts, person, input.meaning)
}

function refuse(why: string | null): void {
  if (why !== null) throw new AppError('FORBIDDEN', why)
}

/** The bytes that the request froze must still be there: a manifest that changed on disk can not be signed. */
function refuseChangedGround({ blobs, versionFacts }: ReviewsOptions, { review }: ReviewFacts): void {
  if (versionFacts(review.version).manifestHash !== review.manifestHash) {
    throw new AppError('CONFLICT', `The manifest of ${review.version} is not the one that was submitted; request a new review.`)
  }
  blobs.read(review.manifestHash)
  for (const item of review.evidence) blobs.read(item.sha256)
}

function toText(options: ReviewsOptions, readers: ReviewReaders, actor: string, input: StatementInput): string {
  const { identity, ledger, clock } = options
  const facts = readers.facts(input.id)
  const person = identity.person(actor)
  refuse(whyNot(facts, person, input))
  const declining = input.decision === 'decline'
  if (declining && !input.reason) throw new AppError('BAD_INPUT', 'Declining needs a reason: say what is wrong and what a new request would need.')
  const signedAt = clock.now()
  const approving = !declining && input.meaning === 'approval'
  const role = facts.policy.signatures.map((asked) => roleFor(facts.policy, person, asked.meaning)).find((one) => one !== null)
  return toDecisionText({
    review: readers.get(input.id),
    policy: { policy: facts.policy, sha256: facts.policyHash },
    decision: declining ? 'DECLINE' : approving ? 'APPROVE' : 'ENDORSE',
    meaning: declining ? 'rejection' : input.meaning,
    sentence: declining ? 'I do not approve this version for this use case.' : facts.policy.signatures.find((asked) => asked.meaning === input.meaning)!.statement,
    reason: input.reason ?? null,
    validUntil: approving ? toValidUntil(signedAt, facts.policy) : null,
    signer: { ...person, role: (declining ? role : roleFor(facts.policy, person, input.meaning)) ?? '' },
    signedAt,
    offsetMinutes: clock.offsetMinutes(),
    ledger: { origin: ledger.origin, ...ledger.tip() },
  })
}
