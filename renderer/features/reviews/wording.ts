import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { DecisionWord, Review } from '../../../shared/contract/reviews.ts'
import { verdictsByConcern } from '../../../shared/states.ts'
import { formatDate } from '../../ui/format.ts'

/** What somebody did with their signature, as it is told afterwards. */
export const decisionWords: Record<DecisionWord, string> = {
  SUBMIT: 'submitted',
  VALIDATE: 'validated',
  ENDORSE: 'reviewed',
  VERIFY: 'verified',
  APPROVE: 'approved',
  DECLINE: 'rejected',
  SETTLE: 'conditions met',
  LIFT: 'lifted',
  REVOKE: 'revoked',
  RETIRE: 'retired',
}

/** Decisions against: shown as bad news also where they count. */
export const isAgainst = (decision: DecisionWord): boolean => decision === 'DECLINE' || decision === 'REVOKE'

/** How many items of evidence have each verdict, the most worrying first; documents have none. */
export function countVerdicts(evidence: Review['evidence']): { verdict: Verdict; count: number }[] {
  const judged = oncePerRecord(evidence)
  return verdictsByConcern
    .map((verdict) => ({ verdict, count: judged.filter((item) => item.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
}

/** One record may be evidence of several kinds: a performance check by segment is two. It is read once. */
export function oncePerRecord<Item extends { id: string }>(evidence: readonly Item[]): Item[] {
  return evidence.filter(({ id }, at) => evidence.findIndex((one) => one.id === id) === at)
}

/** What the tier asks for in signatures, and what counting ones have met of it. */
export function countSignatures({ slots }: Pick<Review, 'slots'>): { done: number; asked: number } {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return { done: sum(slots.map(({ signedBy, min }) => Math.min(signedBy.length, min))), asked: sum(slots.map(({ min }) => min)) }
}

/** Why a request stands where it stands, its end as the calendar day that every screen says; words of people stay as they are. */
export function toReason({ stateReason, expiresAt }: Pick<Review, 'stateReason' | 'expiresAt'>): string {
  const day = expiresAt?.slice(0, 10)
  return day === undefined ? stateReason : stateReason.replace(new RegExp(`^((?:Approved|The approval ended)[^:]* )${day}\\.`), `$1${formatDate(day)}.`)
}
