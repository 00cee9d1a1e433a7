import { roleTitles } from '../../../../shared/contract/identity.ts'
import type { Policy, WaiverType } from '../../../../shared/contract/policies.ts'
import type { Tier } from '../../../../shared/contract/tier.ts'
import type { Deviation, WaiverState } from '../../../../shared/contract/waivers.ts'
import type { EvidenceWaiver } from '../../../../shared/demands.ts'
import { lockedAgainstWaivers } from '../../../../shared/policy-rules.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { addDays, dayOf, endOf } from '../days.ts'
import type { Candidate } from '../facts.ts'
import type { WaiverRow } from './store.ts'


/** What a deviation touches, by the names in which a policy says what is never waived. */
const touched = (deviation: Deviation): string => (deviation.of === 'evidence' ? deviation.kind : deviation.of === 'separation' ? deviation.rule : deviation.control)

/** The form in which names are compared: `SOD1` and `sod-1` and the plain words are one control. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const otherNames: Readonly<Record<string, string>> = { sod1: 'authors_never_approve', sod5: 'delegates_carry_both_bans' }

const whyNever = ({ neverWaivable }: Policy, deviation: Deviation): string | null => {
  const name = plain(touched(deviation))
  const never = [...new Set([...lockedAgainstWaivers, ...neverWaivable])].find((one) => plain(one) === name || one === otherNames[name])
  return never === undefined ? null : `“${toWords(never)}” is never waived: ${never === 'authors_never_approve' ? 'nobody approves what they made' : 'the rest of the ledger rests on it, or the law does'}. Change what is wrong, or do without the approval.`
}

const fits: Readonly<Record<WaiverType, (deviation: Deviation) => string | null>> = {
  missing_evidence: (one) => (one.of === 'evidence' ? null : 'A waiver for missing evidence names a kind of evidence.'),
  threshold_miss: (one) => (one.of === 'evidence' && one.is === 'passed' ? null : 'A waiver for a missed threshold names a kind of evidence that need not have passed.'),
  separation_of_duties: (one) => (one.of === 'separation' ? null : 'A waiver of separation names the rule and the person who is let off it.'),
  deadline_extension: () => 'A deadline is moved where it stands: extend the condition or the finding.',
  policy_deviation: (one) => (one.of === 'separation' ? 'A rule of separation is waived with a waiver of the type separation_of_duties, which is shorter.' : null),
}

export interface WaiverTerms {
  type: WaiverType
  deviation: Deviation
  control: string | null
  owner: string
  until: string
}

/** Why the policy lets nobody have this waiver on this day, or null. */
export function whyNotWaive(policy: Policy, tier: Tier, { type, deviation, control, until }: WaiverTerms, day: string): string | null {
  const never = whyNever(policy, deviation) ?? fits[type](deviation)
  if (never !== null) return never
  const rule = policy.waivers.find((one) => one.type === type)
  if (!rule) return `The policy knows no waiver of the type ${toWords(type)}.`
  if (rule.needs !== null && control === null) return rule.needs === 'compensating_control' ? 'It needs a compensating control: say what keeps the risk in check meanwhile.' : 'It needs work in pairs or an outside reviewer: say who, and how.'
  if (until <= day) return `It would end on ${until}, which is not in the future.`
  const days = rule.maxDays[tier]
  const latest = days === null ? null : addDays(day, days)
  return latest !== null && until > latest ? `A waiver of the type ${toWords(type)} ends on ${latest} at the latest on tier ${tier}; ${until} is later.` : null
}

/** Whoever is to grant it, by the policy. */
export const approverOf = (policy: Policy, type: WaiverType) => policy.waivers.find((one) => one.type === type)?.approver ?? 'final_approver'

export function whyNotGrant(waiver: WaiverRow, policy: Policy, person: Candidate, now: string): string | null {
  const state = toWaiverState(waiver, now)
  if (state !== 'proposed') return `W-${waiver.seq} is ${state} already.`
  if (waiver.by === person.email) return `You proposed W-${waiver.seq}; somebody else grants it.`
  const role = approverOf(policy, waiver.type)
  if (!person.roles.includes(role)) return `A waiver of the type ${toWords(waiver.type)} is granted by a ${roleTitles[role].toLowerCase()}.`
  if (waiver.deviation.of === 'separation' && waiver.deviation.person === person.email) return 'Nobody lets themselves off a rule.'
  return whyNotWaive(policy, waiver.tier, waiver, dayOf(now))
}

export function whyNotRefuse(waiver: WaiverRow, policy: Policy, { email, roles }: Candidate, now: string): string | null {
  const state = toWaiverState(waiver, now)
  if (state !== 'proposed') return `W-${waiver.seq} is ${state} already.`
  return email !== waiver.by && roles.includes(approverOf(policy, waiver.type)) ? null : 'It is refused by whoever could grant it.'
}

export function whyNotWithdraw(waiver: WaiverRow, { email }: Candidate, now: string): string | null {
  const state = toWaiverState(waiver, now)
  if (state !== 'proposed') return `W-${waiver.seq} is ${state} already.`
  return email === waiver.by ? null : `Only ${waiver.by}, who proposed it, takes W-${waiver.seq} back.`
}

export function whyNotEnd(waiver: WaiverRow, policy: Policy, { email, roles }: Candidate, now: string): string | null {
  const state = toWaiverState(waiver, now)
  if (state !== 'live') return `W-${waiver.seq} is ${state}; only a live one is ended.`
  return email === waiver.owner || roles.includes(approverOf(policy, waiver.type)) ? null : `W-${waiver.seq} is ended by its owner, ${waiver.owner}, or by a ${roleTitles[approverOf(policy, waiver.type)].toLowerCase()}.`
}

export function toWaiverState({ granted, closed, until }: Pick<WaiverRow, 'granted' | 'closed' | 'until'>, now: string): WaiverState {
  if (closed) return closed.how
  if (granted === null) return 'proposed'
  return endOf(until) <= now ? 'expired' : 'live'
}

export const isLiveWaiver = (waiver: WaiverRow, now: string): boolean => toWaiverState(waiver, now) === 'live'

/** When what it lets pass was let pass no more; null: it never was, or still is. */
export function endedAt(waiver: WaiverRow, now: string): string | null {
  if (waiver.granted === null) return null
  const end = waiver.closed && waiver.closed.at < endOf(waiver.until) ? waiver.closed.at : endOf(waiver.until)
  return end <= now ? end : null
}

export const toEvidenceWaivers = (waivers: readonly WaiverRow[], now: string): EvidenceWaiver[] =>
  waivers.flatMap((one) => (one.deviation.of === 'evidence' && isLiveWaiver(one, now) ? [{ id: `W-${one.seq}`, kind: one.deviation.kind, is: one.deviation.is }] : []))

/** The same with the controls that live waivers name. */
export const toLetOff = (waivers: readonly WaiverRow[], now: string) => ({
  waivers: toEvidenceWaivers(waivers, now),
  controls: waivers.flatMap((one) => (one.deviation.of === 'control' && isLiveWaiver(one, now) ? [one.deviation.control] : [])),
})

/** Whether a live waiver lets this person off a rule of separation. */
export const isLetOff = (waivers: readonly WaiverRow[], rule: string, person: string, now: string): boolean =>
  waivers.some((one) => one.deviation.of === 'separation' && one.deviation.rule === rule && one.deviation.person === person && isLiveWaiver(one, now))
