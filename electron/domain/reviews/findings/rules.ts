import type { ClosureRoute } from '../../../../shared/contract/findings.ts'
import { roleTitles, type Role } from '../../../../shared/contract/identity.ts'
import type { Policy, Severity } from '../../../../shared/contract/policies.ts'
import { addDays } from '../days.ts'
import type { Candidate } from '../facts.ts'
import type { FindingRow } from './store.ts'

/** From the gravest to the lightest. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'observation']
const rank = (severity: Severity) => severities.indexOf(severity)

export const isGraver = (a: Severity, than: Severity): boolean => rank(a) < rank(than)

/** One level above. */
export const raised = (severity: Severity): Severity => severities[Math.max(0, rank(severity) - 1)]!

/** What a severity keeps from being approved under this policy. */
export const blocksOf = (policy: Policy, severity: Severity) => policy.severities.find(({ id }) => id === severity)?.blocks ?? 'none'

/** Who assesses: validators, auditors and whoever the policy has sign a review or a verification. */
export function assessingRoles({ tiers }: Pick<Policy, 'tiers'>): Role[] {
  const signing = tiers.flatMap(({ signers }) => signers.filter(({ meaning }) => meaning === 'review' || meaning === 'validation' || meaning === 'verification')).flatMap(({ roles }) => roles)
  return [...new Set<Role>(['validator', 'auditor', 'compliance_reviewer', ...signing])]
}

export interface About {
  policy: Policy
  /** Authors of the version. */
  authors: readonly string[]
}

const titles = (roles: readonly Role[]) => roles.map((role) => roleTitles[role].toLowerCase()).join(', ')

export function whyNotOpen({ policy, authors }: About, { email, roles }: Candidate): string | null {
  if (authors.includes(email)) return 'You are an author of this version; findings on it are opened by others. Write a comment instead.'
  const may = assessingRoles(policy)
  return roles.some((role) => may.includes(role)) ? null : `Findings are opened by: ${titles(may)}. You have none of these roles.`
}

/** The role under which a finding is opened: whoever has it may test and close it too. */
export const roleOfOpener = ({ policy }: About, { roles }: Candidate): Role => assessingRoles(policy).find((role) => roles.includes(role))!

/** The date that the policy gives at most; null where it gives none. */
export function toLatestDue(policy: Policy, severity: Severity, day: string): string | null {
  const days = policy.severities.find(({ id }) => id === severity)?.dueDays ?? null
  return days === null ? null : addDays(day, days)
}

export function whyNotDue(due: string, latest: string | null, day: string): string | null {
  if (due < day) return `It would be due on ${due}, which is past.`
  return latest !== null && due > latest ? `The policy wants it done by ${latest}; ${due} is later.` : null
}

const line = (finding: FindingRow, { authors }: About, { email, roles }: Candidate): string | null => {
  if (finding.by === email) return null
  if (authors.includes(email) || finding.owner === email) return `X-${finding.seq} is tested and closed by others than its owner and the authors.`
  return roles.includes(finding.openedAs) ? null : `X-${finding.seq} is tested and closed by ${finding.by}, who opened it, or by another ${roleTitles[finding.openedAs].toLowerCase()}.`
}

const closed = ({ state, seq }: FindingRow) => (state === 'closed' ? `X-${seq} is closed already.` : null)

export function whyNotRemediate(finding: FindingRow, { email }: Candidate): string | null {
  if (closed(finding)) return closed(finding)
  if (finding.state === 'remediated') return `X-${finding.seq} waits for its re-test.`
  return finding.owner === email ? null : `X-${finding.seq} is remediated by its owner, ${finding.owner}.`
}

export function whyNotReturn(finding: FindingRow, about: About, person: Candidate): string | null {
  return closed(finding) ?? (finding.state === 'remediated' ? line(finding, about, person) : `X-${finding.seq} was not remediated yet, so there is nothing to test.`)
}

/** Closing takes evidence, unless nothing had to change; what blocks an approval is never closed as merely accepted. */
export function whyNotClose(finding: FindingRow, about: About, person: Candidate, route?: ClosureRoute): string | null {
  const before = closed(finding) ?? line(finding, about, person)
  if (before !== null || route === undefined) return before
  const rests = route === 'changed' || route === 'mitigated' || route === 'explained'
  if (rests && finding.state !== 'remediated') return `X-${finding.seq} has no remediation to test yet. Its owner, ${finding.owner}, records the evidence first.`
  const blocks = blocksOf(about.policy, finding.severity) !== 'none'
  return route === 'accepted' && blocks ? `A finding of severity ${finding.severity} blocks approvals and can not be closed by accepting it. Have it remediated, or have its severity lowered by two people.` : null
}

/** Null for raising it, and for proposing to lower it: whoever could close it, or open another. */
export function whyNotRate(finding: FindingRow, about: About, person: Candidate, to?: Severity): string | null {
  const before = closed(finding) ?? (finding.by === person.email ? null : finding.owner === person.email ? `The severity of X-${finding.seq} is not for its owner to change.` : whyNotOpen(about, person))
  if (before !== null || to === undefined) return before
  if (to === finding.severity) return `X-${finding.seq} has the severity ${to} already.`
  return finding.proposed ? `A lower severity of X-${finding.seq} waits for a second person already.` : null
}

export function whyNotConfirm(finding: FindingRow, about: About, person: Candidate): string | null {
  if (closed(finding)) return closed(finding)
  if (!finding.proposed) return `Nobody proposed a lower severity of X-${finding.seq}.`
  if (finding.proposed.by === person.email) return `You proposed to lower the severity of X-${finding.seq}; a second person has to agree.`
  if (finding.owner === person.email) return `The severity of X-${finding.seq} is not for its owner to change.`
  return whyNotOpen(about, person)
}

const extenders = { final_approver_once: 'final_approver', compliance_reviewer_once: 'compliance_reviewer', compliance_reviewer: 'compliance_reviewer' } as const

/** By whom and how often the policy says; each time by at most as many days as it gave at first. */
export function whyNotExtend(finding: FindingRow, { policy }: About, { email, roles }: Candidate, to?: string): string | null {
  if (closed(finding)) return closed(finding)
  const rule = policy.severities.find(({ id }) => id === finding.severity)
  if (finding.due === null || !rule?.extend || rule.extend === 'none' || rule.dueDays === null) return `The date of a finding of severity ${finding.severity} can not be moved.`
  if (rule.extend.endsWith('_once') && finding.extensions > 0) return `The date of X-${finding.seq} was moved once already; the policy allows no more for the severity ${finding.severity}.`
  if (!roles.includes(extenders[rule.extend])) return `The date of a finding of severity ${finding.severity} is moved by a ${roleTitles[extenders[rule.extend]].toLowerCase()}.`
  if (finding.owner === email) return `X-${finding.seq} is yours; somebody else moves its date.`
  if (to === undefined) return null
  if (to <= finding.due) return `${to} is no later than ${finding.due}.`
  const latest = addDays(finding.due, rule.dueDays)
  return to > latest ? `The policy lets it be moved to ${latest} at most; ${to} is later.` : null
}
