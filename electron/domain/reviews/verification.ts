import { whyNotInBatch } from '../../../shared/batch-signing.ts'
import { batchAct, type BatchPlace, type PlainAct, type reviewEntries, type SignedAct } from '../../../shared/contract/reviews.ts'
import { findTransition, isOpen } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { AppError } from '../../../shared/errors.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { EntryDraft, StoredEntry } from '../ledger/service.ts'
import { actStates, plainActs, signedActs, toAct } from '../../../shared/review-acts.ts'
import { findTornBatch } from './batch-rules.ts'
import { toDecision } from './entries.ts'
import type { Candidate, ReviewFacts } from './facts.ts'
import { firstRefusal } from './guards.ts'
import { afterMove, followUp, type Step } from './moves.ts'
import { nextOfProgram, toValidUntil, whyNot } from './rules.ts'
import { consequencesOf, toTerms } from './signing.ts'

export interface SignOffSources {
  /** The facts as the records stood before the entry that is looked at. */
  facts: (review: string, at: string) => ReviewFacts
  person: (email: string) => Candidate
}

export interface BrokenRule {
  seq: number
  detail: string
}

type Body<K extends keyof typeof reviewEntries> = (typeof reviewEntries)[K]['_output']

/** Kinds of entries that this check has to see; before each, everything older must be in the records. */
export const signOffKinds: readonly string[] = ['review.moved/v1', 'decision/v1', 'condition.opened/v1', 'import/v1']

/**
 * Holds the sign-off that entries tell of against the rules that guard it: who might act, in which order, with whose signature, and what the
 * program had to do then. `next` gives the entries that follow, because a signature and what follows from it are one transaction.
 */
export function createSignOffCheck({ facts, person }: SignOffSources): (entry: StoredEntry, next: readonly StoredEntry[]) => BrokenRule[] {
  /** Entries that an earlier one accounts for. */
  const explained = new Set<number>()
  let signed: StoredEntry | null = null
  return (entry, next) => {
    if (explained.has(entry.seq)) return []
    const before = signed
    if (entry.kind === 'decision/v1') signed = entry
    const broken = (detail: string): BrokenRule[] => [{ seq: entry.seq, detail: `Entry ${entry.seq} (${entry.kind}): ${detail}` }]
    try {
      const told = toAccount(entry, next)
      if (told === null) return []
      for (const one of told.following) explained.add(one.seq)
      const then = facts(told.review, entry.at)
      const why = told.refuse(then, person) ?? (entry.kind === 'decision/v1' ? findTornBatch(entry, before, next) : null)
      if (why !== null) return broken(why)
      return compare(told.expect(then), told.following).flatMap(broken)
    } catch (error) {
      // What can not be read any more, because it was erased or is missing, is told of elsewhere and breaks no rule.
      if (error instanceof AppError) return error.code === 'NOT_FOUND' && told404(error) ? broken(error.message) : []
      throw error
    }
  }
}

const told404 = ({ message }: AppError) => message.startsWith('There is no review')

interface Account {
  review: string
  /** The entries of the same transaction that should follow from it. */
  following: readonly StoredEntry[]
  refuse: (facts: ReviewFacts, person: SignOffSources['person']) => string | null
  expect: (facts: ReviewFacts) => readonly EntryDraft[]
}

function toAccount(entry: StoredEntry, next: readonly StoredEntry[]): Account | null {
  if (entry.kind === 'review.moved/v1') return ofMove(entry, entry.body as Body<'review.moved/v1'>, next)
  if (entry.kind === 'decision/v1') return ofSignature(entry, { ...(entry.body as Body<'decision/v1'>), signer: entry.actor }, next)
  const { answer } = entry.body as { answer?: { review: string; note: string; signer: string } }
  return entry.kind === 'import/v1' && answer ? ofSignature(entry, answer, next) : null
}

function ofSignature(entry: StoredEntry, { review, note, signer, batch }: { review: string; note: string; signer: string; batch?: BatchPlace | undefined }, next: readonly StoredEntry[]): Account {
  const following = followingOf(entry, review, next)
  const decision = toDecision(entry.seq, entry.at, signer, { review, note })
  const act = toAct(decision.decision)
  const terms = toTerms(note, act)
  return {
    review,
    following,
    refuse: (facts, person) => {
      if (decision.revision !== facts.review.revision) return `it signs revision ${decision.revision}; ${review} was at revision ${facts.review.revision}.`
      return whyNot(facts, act, person(signer), terms) ?? (batch ? whyNotBatched(facts, act, batch.of) : null)
    },
    expect: (facts) => consequencesOf(facts, { decision, terms, successorsOf: () => [] }),
  }
}

function whyNotBatched({ policy, bundle }: ReviewFacts, act: SignedAct, of: number): string | null {
  if (!batchAct.safeParse(act).success) return `it was signed in a batch, where nobody can ${signedActs[act].verb}.`
  return whyNotInBatch(policy, { tier: bundle.tier, act, of })
}

/** A transition that no signature before it made: an act without one, a submission that needs none, or the program's by the clock. */
function ofMove(entry: StoredEntry, body: Body<'review.moved/v1'>, next: readonly StoredEntry[]): Account {
  const { review, from, to, by, reason } = body
  const following = followingOf(entry, review, next)
  const refuse: Account['refuse'] = (facts, person) => {
    if (facts.review.state !== from) return `it leads from ${reviewStates[from].word}, and ${review} was ${reviewStates[facts.review.state].word}.`
    const transition = findTransition(from, to)
    if (!transition) return `nothing leads from ${reviewStates[from].word} to ${reviewStates[to].word}.`
    if (by === 'system') return refuseProgram(facts, body)
    if (from === 'draft' && to === 'submitted') return refuseSubmission(facts, body)
    const act = (Object.keys(plainActs) as PlainAct[]).find((one) => plainActs[one].to === to && actStates[one].includes(from))
    if (!act) return `it needs a signature that says so, and none stands before it.`
    return whyNot(facts, act, person(entry.actor), { reason })
  }
  const expect: Account['expect'] = (facts) => {
    const step: Step = { to, by, reason, ...(body.bundle && { bundle: body.bundle }) }
    return isOpen(to) && to !== 'draft' ? followUp(afterMove(facts, step), (now) => toValidUntil(new Date(entry.at), now)).drafts : []
  }
  return { review, following: to === 'draft' ? [] : following, refuse, expect }
}

/** Only what the clock or a trigger brings about stands alone. */
function refuseProgram(facts: ReviewFacts, { to, trigger, supersededBy, expiresAt }: Body<'review.moved/v1'>): string | null {
  if (to === 'expired') return whenNot(facts.review.expiresAt !== null && facts.review.expiresAt <= facts.now.toISOString(), 'it says that the approval ended, and it had not.')
  if (to === 'superseded') return whenNot(supersededBy !== undefined && facts.newer === supersededBy, 'it names a newer approval that there was not.')
  if (to === 'suspended') return whenNot(facts.due.some(({ id, since }) => id === trigger?.id && since === trigger.since), 'what it says did not suspend the approval then.')
  if (nextOfProgram(facts) !== to) return 'the program makes this transition only after an act of somebody.'
  return whenNot(to !== 'approved' || expiresAt === toValidUntil(facts.now, facts), 'it holds for longer or shorter than the policy says.')
}

function refuseSubmission(facts: ReviewFacts, { bundle }: Body<'review.moved/v1'>): string | null {
  if (facts.demands.signers.some(({ meaning }) => meaning === 'responsibility')) return 'it needs the signature of the owner, and none stands before it.'
  const why = firstRefusal(['authorship_recorded', 'use_allowed'], { facts, person: null, terms: {} })
  return why ?? whenNot(bundle !== undefined && toCanonical(bundle) === toCanonical(facts.bundle), 'it froze something else than the version had then.')
}

const whenNot = (holds: boolean, sentence: string): string | null => (holds ? null : sentence)

/** The entries about the review that follow at once, by the same hand: one transaction. */
function followingOf(entry: StoredEntry, review: string, next: readonly StoredEntry[]): StoredEntry[] {
  const following: StoredEntry[] = []
  for (const one of next) {
    const about = one.kind === 'review.moved/v1' || one.kind === 'condition.opened/v1'
    const same = one.actor === entry.actor && one.at === entry.at && about && (one.body as { review: string }).review === review
    if (!same || isAct(one, following.length === 0 ? entry : following.at(-1)!)) break
    following.push(one)
  }
  return following
}

/** A transition by a person that follows another transition is an act of its own. */
function isAct(one: StoredEntry, before: StoredEntry): boolean {
  return one.kind === 'review.moved/v1' && (one.body as Body<'review.moved/v1'>).by === 'person' && before.kind === 'review.moved/v1'
}

type Moved = Pick<Body<'review.moved/v1'>, 'from' | 'to' | 'by' | 'revision' | 'expiresAt' | 'bundle'>
const essence = ({ from, to, by, revision, expiresAt, bundle }: Moved) => toCanonical({ from, to, by, revision, expiresAt: expiresAt ?? null, bundle: bundle ? (bundle as unknown as Record<string, unknown>) : null })

function compare(expected: readonly EntryDraft[], following: readonly StoredEntry[]): string[] {
  const moves = (entries: readonly { kind: string; body: unknown }[]) => entries.filter(({ kind }) => kind === 'review.moved/v1').map(({ body }) => body as Moved)
  const [wanted, found] = [moves(expected), moves(following)]
  const at = wanted.findIndex((one, i) => found[i] === undefined || essence(one) !== essence(found[i]))
  if (at >= 0) return [`what should follow is ${describe(wanted[at]!)}, and ${found[at] ? `the ledger has ${describe(found[at])}` : 'nothing does'}.`]
  const conditions = (entries: readonly { kind: string; body: unknown }[]) => toCanonical(entries.filter(({ kind }) => kind === 'condition.opened/v1').map(({ body }) => body as Record<string, unknown>))
  if (conditions(expected) !== conditions(following)) return ['the conditions that follow it are not those of the signed text.']
  return found.length > wanted.length ? [`${describe(found[wanted.length]!)} follows it, which does not follow from it.`] : []
}

const describe = ({ from, to, expiresAt }: Moved) => `${reviewStates[from].word} → ${reviewStates[to].word}${expiresAt === undefined ? '' : ` until ${expiresAt.slice(0, 10)}`}`

