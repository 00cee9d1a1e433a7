import { createHash } from 'node:crypto'
import type { UseCase, VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { Bundle, EvidenceItem, Review, Signature, Slot } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseRef, reviewId } from '../../../shared/ids.ts'
import { isLive, requestStates } from '../../../shared/review-machine.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readRanChecks, type EvidenceAbout, type Holdings } from '../evidence/service.ts'
import { demandsOf, type PolicyReaders } from '../policies/service.ts'
import { findAlerts, isGiven } from './alerts.ts'
import { findChange, isFrozen, toGaps } from './completeness.ts'
import { reviewSeq } from './entries.ts'
import { readObservations } from './artefacts/store.ts'
import { readChallenges } from './challenges/store.ts'
import { readConditions } from './conditions/store.ts'
import { current, filledBy, isFilled, type ReviewFacts } from './facts.ts'
import { readFindings } from './findings/store.ts'
import { toItems } from './items.ts'
import { dueSuspensions, findCauses } from './suspensions.ts'
import { isLiveWaiver, toLetOff } from './waivers/rules.ts'
import { readWaivers } from './waivers/store.ts'
import { toLets } from '../../../shared/waiver-words.ts'
import { findBlocks, toState } from './rules.ts'
import { readDecisions, readMoves, readLiveReviews, readReview, readReviews, type DecisionRow, type MoveRow, type ReviewRow } from './store.ts'
import { toStateReason } from './standing.ts'
import { toBrought, toValidationSignatures } from './validation-evidence.ts'

/** What reviews read of the modules below them. */
export interface ReviewSources {
  index: Index
  policies: PolicyReaders
  now: () => Date
  version: (ref: string) => Pick<VersionDetail, 'manifestHash' | 'authors' | 'seq' | 'useCase'>
  useCase: (id: string) => UseCase
  /** All evidence that a version has, whatever its kind, and what predicates are told against. */
  holdings: Pick<Holdings, 'about' | 'gather'>
  personName: (email: string) => string
}

/** What keeps a list from gathering what nobody looks at. */
export interface Asked {
  /** Asked of the record alone, before any evidence is gathered: what it was moved to last, whatever the clock says. */
  of?: (row: ReviewRow) => boolean
  /** Asked before a request is put together whole. */
  keep?: (facts: ReviewFacts) => boolean
}

export interface ReviewReaders {
  get(id: string): Review
  /** The newest first. */
  list(filter: { version?: string | undefined }, asked?: Asked): Review[]
  facts(id: string): ReviewFacts
}

export function createReviewReaders(sources: ReviewSources): ReviewReaders {
  return {
    get: (id) => assemble(sources, readFacts(sources, known(sources.index, id))),
    list: ({ version }, { of = () => true, keep = () => true } = {}) => readReviews(sources.index, version).filter(of).map((row) => readFacts(sources, row)).filter(keep).map((facts) => assemble(sources, facts)),
    facts: (id) => readFacts(sources, known(sources.index, id)),
  }
}

function known(index: Index, id: string): ReviewRow {
  const row = reviewId.safeParse(id).success ? readReview(index, reviewSeq(id)) : undefined
  if (row) return row
  const existing = readReviews(index).map((one) => `R-${one.seq}`)
  throw new AppError('NOT_FOUND', `There is no review ${id} in this workspace. ${existing.length === 0 ? 'There is none yet.' : `There are: ${existing.slice(0, 12).join(', ')}.`}`)
}

/** Everything that rules decide on, as the records are now. */
export function readFacts(sources: ReviewSources, row: ReviewRow): ReviewFacts {
  const { index, holdings } = sources
  const now = sources.now()
  const about = holdings.about(row.version)
  const { records, context } = holdings.gather(about)
  const decisions = readDecisions(index, row.seq)
  const held = withSignatures(records, toValidationSignatures(decisions.filter(({ revision }) => revision === row.revision)))
  const bundle = frozenIn(sources, row) ?? toBundle(sources, about, held)
  const { policy } = sources.policies.get(bundle.policy)
  const demands = demandsOf(policy, bundle.tier)
  const frozen = new Set(bundle.evidence.map(({ id }) => id))
  const authors = [...new Set([...about.version.authors, ...held.filter(({ id }) => frozen.has(id)).flatMap((one) => one.authors)])]
  const moves = readMoves(index, row.seq)
  const waivers = readWaivers(index, row.version)
  const facts = {
    review: row,
    bundle,
    policy,
    demands,
    decisions,
    conditions: readConditions(index, row.seq),
    findings: readFindings(index, row.version),
    waivers,
    challenges: readChallenges(index, row.seq),
    observations: readObservations(index, row.version),
    alerts: demands.grace.alert === null ? [] : toAlerts(index, row, moves),
    liftedAt: moves.findLast(({ from, to }) => from === 'suspended' && isLive(to))?.at ?? null,
    lastMove: moves.at(-1) ?? null,
    authors,
    owner: about.model.owner,
    ...toGaps(demands, held, { ...context, authors }, toLetOff(waivers, now.toISOString())),
    brought: toBrought(held),
    changed: row.submittedSeq === null ? null : findChange(bundle, about.version.manifestHash, held),
    prohibited: toProhibition(row.useCase === about.useCase.id ? about.useCase : sources.useCase(row.useCase)),
    // Nothing follows an end, so nobody asks.
    newer: requestStates[row.state].terminal ? null : findNewer(index, row),
    notDecommissioned: null,
    now,
  }
  const causes = findCauses(facts)
  return { ...facts, items: toItems(facts, causes), due: dueSuspensions({ ...facts, causes }) }
}

/** Asked only while there is an approval that they bear on. */
function toAlerts(index: Index, { version, state }: ReviewRow, moves: readonly MoveRow[]): ReviewFacts['alerts'] {
  const given = isLive(state) || state === 'suspended' ? moves.findLast(isGiven) : undefined
  return given ? findAlerts(readRanChecks(index, version), given.seq) : []
}

function withSignatures(records: readonly EvidenceRecord[], signed: ReadonlyMap<string, EvidenceRecord['signatures']>): readonly EvidenceRecord[] {
  return signed.size === 0 ? records : records.map((one) => ({ ...one, signatures: [...one.signatures, ...(signed.get(`${one.id} ${one.sha256}`) ?? [])] }))
}

/** What a tier can not be given to can not be approved, also where its assessment came after the request. */
function toProhibition({ id, name, assessed }: UseCase): string | null {
  const why = assessed?.notAllowed ?? []
  return why.length === 0 ? null : `${name} (${id}) is not allowed, so nothing can be approved for it: ${why.join('; ')}. See its assessment, entry ${assessed!.seq}.`
}

function frozenIn(sources: Pick<ReviewSources, 'policies'>, { manifestHash, evidence, evidenceHash, tier, policyId, policyVersion }: ReviewRow): Bundle | null {
  if (manifestHash === null || evidence === null || evidenceHash === null || tier === null || policyId === null || policyVersion === null) return null
  const { sha256 } = sources.policies.get({ id: policyId, version: policyVersion })
  return { manifestHash, evidence, evidenceHash, tier, policy: { id: policyId, version: policyVersion, sha256 } }
}

/** What a submission would freeze now: all evidence beside the parts of the manifest, which its hash names already. */
function toBundle({ policies }: ReviewSources, { version, useCase }: EvidenceAbout, held: readonly EvidenceRecord[]): Bundle {
  const { policy, sha256 } = policies.current()
  const evidence = held.filter(isFrozen).map(toItem).toSorted((a, b) => a.seq - b.seq || (a.kind < b.kind ? -1 : 1))
  return { manifestHash: version.manifestHash, evidence, evidenceHash: toEvidenceHash(evidence), policy: { id: policy.id, version: policy.version, sha256 }, tier: useCase.tier }
}

const toItem = ({ kind, id, seq, verdict, sha256 }: EvidenceRecord): EvidenceItem => ({ kind, id, seq, verdict, sha256 })

export const toEvidenceHash = (evidence: readonly EvidenceItem[]): string => createHash('sha256').update(toCanonical(evidence)).digest('hex')

/** A live approval of a later version of the same model for the same use. */
function findNewer(index: Index, row: ReviewRow): string | null {
  const { number } = parseRef(row.version)
  const newer = readOtherLive(index, row).find((one) => {
    const other = parseRef(one.version).number
    return other > number || (other === number && one.seq > row.seq)
  })
  return newer ? `R-${newer.seq}` : null
}

/** Live approvals of the same model for the same use, beside this one; the newest first. */
export function readOtherLive(index: Index, { seq, useCase, version }: ReviewRow): ReviewRow[] {
  const { name } = parseRef(version)
  return readLiveReviews(index, useCase).filter((one) => one.seq !== seq && parseRef(one.version).name === name)
}

function assemble(sources: ReviewSources, facts: ReviewFacts): Review {
  const { review: row, policy, bundle } = facts
  const state = toState(facts)
  const latest = current(facts)
  const { seq, version, message, requestedBy, at, revision, expiresAt } = row
  return {
    id: `R-${seq}`,
    seq,
    version,
    message,
    revision,
    model: parseRef(version).name,
    useCase: row.useCase,
    useCaseName: sources.useCase(row.useCase).name,
    tier: bundle.tier,
    state,
    stateReason: toStateReason(facts, state),
    blocked: findBlocks(facts),
    requestedBy,
    requestedByName: sources.personName(requestedBy),
    requestedAt: at,
    owner: facts.owner,
    manifestHash: bundle.manifestHash,
    evidenceHash: bundle.evidenceHash,
    evidence: bundle.evidence,
    gaps: row.submittedSeq === null ? [...facts.gaps] : row.gaps,
    policy: { ...bundle.policy, title: policy.title },
    slots: toSlots(facts),
    authors: [...facts.authors],
    signatures: facts.decisions.map((one) => toSignature(one, latest.includes(one) && state !== 'withdrawn' && state !== 'changes_requested')),
    moves: readMoves(sources.index, seq).map(({ review: _review, ...one }) => one),
    expiresAt,
    waivers: facts.waivers.filter((one) => isLiveWaiver(one, facts.now.toISOString())).map((one) => ({ id: `W-${one.seq}`, lets: toLets(one.deviation), control: one.control, owner: one.owner, until: one.until })),
  }
}

const opensIn = { responsibility: ['draft'], validation: ['in_validation'], review: ['in_review'], verification: ['in_review'], approval: ['pending_decision'] } as const

function toSlots(facts: ReviewFacts): Slot[] {
  return facts.demands.signers.map(({ meaning, roles, min, independent, scope }, slot) => {
    const opens: readonly string[] = opensIn[meaning]
    return { slot, meaning, roles, min, independent, scope, signedBy: filledBy(facts, slot).map(({ email }) => email), state: isFilled(facts, slot) ? 'signed' : opens.includes(facts.review.state) ? 'open' : 'not_yet' }
  })
}

function toSignature({ validUntil: _until, review: _review, slot: _slot, ...row }: DecisionRow, counts: boolean): Signature {
  return { ...row, counts }
}
