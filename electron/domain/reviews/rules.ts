import { roleTitles, type Role } from '../../../shared/contract/identity.ts'
import type { Meaning } from '../../../shared/contract/policies.ts'
import type { PlainAct, SignedAct } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import { findTransition, isLive, transitions, type Party, type RequestState, type Transition } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { actStates, isSigned, plainActs, signedActs } from '../../../shared/review-acts.ts'
import { dayMs } from './days.ts'
import { current, isFilled, slotsOf, type Candidate, type ReviewFacts, type Terms } from './facts.ts'
import { firstRefusal, isBarred } from './guards.ts'
import { agreedConditions, withoutTwins } from './statement.ts'

/** What a request is worth now: its state as moved, or expired or suspended where the clock ran out and no entry says so yet. */
export function toState({ review, now, due }: Pick<ReviewFacts, 'review' | 'now' | 'due'>): RequestState {
  const over = review.expiresAt !== null && review.expiresAt <= now.toISOString()
  if (over && (isLive(review.state) || review.state === 'suspended')) return 'expired'
  return isLive(review.state) && due.length > 0 ? 'suspended' : review.state
}

/** Where an act would lead; approving and lifting may lead to an approval with conditions. */
export function toTarget(act: SignedAct | PlainAct, { conditions = [] }: Terms): RequestState {
  if (!isSigned(act)) return plainActs[act].to
  return (act === 'approve' || act === 'lift') && conditions.length > 0 ? 'approved_with_conditions' : signedActs[act].to
}

/**
 * Why this person may not act so now, or null. The same rule guards the button, the command, the entry and its verification.
 * `typed` is what they add; without that only what can be said beforehand is.
 */
export function whyNot(facts: ReviewFacts, act: SignedAct | PlainAct, person: Candidate, typed?: Terms, onBehalfOf = typed?.onBehalfOf): string | null {
  const terms = typed && withAgreed(facts, act, typed)
  const state = toState(facts)
  if (!actStates[act].includes(state)) return toWrongState(facts, act, state)
  const target = toTarget(act, terms ?? {})
  const transition = findTransition(state, target)
  const fills = isSigned(act) && signedActs[act].fills
  if (!fills && onBehalfOf !== undefined) return 'Only a signature that the tier asks for can be given for somebody else.'
  const why = fills ? whyNotFill(facts, { act, by: transition?.by ?? [] }, person, onBehalfOf) : whyNotParty(facts, transition?.by ?? [], person)
  if (why !== null) return why
  return transition ? firstRefusal(guardsBefore(act, transition, terms), { facts, person, terms: terms ?? {} }) : null
}

/** An approval is given under the conditions of the approvals before it too. */
export function withAgreed<T extends Terms>(facts: Pick<ReviewFacts, 'review' | 'decisions'>, act: SignedAct | PlainAct, terms: T): T {
  const conditions = act === 'approve' ? withoutTwins([...agreedConditions(facts), ...(terms.conditions ?? [])]) : []
  return conditions.length === 0 ? terms : { ...terms, conditions }
}

/** Guards that a signer has to meet; that all have signed is asked after the last one, and what is typed only once it is. */
function guardsBefore(act: SignedAct | PlainAct, { guards }: Transition, terms: Terms | undefined) {
  const typed = ['reason_given', 'needed_for_resubmission_given', 'conflict_declared', 'conditions_complete', 'cause_mitigated']
  const afterwards = ['all_required_reviews_signed', 'required_signers_met', ...(act === 'review' || act === 'verify' ? ['no_open_critical_finding'] : [])]
  const open = act === 'approve' && terms === undefined ? ['no_open_high_finding'] : []
  return guards.filter((guard) => !afterwards.includes(guard) && !open.includes(guard) && (terms !== undefined || !typed.includes(guard)))
}

function toWrongState({ review }: ReviewFacts, act: SignedAct | PlainAct, state: RequestState): string {
  const verb = isSigned(act) ? signedActs[act].verb : plainActs[act].verb
  const words = actStates[act].map((one) => reviewStates[one].word)
  const before = act === 'approve' && state === 'in_review' ? ' The review signatures come first: the approval rests on them.' : ''
  return `R-${review.seq} is ${reviewStates[state].word}; to ${verb}, it has to be ${[words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' or ')}.${before}`
}

/** The place of the tier that this person would fill with this act, themselves or for whom they stand in; or why none. */
export function findPlace(facts: ReviewFacts, act: SignedAct, person: Candidate, onBehalfOf?: string): { slot: number; role: Role } | { why: string } {
  const { meaning, fills } = signedActs[act]
  if (!fills) return { why: 'This act fills no place.' }
  const places = slotsOf(facts, meaning as Parameters<typeof slotsOf>[1])
  if (places.length === 0) return { why: `The policy asks for no ${meaning} signature on tier ${facts.demands.tier}.` }
  const acting = onBehalfOf === undefined ? { roles: person.roles, banned: [person.email] } : toStandIn(facts, meaning, person, onBehalfOf)
  if ('why' in acting) return acting
  const { roles: has, banned } = acting
  if (current(facts).some(({ email, onBehalfOf: other, slot }) => slot !== null && (banned.includes(email) || (other !== null && banned.includes(other))))) {
    return { why: onBehalfOf === undefined ? 'You have signed this request already; a second signature must come from another person.' : `You or ${onBehalfOf} have signed this request already; a second signature must come from another person.` }
  }
  const ownWork = { why: `${onBehalfOf === undefined ? 'You are' : `You or ${onBehalfOf} are`} an author of this version or of its evidence; nobody signs off their own work.` }
  const isOwnWork = ({ asked }: (typeof places)[number]) => banned.some((email) => isBarred(facts, asked, email))
  // Said before the role: another role would not help them.
  if (places.every(isOwnWork)) return ownWork
  const mine = places.filter(({ asked }) => asked.roles.some((role) => has.includes(role)))
  if (mine.length === 0) {
    const roles = [...new Set(places.flatMap(({ asked }) => asked.roles))].map((role) => roleTitles[role].toLowerCase()).join(', ')
    return { why: `Your role does not sign a ${meaning}: the policy asks for ${roles}.` }
  }
  const allowed = mine.filter((one) => !isOwnWork(one))
  if (allowed.length === 0) return ownWork
  const open = allowed.find(({ slot }) => !isFilled(facts, slot))
  if (!open) return { why: `The ${meaning} signature is there already.` }
  return { slot: open.slot, role: open.asked.roles.find((role) => has.includes(role))! }
}

/** The delegate signs with the roles of whom they stand in for, under the bans of both. */
function toStandIn({ review }: ReviewFacts, meaning: Meaning, { email, standsFor = [] }: Candidate, onBehalfOf: string): { roles: readonly Role[]; banned: string[] } | { why: string } {
  const found = standsFor.find((one) => one.email === onBehalfOf && one.meanings.includes(meaning) && (one.model === null || one.model === parseRef(review.version).name))
  if (!found) return { why: `No delegation lets you sign a ${meaning} of ${review.version} for ${onBehalfOf} now.` }
  return { roles: found.roles, banned: [email, onBehalfOf] }
}

/** Roles are what a place asks for; whose model it is, no role tells. */
function whyNotFill(facts: ReviewFacts, { act, by }: { act: SignedAct; by: readonly Party[] }, person: Candidate, onBehalfOf?: string): string | null {
  const place = findPlace(facts, act, person, onBehalfOf)
  if ('why' in place) return place.why
  return !by.includes('owner') || isOwner(facts, onBehalfOf ?? person.email) ? null : `Only the owner of the model, ${facts.owner}, or whoever made the request may ${signedActs[act].verb}, or somebody who stands in for them by delegation.`
}

function whyNotParty(facts: ReviewFacts, by: readonly Party[], person: Candidate): string | null {
  if (by.some((party) => party !== 'system' && isParty(facts, party, person))) return null
  const barred = by.some((party) => party === 'approver' && rolesOf(facts, party).some((role) => person.roles.includes(role)))
  if (barred) return 'You are an author of this version or of its evidence; nobody decides on their own work.'
  return `That is for ${by.filter((party) => party !== 'system').map((party) => partyWords[party]).join(' or ')}.`
}

const partyWords: Record<Party, string> = {
  owner: 'the owner of the model or whoever made the request',
  validator: 'a validator',
  reviewer: 'a reviewer whose signature is asked for',
  approver: 'an approver who is no author',
  compliance: 'a compliance reviewer',
  system: 'the program',
}

/** Whoever answers for the model, or asked for the review. */
export const isOwner = ({ owner, review }: Pick<ReviewFacts, 'owner' | 'review'>, email: string): boolean => email === owner || email === review.requestedBy

function isParty(facts: ReviewFacts, party: Party, person: Candidate): boolean {
  if (party === 'system') return false
  if (party === 'owner') return isOwner(facts, person.email)
  const may = rolesOf(facts, party).some((role) => person.roles.includes(role))
  return may && !isBarred(facts, { meaning: party === 'validator' ? 'validation' : 'approval', independent: true }, person.email)
}

/** The roles that a party has under the policy; approvers of a tier without approval signatures are those of the other tiers. */
export function rolesOf(facts: Pick<ReviewFacts, 'demands'>, party: Exclude<Party, 'owner' | 'system'>): readonly Role[] {
  if (party === 'compliance') return ['compliance_reviewer']
  const meanings = { validator: ['validation'], reviewer: ['review', 'verification'], approver: ['approval'] } as const
  const roles = slotsOf(facts, ...meanings[party]).flatMap(({ asked }) => asked.roles)
  return party === 'approver' && roles.length === 0 ? ['compliance_reviewer', 'final_approver'] : roles
}

/** The role in which somebody acts who fills no place. */
export function roleAs(facts: ReviewFacts, act: SignedAct, person: Candidate, onBehalfOf?: string): Role | null {
  const place = findPlace(facts, act, person, onBehalfOf)
  if ('role' in place) return place.role
  const parties = transitions.filter(({ from, to }) => from === facts.review.state && to === signedActs[act].to).flatMap(({ by }) => by)
  for (const party of parties) {
    const role = party === 'owner' || party === 'system' ? undefined : rolesOf(facts, party).find((one) => person.roles.includes(one))
    if (role) return role
  }
  return person.roles.find((role) => role === 'model_owner') ?? person.roles[0] ?? null
}

/** The transition that the program makes by itself now, or null: it follows every act in the same transaction, and the clock. */
export function nextOfProgram(facts: ReviewFacts): RequestState | null {
  const asksApproval = slotsOf(facts, 'approval').length > 0
  for (const { from, to, by, guards, sign } of transitions) {
    if (from !== facts.review.state || !by.includes('system') || to === 'suspended' || (sign !== null && asksApproval)) continue
    if (firstRefusal(guards, { facts, person: null, terms: {} }) === null) return to
  }
  return null
}

/** What keeps an open request from going on although people could sign: each a sentence. */
export function findBlocks(facts: ReviewFacts): string[] {
  const { state } = facts.review
  const guards = transitions.filter(({ from, by, to }) => from === state && to !== 'changes_requested' && to !== 'rejected' && to !== 'approved_with_conditions' && !by.includes('owner')).flatMap((one) => one.guards)
  const asked = ['use_allowed', 'bundle_unchanged', 'evidence_still_met', 'disagreements_decided', 'no_open_critical_finding', 'no_open_high_finding', 'challenges_disposed', 'validation_report_complete', 'separation_ok'] as const
  const relevant = state === 'in_review' || state === 'in_validation' ? [...guards, 'bundle_unchanged' as const] : guards
  return asked.filter((guard) => relevant.includes(guard)).flatMap((guard) => firstRefusal([guard], { facts, person: null, terms: {} }) ?? [])
}

export const toValidUntil = (signedAt: Date, { demands }: Pick<ReviewFacts, 'demands'>): string => new Date(signedAt.getTime() + demands.validDays * dayMs).toISOString()
