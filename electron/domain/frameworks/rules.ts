import { createHash } from 'node:crypto'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { Clause, Control, ControlSet, ControlStatus, FrameworkScope, StatusCounts } from '../../../shared/contract/frameworks.ts'
import { noCounts } from '../../../shared/control-words.ts'
import { type DemandJudgement, type EvidenceWaiver, judgeDemand } from '../../../shared/demands.ts'
import type { EvidenceContext } from '../../../shared/predicates.ts'
import { toCanonical } from '../../tlog/canonical.ts'

/** What controls are evaluated against: one version and all its evidence. */
export interface Ground {
  records: readonly EvidenceRecord[]
  context: EvidenceContext
  waivers: readonly EvidenceWaiver[]
}

/** What people signed of one control, as far as it is about this version. */
export interface Signed {
  /** Digests of evidence that were confirmed. */
  confirmed: readonly string[]
  notApplicable: boolean
}

export interface Evaluated {
  status: ControlStatus
  when: DemandJudgement[][]
}

/** Judges demands on one ground, each different demand once: control sets ask for the same few things again and again. */
export function createJudge({ records, context, waivers }: Ground): (clause: Clause) => DemandJudgement {
  const byKind = Map.groupBy(records, ({ kind }) => kind)
  const known = new Map<string, DemandJudgement>()
  return (clause) => {
    const key = keyOf(clause)
    let judgement = known.get(key)
    if (!judgement) known.set(key, (judgement = judgeDemand(clause, byKind.get(clause.kind) ?? [], context, waivers)))
    return judgement
  }
}

/** Clauses are loaded once and live as long as the program. */
const keys = new WeakMap<Clause, string>()

function keyOf(clause: Clause): string {
  let key = keys.get(clause)
  if (key === undefined) keys.set(clause, (key = `${clause.kind} ${clause.is.join()} ${clause.maxAgeDays} ${clause.byRoles?.join()} ${clause.measures?.join()}`))
  return key
}

/** Which controls of a set are asked of a version. */
export const controlsFor = (set: ControlSet, { tier, task, roles }: { tier: Control['tiers'][number]; task: string; roles: FrameworkScope['roles'] }): Control[] =>
  set.tasks !== null && !set.tasks.some((one) => one === task) ? [] : set.controls.filter((control) => control.tiers.includes(tier) && (control.role === null || roles.includes(control.role)))

export function evaluateControl(control: Control, judge: (clause: Clause) => DemandJudgement, ground: Pick<Ground, 'records'>, signed: Signed): Evaluated {
  const when = control.when.map((clauses) => clauses.map(judge))
  return { when, status: toStatus(control, when, () => signed.confirmed.includes(hashOfEvidence(evidenceOf(control, ground.records))), signed.notApplicable) }
}

/** Every record of a kind that the control asks for. */
export function evidenceOf({ when }: Control, records: readonly EvidenceRecord[]): EvidenceRecord[] {
  const kinds = new Set(when.flat().map(({ kind }) => kind))
  return records.filter(({ kind }) => kinds.has(kind))
}

/** Of several clauses in one entry, the one that goes furthest. */
export const bestOf = (clauses: readonly DemandJudgement[]): DemandJudgement => clauses.toSorted((a, b) => ranks.indexOf(a.status) - ranks.indexOf(b.status))[0]!
const ranks: readonly DemandJudgement['status'][] = ['met', 'stale', 'missing', 'failed']

function toStatus({ mode }: Control, when: readonly DemandJudgement[][], isConfirmed: () => boolean, notApplicable: boolean): ControlStatus {
  if (notApplicable) return 'not_applicable'
  const judged = when.map(bestOf)
  const all = (...statuses: DemandJudgement['status'][]) => judged.every(({ status }) => statuses.includes(status))
  if (judged.some(({ status }) => status === 'failed')) return 'failed'
  if (!all('met')) return all('met', 'stale') ? 'stale' : judged.every(({ status, record }) => status === 'missing' && record === null) ? 'missing' : 'partial'
  if (mode !== 'auto' && mode !== 'system' && !isConfirmed()) return 'ready_for_review'
  return judged.some(({ waivers, conditions }) => waivers.length > 0 || conditions.length > 0) ? 'satisfied_with_conditions' : 'satisfied'
}

/** SHA-256 of the canonical list of kind, name and digest: what a confirmation is bound to. docs/formats/framework.md */
export function hashOfEvidence(evidence: readonly EvidenceRecord[]): string {
  const items = evidence.map(({ kind, id, sha256 }) => ({ kind, id, sha256 })).toSorted((a, b) => compare(`${a.kind} ${a.id} ${a.sha256}`, `${b.kind} ${b.id} ${b.sha256}`))
  return createHash('sha256').update(toCanonical(items)).digest('hex')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function countStatuses(statuses: readonly ControlStatus[]): StatusCounts {
  const counts = noCounts()
  for (const status of statuses) counts[status] += 1
  return counts
}

export function addCounts(all: readonly StatusCounts[]): StatusCounts {
  const sum = noCounts()
  for (const counts of all) for (const status of Object.keys(sum) as ControlStatus[]) sum[status] += counts[status]
  return sum
}
