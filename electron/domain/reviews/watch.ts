import type { Manifest, Version } from '../../../shared/contract/catalog.ts'
import type { Check, CheckDetail } from '../../../shared/contract/evidence.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import { isLive } from '../../../shared/review-machine.ts'
import { demandsOf } from '../policies/service.ts'
import { findOtherArtefacts } from './artefacts/rules.ts'
import { readObservations } from './artefacts/store.ts'
import { isGiven } from './alerts.ts'
import { dayMs } from './days.ts'
import type { ReviewReaders } from './readers.ts'
import { toState } from './rules.ts'
import type { Reviews, ReviewsOptions } from './service.ts'
import type { ReviewRow } from './store.ts'
import { findOver, toSinceApproval, type Measured } from './since-approval.ts'
import { dueChecks, findTriggers } from './triggers.ts'
import type { DescribedUse } from './use-changes.ts'

/** What watching approvals reads beyond what deciding them does. */
export interface WatchSources {
  manifest: (version: string) => Manifest
  newestSnapshot: (dataset: string) => { number: number; at: string }
  /** The versions of a model, the newest first. */
  versions: (model: string) => Pick<Version, 'ref' | 'number' | 'at'>[]
  checks: (filter: { version: string }) => Check[]
  check: (id: string) => CheckDetail
  /** What entries say of a use case, the records that people keep of it included. */
  describedUse: (useCase: string) => DescribedUse
  incidents: (version: string) => { id: string; seq: number; at: string; title: string }[]
}

/** Live approvals with what runs out, and what changed since the last one. */
export function createWatch(options: ReviewsOptions & WatchSources, readers: ReviewReaders): Pick<Reviews, 'since' | 'watched'> {
  const { clock, policies, identity, checks, manifest } = options
  const measure = (version: string): Measured => ({ version, manifest: manifest(version), checks: checks({ version }).map(({ id }) => options.check(id)) })
  return {
    since(version) {
      const { useCase } = options.version(version)
      const approved = lastApproval(readers, version, useCase.id)
      const { policy } = policies.current()
      const budget = policy.tiers.find(({ tier }) => tier === useCase.tier)?.changeBudget ?? null
      return toSinceApproval(approved && { ...measure(approved.version), review: approved.id }, measure(version), budget)
    },
    watched(reviews = readers.list({}, { of: ({ state }) => isLive(state), keep: (facts) => isLive(toState(facts)) })) {
      const live = reviews.filter(({ state }) => isLive(state))
      return live.map(toWatched).toSorted((a, b) => ((a.expiresAt ?? '9') < (b.expiresAt ?? '9') ? -1 : 1))
    },
  }

  function toWatched(review: Review) {
    const now = clock.now()
    const given = review.moves.findLast(isGiven)!
    const { policy } = policies.get(review.policy)
    const useCase = options.useCase(review.useCase)
    const inForce = policies.current()
    const demands = demandsOf(policy, review.tier)
    const next = toNext(options, review)
    const known = {
      approvedSeq: given.seq,
      approvedAt: given.at,
      version: review.version,
      manifest: manifest(review.version),
      tier: review.tier,
      demands,
      newestSnapshot: options.newestSnapshot,
      checks: checks({ version: review.version }),
      ownerLeft: toLeft(review.owner),
      tierNow: { tier: useCase.tier, at: useCase.assessed?.at ?? useCase.at },
      newPolicy: inForce.sha256 === review.policy.sha256 ? null : { title: `${inForce.policy.title} ${inForce.policy.version}`, at: inForce.at },
      use: options.describedUse(review.useCase),
      incidents: options.incidents(review.version),
      otherArtefacts: findOtherArtefacts(readObservations(options.index, review.version)),
      next,
      over: demands.changeBudget === null ? [] : toOver(options, review.version, given, next, demands.changeBudget),
      revalidateOn: policy.revalidateOn,
      now,
    }
    const daysLeft = review.expiresAt === null ? null : Math.ceil((Date.parse(review.expiresAt) - now.getTime()) / dayMs)
    return { review: review.id, version: review.version, expiresAt: review.expiresAt, daysLeft, triggers: findTriggers(known), checks: dueChecks(known).map(({ kind, due }) => ({ kind, due })) }
  }

  function toLeft(email: string) {
    const { revoked } = identity.person(email)
    return revoked === null ? null : { email, at: revoked.at }
  }
}

type Built = Pick<WatchSources, 'versions' | 'manifest' | 'checks' | 'check'>

function toNext({ versions, manifest }: Built, { model, version }: Review) {
  const [newest] = versions(model)
  if (!newest || newest.number <= parseRef(version).number) return null
  return { version: newest.ref, at: newest.at, manifest: manifest(newest.ref) }
}

/** Between what was known when it was given and what was built, or measured on the same version, since. */
function toOver({ manifest, checks, check }: Built, version: string, given: { seq: number; at: string }, next: { version: string; at: string } | null, budget: TierDemands['changeBudget']) {
  const measured = (ref: string, of: (seq: number) => boolean): Measured => ({
    version: ref,
    manifest: manifest(ref),
    checks: checks({ version: ref }).filter(({ kind, seq, erased }) => (kind === 'drift' || kind === 'performance') && erased === null && of(seq)).map(({ id }) => check(id)),
  })
  const now = next ? measured(next.version, () => true) : measured(version, (seq) => seq > given.seq)
  if (!next && now.checks.length === 0) return []
  return findOver(measured(version, (seq) => seq < given.seq), { ...now, at: next?.at ?? given.at }, budget)
}

/** The newest approval that an earlier version of the model had for this use, whatever became of it. */
function lastApproval(readers: ReviewReaders, version: string, useCase: string): Review | null {
  const { name, number } = parseRef(version)
  const isEarlier = (row: ReviewRow) => {
    const other = parseRef(row.version)
    return other.name === name && other.number < number && row.useCase === useCase
  }
  const earlier = readers.list({}, { of: isEarlier }).filter(({ moves }) => moves.some(({ to }) => isLive(to)))
  return earlier.toSorted((a, b) => b.moves.findLast(({ to }) => isLive(to))!.seq - a.moves.findLast(({ to }) => isLive(to))!.seq)[0] ?? null
}
