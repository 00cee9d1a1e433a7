import type { Verdict } from './contract/checks/common.ts'
import type { EvidenceKind } from './contract/evidence-kinds.ts'
import type { EvidenceRecord, EvidenceSubject } from './contract/evidence-record.ts'
import type { Role } from './contract/identity.ts'
import type { Predicate } from './contract/policies.ts'
import { toWords } from './id-words.ts'

/** What predicates are told against: facts about what the evidence is for. The ledger's order decides "before"; the clock only ages. */
export interface EvidenceContext {
  /** Digests of what it is made of: the manifest, the artefact, the snapshots. */
  digests: readonly string[]
  /** Whoever made it. */
  authors: readonly string[]
  /** Entry of the last material change of each subject, by `subjectKey`; none: it never changed. */
  changed: Readonly<Record<string, number>>
  /** Entry of the first test result; null: there is none. */
  firstResult: number | null
  now: string
  /** For how long the policy in force keeps evidence; null: no policy says. */
  retentionYears: number | null
  kinds: ReadonlyMap<string, Pick<EvidenceKind, 'title' | 'fields' | 'nilOk' | 'madeAs'>>
}

/** What one demand adds to the context. */
export interface PredicateContext extends EvidenceContext {
  maxAgeDays?: number | null
  /** Roles of which one must have signed; left out: any. */
  byRoles?: readonly Role[]
}

export interface Held {
  holds: boolean
  /** One sentence without the name of the record: "names nobody who signed". */
  why: string
}

export const subjectKey = ({ type, ref }: EvidenceSubject): string => `${type}:${ref}`

/** Whether one predicate is true of one record, and why. Every predicate implies `present`, which a record is by being there. */
export function holds(predicate: Predicate, record: EvidenceRecord, context: PredicateContext): Held {
  return judges[predicate](record, context)
}

type Judge = (record: EvidenceRecord, context: PredicateContext) => Held

const told = (is: boolean, yes: string, no: string): Held => ({ holds: is, why: is ? yes : no })

const dayMs = 86_400_000
const dayOf = (instant: string) => instant.slice(0, 10)

const judges: Record<Predicate, Judge> = {
  present: () => ({ holds: true, why: 'is recorded' }),
  complete: ({ kind, missingFields }, { kinds }) =>
    told(missingFields.length === 0, 'has everything that it must carry', `does not say: ${missingFields.map((id) => kinds.get(kind)?.fields.find((field) => field.id === id)?.title ?? toWords(id)).join('; ')}`),
  current: judgeCurrent,
  predeclared: judgePredeclared,
  passed: judgePassed,
  not_failed: judgeNotFailed,
  signed: judgeSigned,
  independent: judgeIndependent,
  bound: ({ boundTo }, { digests }) =>
    told(boundTo !== null && digests.includes(boundTo), 'names exactly these bytes', boundTo === null ? 'names no exact bytes' : 'speaks of other bytes than these'),
  verified: ({ verified }) => told(verified === true, 'was verified', verified === false ? 'did not match when it was verified' : 'was not verified'),
  covers_segments: ({ coversSegments }) => told(coversSegments === true, 'covers the segments', coversSegments === false ? 'leaves segments out' : 'says nothing of segments'),
  closed: ({ open }) => told(open.high === 0, 'has nothing open of high severity', `has ${open.high} open of high severity`),
  not_overdue: ({ open }) => told(open.overdue === 0, 'has nothing overdue', `has ${open.overdue} overdue`),
  retained: ({ retained }, { retentionYears }) =>
    told(retained === true || (retained === null && retentionYears !== null), 'is kept as long as the policy says', retained === false ? 'was erased' : 'has no rule on how long it is kept'),
  published: ({ published }) => told(published === true, 'is published, with a copy kept', 'is not published with a copy kept'),
  acknowledged: ({ acknowledged }) => told(acknowledged === true, 'is acknowledged by those it names', 'is not acknowledged by all whom it names'),
  sealed: ({ sealed }) => told(sealed === true, 'was sealed from the start', 'was not sealed from the start'),
}

const verdictSentences: Record<Exclude<Verdict, 'pass' | 'warn'>, string> = { fail: 'failed', insufficient_data: 'had too little data to be judged', not_applicable: 'found nothing to judge', error: 'ended in an error' }

function judgePassed({ verdict }: EvidenceRecord): Held {
  if (verdict === 'pass' || verdict === 'warn') return { holds: true, why: verdict === 'warn' ? 'passed with a warning' : 'passed' }
  return { holds: false, why: verdict === null ? 'comes to no verdict' : verdictSentences[verdict] }
}

/** For kinds of which some records come to a verdict and others, such as written documents, can not. */
function judgeNotFailed({ verdict, title }: EvidenceRecord): Held {
  if (verdict === null || verdict === 'pass' || verdict === 'warn' || verdict === 'not_applicable') return { holds: true, why: verdict === null ? 'comes to no verdict that could be a failure' : 'did not fail' }
  return { holds: false, why: `${verdictSentences[verdict]} (${title})` }
}

function judgeCurrent({ subject, seq, at }: EvidenceRecord, { changed, maxAgeDays, now }: PredicateContext): Held {
  const change = changed[subjectKey(subject)]
  if (change !== undefined && seq < change) return { holds: false, why: `is older than the last change of what it speaks of (entry ${change})` }
  const oldest = maxAgeDays === null || maxAgeDays === undefined ? null : new Date(Date.parse(now) - maxAgeDays * dayMs).toISOString()
  if (oldest !== null && at < oldest) return { holds: false, why: `is of ${dayOf(at)} and may be ${maxAgeDays} days old at most` }
  return { holds: true, why: 'is current' }
}

/** A record with criteria of its own says so itself; one that sets criteria (a test plan) must stand before the first result. */
function judgePredeclared({ predeclared, seq }: EvidenceRecord, { firstResult }: PredicateContext): Held {
  if (predeclared !== null) return told(predeclared, 'was declared before its result', 'was not declared before its result')
  if (firstResult === null) return { holds: true, why: 'was recorded before any result' }
  return told(seq < firstResult, 'was recorded before the first result', `was recorded after the first result (entry ${firstResult})`)
}

function judgeSigned({ signatures }: EvidenceRecord, { byRoles }: PredicateContext): Held {
  const fitting = byRoles === undefined ? signatures : signatures.filter(({ role }) => byRoles.includes(role))
  if (fitting.length > 0) return { holds: true, why: `is signed by ${[...new Set(fitting.map(({ email }) => email))].join(' and ')}` }
  const asked = byRoles === undefined ? '' : ` as ${toWords(byRoles.join(' or '))}`
  return { holds: false, why: `is not signed${asked}` }
}

function judgeIndependent({ authors, signatures }: EvidenceRecord, context: PredicateContext): Held {
  const people = new Set([...authors, ...signatures.map(({ email }) => email)])
  if (people.size === 0) return { holds: false, why: 'names nobody who made it' }
  const both = [...people].filter((email) => context.authors.includes(email))
  return told(both.length === 0, 'was made by people who made nothing of the version', `was made by ${both.join(' and ')}, who also worked on the version`)
}
