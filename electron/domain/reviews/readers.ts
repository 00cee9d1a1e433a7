import type { Check } from '../../../shared/contract/evidence.ts'
import type { UseCase } from '../../../shared/contract/catalog.ts'
import type { Policy, Review, Signature } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseRef, reviewId } from '../../../shared/ids.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { PolicyReaders } from '../policies/service.ts'
import { reviewSeq } from './entries.ts'
import { toSignatures } from './policy.ts'
import { toStanding, type ReviewFacts } from './rules.ts'
import { readDecisions, readReview, readReviews, type DecisionRow, type ReviewRow } from './store.ts'

/** What reviews read of the modules below them. */
export interface ReviewSources {
  index: Index
  policies: PolicyReaders
  now: () => Date
  versionAuthors: (ref: string) => string[]
  useCase: (id: string) => UseCase
  checks: (filter: { version: string }) => Check[]
  personName: (email: string) => string
}

export interface ReviewReaders {
  get(id: string): Review
  list(filter: { version?: string | undefined }): Review[]
  facts(id: string): ReviewFacts & { policyHash: string }
}

export function createReviewReaders(sources: ReviewSources): ReviewReaders {
  const toReview = (row: ReviewRow) => assemble(sources, row, factsOf(sources, row))
  return {
    get: (id) => toReview(known(sources.index, id)),
    list: ({ version }) => readReviews(sources.index, version).map(toReview),
    facts: (id) => factsOf(sources, known(sources.index, id)),
  }
}

function known(index: Index, id: string): ReviewRow {
  const row = reviewId.safeParse(id).success ? readReview(index, reviewSeq(id)) : undefined
  if (row) return row
  const existing = readReviews(index).map((one) => `R-${one.seq}`)
  throw new AppError('NOT_FOUND', `There is no review ${id} in this workspace. ${existing.length === 0 ? 'There is none yet.' : `There are: ${existing.slice(0, 12).join(', ')}.`}`)
}

function factsOf({ index, policies, useCase, now, versionAuthors, checks }: ReviewSources, row: ReviewRow): ReviewFacts & { policyHash: string } {
  const { policy, sha256 } = policies.get({ id: row.policyId, version: row.policyVersion })
  const inEvidence = new Set(row.evidence.map((item) => item.check))
  const evidenceAuthors = checks({ version: row.version })
    .filter((check) => inEvidence.has(check.id))
    .map((check) => check.by)
  const authors = [...new Set([...versionAuthors(row.version), ...evidenceAuthors])]
  return { review: row, decisions: readDecisions(index, row.seq), policy: toSignatures(policy, useCase(row.useCase).tier), policyHash: sha256, authors, now: now() }
}

function assemble({ useCase, personName }: ReviewSources, row: ReviewRow, facts: ReviewFacts & { policyHash: string }): Review {
  const standing = toStanding(facts)
  const { name, tier } = useCase(row.useCase)
  const { requestedBy, at, policyId, policyVersion, voidedSeq: _s, voidedBecause: _b, withdrawnSeq: _ws, withdrawnBecause: _wb, ...kept } = row
  return {
    ...kept,
    id: `R-${row.seq}`,
    model: parseRef(row.version).name,
    useCaseName: name,
    tier,
    state: standing.state,
    stateReason: standing.reason,
    expiresAt: standing.expiresAt,
    requestedBy,
    requestedByName: personName(requestedBy),
    requestedAt: at,
    policy: { id: policyId, version: policyVersion, sha256: facts.policyHash, title: facts.policy.title },
    requirements: toRequirements(facts.policy, facts.decisions),
    authors: [...facts.authors],
    signatures: facts.decisions.map((one) => toSignature(one, standing.state !== 'void' && standing.state !== 'withdrawn')),
  }
}

function toRequirements(policy: Policy, decisions: readonly DecisionRow[]): Review['requirements'] {
  return policy.signatures.map(({ meaning, roles }) => ({ meaning, roles, signedBy: decisions.find((one) => one.meaning === meaning)?.email ?? null }))
}

function toSignature({ validUntil: _until, review: _review, ...row }: DecisionRow, counts: boolean): Signature {
  return { ...row, counts }
}
