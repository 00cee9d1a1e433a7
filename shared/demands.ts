import type { EvidenceRecord } from './contract/evidence-record.ts'
import type { Role } from './contract/identity.ts'
import type { EvidenceDemand, Predicate } from './contract/policies.ts'
import { nextStep } from './next-steps.ts'
import { type EvidenceContext, holds, type PredicateContext } from './predicates.ts'
import { toWords } from './id-words.ts'

/** An `EvidenceDemand` of a policy, or a clause of a control set, which may ask for a little more. */
export interface Demand extends EvidenceDemand {
  byRoles?: readonly Role[] | undefined
  /** Names that `measures` of the record must have. */
  measures?: readonly string[] | undefined
}

/** A signed, live exception: what it lets pass of one kind of evidence; `is` null: all of it. */
export interface EvidenceWaiver {
  id: string
  kind: string
  is: Predicate | null
}

export type DemandStatus = 'met' | 'missing' | 'stale' | 'failed'

export interface DemandJudgement {
  kind: string
  status: DemandStatus
  /** The record that meets the demand or comes closest; null: there is none of the kind. */
  record: string | null
  /** Every record that was looked at, the newest first. */
  records: string[]
  lacking: Predicate[]
  /** Sentences: by what it is met, or what is in the way. */
  why: string[]
  /** Waivers that it rests on: met with conditions. */
  waivers: string[]
  /** Conditions not met yet of any of its records: met with conditions too. */
  conditions: string[]
  /** What to do about it; null where it is met. */
  next: string | null
}

/** Bad news in any record is news for all: a pass does not undo a fail beside it, nor a closed list an open one. */
const forAll = new Set<Predicate>(['passed', 'not_failed', 'verified', 'closed', 'not_overdue'])
const ofVerdict = new Set<Predicate>(['passed', 'not_failed'])
const wears = new Set<Predicate>(['current', 'not_overdue'])

/**
 * Holds one demand against the records that count (none superseded or withdrawn). One record must have all predicates at once; what it
 * lacks may be waived. `records` may hold any kinds.
 */
export function judgeDemand(demand: Demand, records: readonly EvidenceRecord[], context: EvidenceContext, waivers: readonly EvidenceWaiver[] = []): DemandJudgement {
  const { kind, byRoles, maxAgeDays, measures = [] } = demand
  const known = context.kinds.get(kind) ?? { title: toWords(kind), madeAs: ['document' as const], nilOk: false }
  const { title } = known
  const mine = records.filter((record) => record.kind === kind && measures.every((name) => record.measures?.includes(name))).toSorted((a, b) => b.seq - a.seq)
  const covering = waivers.filter((waiver) => waiver.kind === kind)
  const base = { kind, records: mine.map(({ id }) => id) }
  if (mine.length === 0) {
    const total = covering.find(({ is }) => is === null || is === 'present')
    if (total) return { ...base, status: 'met', record: null, lacking: [], why: [`${title}: waived by ${total.id}.`], waivers: [total.id], conditions: [], next: null }
    return { ...base, status: 'missing', record: null, lacking: demand.is, why: [absent(title, measures)], waivers: [], conditions: [], next: nextStep(known, demand.is, false) }
  }
  const against: PredicateContext = byRoles === undefined ? { ...context, maxAgeDays } : { ...context, maxAgeDays, byRoles }
  const found = closest(demand.is, mine, against)
  const waiverOf = (predicate: Predicate) => covering.find(({ is }) => letsPass(is, predicate))
  const lacking = found.gaps.filter(({ predicate }) => !waiverOf(predicate))
  const used = [...new Set(found.gaps.flatMap(({ predicate }) => waiverOf(predicate)?.id ?? []))]
  const conditions = lacking.length > 0 ? [] : [...new Set(mine.flatMap((record) => record.conditions ?? []))]
  const sentences = lacking.map(({ record, why }) => `${record} ${why}.`)
  return {
    ...base,
    status: statusOf(lacking, mine),
    record: found.record.id,
    lacking: lacking.map(({ predicate }) => predicate),
    why: [...(lacking.length === 0 ? [`${title}: ${found.record.id}, ${found.record.title}.`] : sentences), ...used.map((id) => `Waived by ${id}.`), ...conditions.map((id) => `Under condition ${id}, which is not met yet.`)],
    waivers: used,
    conditions,
    next: nextStep(known, lacking.map(({ predicate }) => predicate), true),
  }
}

/** What need not have passed may have failed. */
const letsPass = (waived: Predicate | null, predicate: Predicate): boolean => waived === null || waived === predicate || (waived === 'passed' && predicate === 'not_failed')

interface Gap {
  predicate: Predicate
  record: string
  why: string
}

/** The newest of those records that lack least. */
function closest(is: readonly Predicate[], records: readonly EvidenceRecord[], context: PredicateContext): { record: EvidenceRecord; gaps: Gap[] } {
  const candidates = records.map((record) => ({ record, gaps: is.flatMap((predicate) => gapOf(predicate, record, records, context) ?? []) }))
  return candidates.reduce((best, one) => (one.gaps.length < best.gaps.length ? one : best))
}

function gapOf(predicate: Predicate, record: EvidenceRecord, all: readonly EvidenceRecord[], context: PredicateContext): Gap | undefined {
  const own = holds(predicate, record, context)
  if (!own.holds) return { predicate, record: record.id, why: own.why }
  const bad = forAll.has(predicate) ? all.find((other) => isBad(predicate, other, context)) : undefined
  return bad && { predicate, record: bad.id, why: holds(predicate, bad, context).why }
}

/** What has no verdict, or was never verified, is no bad news; what failed is. */
function isBad(predicate: Predicate, record: EvidenceRecord, context: PredicateContext): boolean {
  if (ofVerdict.has(predicate)) return record.verdict === 'fail'
  if (predicate === 'verified') return record.verified === false
  return !holds(predicate, record, context).holds
}

function statusOf(lacking: readonly Gap[], records: readonly EvidenceRecord[]): DemandStatus {
  if (lacking.length === 0) return 'met'
  const failed = lacking.some(({ predicate }) => (ofVerdict.has(predicate) && records.some(({ verdict }) => verdict === 'fail')) || (predicate === 'verified' && records.some(({ verified }) => verified === false)))
  if (failed) return 'failed'
  return lacking.every(({ predicate }) => wears.has(predicate)) ? 'stale' : 'missing'
}

const absent = (title: string, measures: readonly string[]) =>
  `Nothing is recorded as “${title}”${measures.length === 0 ? '' : ` with ${toWords(measures.join(' and '))}`}.`
