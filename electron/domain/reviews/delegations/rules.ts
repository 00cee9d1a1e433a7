import type { DelegationState, DelegationTerms } from '../../../../shared/contract/delegations.ts'
import type { Role } from '../../../../shared/contract/identity.ts'
import type { Policy } from '../../../../shared/contract/policies.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { addDays, endOf } from '../days.ts'
import type { DelegationRow } from './store.ts'

/** The two people as far as a delegation looks at them; a person without a valid key is nobody. */
export type Party = { email: string; roles: readonly Role[] } | null

/** Roles under which somebody signs with this meaning, on any tier. */
const rolesFor = ({ tiers }: Policy, meaning: string): readonly Role[] => tiers.flatMap(({ signers }) => signers.filter((one) => one.meaning === meaning).flatMap(({ roles }) => roles))

/** Why this person can not have that one sign in their place, or null. What somebody signs for others is never handed on: only own roles count. */
export function whyNotDelegate(policy: Policy, from: { email: string; roles: readonly Role[] }, { to, meanings, until }: Omit<DelegationTerms, 'reason' | 'model'>, day: string): string | null {
  if (to === from.email) return 'You can not stand in for yourself.'
  const excluded = meanings.find((meaning) => policy.delegation.excluded.includes(meaning))
  if (excluded !== undefined) return `The policy lets nobody sign “${toWords(excluded)}” for somebody else.`
  const lacking = meanings.find((meaning) => !rolesFor(policy, meaning).some((role) => from.roles.includes(role)))
  if (lacking !== undefined) return `Your own role signs no ${lacking}, so you can not hand it to somebody else.`
  if (until < day) return `It would end on ${until}, which is past.`
  const latest = addDays(day, policy.delegation.maxDays)
  return until > latest ? `The policy lets a delegation last until ${latest} at most; ${until} is later.` : null
}

export function toDelegationState({ acceptedSeq, ended, until }: DelegationRow, from: Party, to: Party, now: string): DelegationState {
  if (ended) return ended.how
  if (endOf(until) <= now) return 'over'
  if (from === null || to === null) return 'key_lost'
  return acceptedSeq === null ? 'granted' : 'live'
}

export function whyNotAccept({ seq, to }: DelegationRow, state: DelegationState, email: string): string | null {
  if (to !== email) return `G-${seq} is accepted by ${to}, whom it names.`
  return state === 'granted' ? null : `G-${seq} is ${toWords(state)} already.`
}

/** How it would end by this person's hand, or why it can not. */
export function toEnding({ seq, from, to }: DelegationRow, state: DelegationState, email: string): { how: 'revoked' | 'declined' | 'given_back' } | { why: string } {
  if (state !== 'granted' && state !== 'live') return { why: `G-${seq} is ${toWords(state)} already.` }
  if (email === from) return { how: 'revoked' }
  if (email !== to) return { why: `G-${seq} is ended by ${from} or ${to}.` }
  return { how: state === 'live' ? 'given_back' : 'declined' }
}
