import { roleTitles } from '../../../../shared/contract/identity.ts'
import type { Policy } from '../../../../shared/contract/policies.ts'
import type { Tier } from '../../../../shared/contract/tier.ts'
import { addDays } from '../days.ts'
import type { Candidate } from '../facts.ts'
import type { ConditionRow } from './store.ts'

/** What judging a condition takes from its review. */
export interface ConditionGround {
  policy: Policy
  tier: Tier
  authors: readonly string[]
  /** Whether the approval that it belongs to is in force or suspended. */
  standing: boolean
  /** Name of the open finding that it stands for, or null. */
  openFinding: string | null
}

const over = ({ seq, state }: ConditionRow, { standing }: ConditionGround): string | null =>
  state === 'accepted' ? `K-${seq} is accepted already.` : standing ? null : `The approval that K-${seq} belongs to is in force no more.`

export function whyNotMeet(condition: ConditionRow, ground: ConditionGround, { email }: Candidate): string | null {
  if (over(condition, ground)) return over(condition, ground)
  if (condition.state === 'met') return `K-${condition.seq} waits for a compliance reviewer to accept it.`
  return condition.terms.owner === email ? null : `K-${condition.seq} is met by its owner, ${condition.terms.owner}.`
}

export function whyNotJudge(condition: ConditionRow, ground: ConditionGround, { email, roles }: Candidate): string | null {
  if (over(condition, ground)) return over(condition, ground)
  if (condition.state !== 'met') return `${condition.terms.owner} has not shown yet that K-${condition.seq} is met.`
  if (!roles.includes('compliance_reviewer')) return 'Conditions are accepted by a compliance reviewer.'
  return email === condition.terms.owner || ground.authors.includes(email) ? 'Conditions are accepted by somebody else than their owner and the authors.' : null
}

export function whyNotAccept(condition: ConditionRow, ground: ConditionGround, person: Candidate): string | null {
  return whyNotJudge(condition, ground, person) ?? (ground.openFinding === null ? null : `K-${condition.seq} stands for ${ground.openFinding}, which is still open. Have the finding closed first.`)
}

/** Counted from the day that was signed: extending it again and again leads no further. */
export function whyNotExtend(condition: ConditionRow, ground: ConditionGround, { email, roles }: Candidate, to?: string): string | null {
  if (over(condition, ground)) return over(condition, ground)
  const rule = ground.policy.waivers.find(({ type }) => type === 'deadline_extension')
  if (!rule) return 'The policy lets no deadline be moved.'
  if (!roles.includes(rule.approver)) return `A deadline is moved by a ${roleTitles[rule.approver].toLowerCase()}.`
  if (email === condition.terms.owner) return `K-${condition.seq} is yours; somebody else moves its date.`
  if (to === undefined) return null
  if (to <= condition.due) return `${to} is no later than ${condition.due}.`
  const days = rule.maxDays[ground.tier]
  const latest = days === null ? null : addDays(condition.terms.due, days)
  return latest !== null && to > latest ? `The policy lets it be moved to ${latest} at most; ${to} is later.` : null
}

/** The day from which on an unmet condition suspends the approval; null: never. */
export const suspendsOn = (due: string, graceDays: number | null): string | null => (graceDays === null ? null : addDays(due, 1 + graceDays))
