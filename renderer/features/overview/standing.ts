import type { Model } from '../../../shared/contract/catalog.ts'
import type { Check, Verdict } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { isLive } from '../../../shared/review-machine.ts'
import { worstVerdict } from '../../../shared/states.ts'

/** Of the checks of one version on one file the newest stands: a repeated check replaces the one before. */
export function newestChecks(checks: readonly Check[]): Check[] {
  const newest = new Map<string, Check>()
  for (const check of checks) {
    const key = `${check.version} ${check.kind} ${check.inputs.map(({ sha256 }) => sha256).join(' ')}`
    const before = newest.get(key)
    if (before === undefined || before.seq < check.seq) newest.set(key, check)
  }
  return [...newest.values()].toSorted((a, b) => b.seq - a.seq)
}

export interface Standing {
  name: string
  tier: Model['tier']
  useCase: string
  useCaseName: string
  newest: string | null
  review: Review | null
  approved: Review | null
  verdict: Verdict | undefined
  check: Check | undefined
}

/** How one model stands: its newest version, the newest request about it, the approval in force, the worst verdict. */
export function toStanding(model: Model, reviews: readonly Review[], checks: readonly Check[]): Standing {
  const newest = model.versions.toSorted((a, b) => b.number - a.number)[0]
  const mine = reviews.filter((review) => review.model === model.name).toSorted((a, b) => b.seq - a.seq)
  const standing = newestChecks(checks).filter(({ version }) => version === newest?.ref)
  const verdict = worstVerdict(standing.map((check) => check.verdict))
  return {
    name: model.name,
    tier: model.tier,
    useCase: model.useCase,
    useCaseName: model.useCaseName,
    newest: newest?.ref ?? null,
    review: mine.find(({ version }) => version === newest?.ref) ?? null,
    approved: mine.find(({ state }) => isLive(state)) ?? null,
    verdict,
    check: standing.find((check) => check.verdict === verdict),
  }
}

export interface NextDate {
  at: string
  what: string
  to: string
}

/** Approvals in force by the day they end. */
export const toNextDates = (reviews: readonly Review[]): NextDate[] =>
  reviews
    .flatMap(({ id, state, version, expiresAt }) => (isLive(state) && expiresAt !== null ? [{ at: expiresAt, what: `${version}: approval ends`, to: `/reviews/${id}` }] : []))
    .toSorted((a, b) => a.at.localeCompare(b.at))
