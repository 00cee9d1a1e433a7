import type { Role } from '../../../shared/contract/identity.ts'
import { roleTitles } from '../../../shared/contract/identity.ts'
import type { Meaning, Policy, ReviewState } from '../../../shared/contract/reviews.ts'
import type { DecisionRow, ReviewRow } from './store.ts'

export interface ReviewFacts {
  review: ReviewRow
  decisions: readonly DecisionRow[]
  policy: Policy
  /** Authors of the version and of its evidence. */
  authors: readonly string[]
  now: Date
}

export interface Standing {
  state: ReviewState
  reason: string
  expiresAt: string | null
}

/** What a request is worth now. Withdrawn and declined are ends; void takes precedence over approved. */
export function toStanding({ review, decisions, policy, now }: Omit<ReviewFacts, 'authors'>): Standing {
  const declined = decisions.find((one) => one.decision === 'DECLINE')
  if (review.withdrawnSeq !== null) return { state: 'withdrawn', reason: `Withdrawn: ${review.withdrawnBecause}`, expiresAt: null }
  if (declined) return { state: 'declined', reason: `Declined by ${declined.name}: ${declined.reason}`, expiresAt: null }
  if (review.voidedSeq !== null) return { state: 'void', reason: `No longer counts: ${review.voidedBecause}. Request a new review.`, expiresAt: null }
  const missing = missingMeanings(policy, decisions)
  if (missing.length > 0) return { state: 'open', reason: `Missing: ${missing.map((one) => `${one} signature`).join(' and ')}.`, expiresAt: null }
  const expiresAt = decisions.findLast((one) => one.meaning === 'approval')?.validUntil ?? null
  if (expiresAt !== null && expiresAt <= now.toISOString()) {
    return { state: 'expired', reason: `The approval ended on ${expiresAt.slice(0, 10)}. Request a new review.`, expiresAt }
  }
  return { state: 'approved', reason: expiresAt === null ? 'Approved.' : `Approved until ${expiresAt.slice(0, 10)}.`, expiresAt }
}

export function missingMeanings(policy: Policy, decisions: readonly DecisionRow[]): Meaning[] {
  return policy.signatures
    .filter((asked) => decisions.filter((one) => one.meaning === asked.meaning).length < asked.min)
    .map((asked) => asked.meaning)
}

export interface Candidate {
  email: string
  roles: readonly Role[]
}

/** Why this person may not sign with this meaning now, or null. The same rule guards the button, the command and the entry. */
export function whyNotSign(facts: ReviewFacts, person: Candidate, meaning: Meaning): string | null {
  const asked = facts.policy.signatures.find((one) => one.meaning === meaning)
  if (!asked) return `The policy asks for no ${meaning} signature.`
  const common = whyNotDecide(facts, person)
  if (common !== null) return common
  if (!missingMeanings(facts.policy, facts.decisions).includes(meaning)) return `The ${meaning} signature is there already.`
  if (roleFor(facts.policy, person, meaning) === null) {
    return `Your role does not sign a ${meaning}: the policy asks for ${asked.roles.map((role) => roleTitles[role].toLowerCase()).join(', ')}.`
  }
  if (meaning === 'approval' && missingMeanings(facts.policy, facts.decisions).includes('review')) {
    return 'The review signature comes first: approval rests on it.'
  }
  return null
}

/** Why this person may not decline now, or null: whoever could sign may refuse to. */
export function whyNotDecline(facts: ReviewFacts, person: Candidate): string | null {
  const common = whyNotDecide(facts, person)
  if (common !== null) return common
  const couldSign = facts.policy.signatures.some((asked) => roleFor(facts.policy, person, asked.meaning) !== null)
  return couldSign ? null : 'Your role signs nothing on this request, so it can not decline it either.'
}

function whyNotDecide(facts: ReviewFacts, person: Candidate): string | null {
  const standing = toStanding(facts)
  if (standing.state !== 'open') return `The request is ${standing.state}; nothing more can be signed on it.`
  if (facts.authors.includes(person.email)) return 'You are an author of this version or of its evidence; nobody signs off their own work.'
  if (facts.decisions.some((one) => one.email === person.email)) return 'You have signed this request already; a second signature must come from another person.'
  return null
}

/** The first of the policy's roles that the person has. */
export function roleFor(policy: Policy, person: Candidate, meaning: Meaning): Role | null {
  const asked = policy.signatures.find((one) => one.meaning === meaning)
  return asked?.roles.find((role) => person.roles.includes(role)) ?? null
}

export function toValidUntil(signedAt: Date, policy: Policy): string {
  return new Date(signedAt.getTime() + policy.validDays * 86_400_000).toISOString()
}
