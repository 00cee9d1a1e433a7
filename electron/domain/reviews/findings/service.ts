import type * as z from 'zod'
import type { Finding, findingsContract } from '../../../../shared/contract/findings.ts'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import { AppError } from '../../../../shared/errors.ts'
import { parseRef } from '../../../../shared/ids.ts'
import { dayOf } from '../days.ts'
import { findEvidence, known, numberOf, refuse, toPermissions, type ItemOptions } from '../item.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { isGraver, raised, roleOfOpener, severities, toLatestDue, whyNotClose, whyNotConfirm, whyNotDue, whyNotExtend, whyNotOpen, whyNotRate, whyNotRemediate, whyNotReturn, type About } from './rules.ts'
import { readFinding, readFindings, type FindingRow } from './store.ts'

type Input<K extends Exclude<keyof typeof findingsContract, 'get'>> = z.output<NonNullable<(typeof findingsContract)[K]['~orpc']['inputSchema']>>

export interface Findings {
  list(filter: Input<'list'>): Finding[]
  get(id: string): Finding
  permissions(id: string, email: string): ItemPermission[]
  /** FORBIDDEN for authors and for other roles; BAD_INPUT where the date is later than the policy says. */
  open(actor: string, input: Input<'open'>): Finding
  remediate(actor: string, input: Input<'remediate'>): Finding
  return(actor: string, input: Input<'return'>): Finding
  close(actor: string, input: Input<'close'>): Finding
  rate(actor: string, input: Input<'rate'>): Finding
  confirmRating(actor: string, input: Input<'confirmRating'>): Finding
  extend(actor: string, input: Input<'extend'>): Finding
}

export function createFindings(options: ItemOptions): Findings {
  const { ledger, index, identity, reviews } = options
  const row = (id: string) => known(readFinding(index, numberOf(id)), 'finding', id, readFindings(index).map(({ seq }) => `X-${seq}`))
  const get = (id: string) => toFinding(row(id), dayOf(reviews.now().toISOString()))
  const about = ({ version }: Pick<FindingRow, 'version'>): About => ({ policy: options.policies.current().policy, authors: options.version(version).authors })
  /** One act on a finding, decided on its newest state; then what the program does because of it. */
  const act: Act = (actor, id, decide) => {
    ledger.append(actor, (_tip, at) => decide(row(id), dayOf(at)))
    reviews.tick(row(id).version)
    return get(id)
  }
  return {
    list: (filter) => readFindings(index, filter.version).filter((one) => isAsked(one, filter)).map((one) => toFinding(one, dayOf(reviews.now().toISOString()))).toSorted(byUrgency),
    get,
    permissions(id, email) {
      const [finding, person] = [row(id), identity.person(email)]
      const on = about(finding)
      return toPermissions({
        remediate: whyNotRemediate(finding, person),
        return: whyNotReturn(finding, on, person),
        close: whyNotClose(finding, on, person),
        rate: whyNotRate(finding, on, person),
        confirmRating: whyNotConfirm(finding, on, person),
        extend: whyNotExtend(finding, on, person),
      })
    },
    open(actor, input) {
      const [entry] = ledger.append(actor, (_tip, at) => toOpening(options, { actor, at, input, row, about }))
      reviews.tick(input.version)
      return get(`X-${entry!.seq}`)
    },
    remediate: (actor, { id, evidence, note }) =>
      act(actor, id, (finding) => {
        refuse(whyNotRemediate(finding, identity.person(actor)))
        return { kind: 'finding.remediated/v1', body: { finding: id, evidence: findEvidence(options, finding.version, evidence), note } }
      }),
    return: (actor, { id, note }) =>
      act(actor, id, (finding) => {
        refuse(whyNotReturn(finding, about(finding), identity.person(actor)))
        return { kind: 'finding.returned/v1', body: { finding: id, note } }
      }),
    close: (actor, { id, route, note, duplicateOf }) =>
      act(actor, id, (finding) => {
        refuse(whyNotClose(finding, about(finding), identity.person(actor), route))
        if (route === 'duplicate') refuseNoDuplicate(finding, duplicateOf === undefined ? null : row(duplicateOf))
        return { kind: 'finding.closed/v1', body: { finding: id, route, note, duplicateOf: route === 'duplicate' ? duplicateOf! : null } }
      }),
    ...createRating(act, about, identity.person),
    extend: (actor, { id, due, reason }) =>
      act(actor, id, (finding) => {
        refuse(whyNotExtend(finding, about(finding), identity.person(actor), due))
        return { kind: 'finding.extended/v1', body: { finding: id, from: finding.due!, to: due, reason } }
      }),
  }
}

type Act = (actor: string, id: string, decide: (finding: FindingRow, day: string) => EntryDraft) => Finding

/** Raising a severity takes one person, lowering it a second one as well. */
function createRating(act: Act, about: (finding: FindingRow) => About, person: ItemOptions['identity']['person']): Pick<Findings, 'rate' | 'confirmRating'> {
  return {
    rate: (actor, { id, to, reason }) =>
      act(actor, id, (finding, day) => {
        const on = about(finding)
        refuse(whyNotRate(finding, on, person(actor), to))
        const body = { finding: id, from: finding.severity, to, reason }
        if (!isGraver(to, finding.severity)) return { kind: 'finding.severity.proposed/v1', body }
        return { kind: 'finding.severity.changed/v1', body: { ...body, proposal: null, due: toEarlier(finding.due, toLatestDue(on.policy, to, day)) } }
      }),
    confirmRating: (actor, { id, agree, reason }) =>
      act(actor, id, (finding) => {
        refuse(whyNotConfirm(finding, about(finding), person(actor)))
        const { to, seq, reason: why } = finding.proposed!
        return agree ? { kind: 'finding.severity.changed/v1', body: { finding: id, from: finding.severity, to, reason: `${why} Agreed: ${reason}`, proposal: seq, due: finding.due } } : { kind: 'finding.severity.declined/v1', body: { finding: id, reason } }
      }),
  }
}

interface Opening {
  actor: string
  at: string
  input: Input<'open'>
  row: (id: string) => FindingRow
  about: (on: Pick<FindingRow, 'version'>) => About
}

function toOpening(options: ItemOptions, { actor, at, input, row, about }: Opening): EntryDraft {
  const { version, review = null, title, text } = input
  const person = options.identity.person(actor)
  const on = about({ version })
  refuse(whyNotOpen(on, person))
  if (review !== null && options.reviews.facts(review).review.version !== version) throw new AppError('BAD_INPUT', `${review} is not about ${version}.`)
  const owner = options.identity.person(input.owner ?? options.holdings.about(version).model.owner).email
  const earlier = input.repeats === undefined ? null : row(input.repeats)
  const severity = earlier === null ? input.severity : risen(earlier, input)
  const latest = toLatestDue(on.policy, severity, dayOf(at))
  const due = input.due ?? latest
  const late = due === null ? null : whyNotDue(due, latest, dayOf(at))
  if (late !== null) throw new AppError('BAD_INPUT', late)
  const { policy, sha256 } = options.policies.current()
  const exact = input.about.type === 'evidence' ? { type: 'evidence', evidence: findEvidence(options, version, { id: input.about.evidence, version }) } : input.about
  return {
    kind: 'finding.opened/v1',
    body: { version, about: exact, review, severity, title, text, owner, due, repeats: input.repeats ?? null, openedAs: roleOfOpener(on, person), policy: { id: policy.id, version: policy.version, sha256 } },
  }
}

/** A weakness that comes back on a later version weighs one level more than it did, or what it is said to weigh now, whichever is graver. */
function risen(earlier: FindingRow, { version, severity, repeats }: Input<'open'>): FindingRow['severity'] {
  const [then, now] = [parseRef(earlier.version), parseRef(version)]
  if (then.name !== now.name || then.number >= now.number) throw new AppError('BAD_INPUT', `${repeats} is on ${earlier.version}; only a finding on an earlier version of ${now.name} can be repeated on ${version}.`)
  const higher = raised(earlier.severity)
  return isGraver(severity, higher) ? severity : higher
}

function refuseNoDuplicate(finding: FindingRow, other: FindingRow | null): void {
  if (other === null) throw new AppError('BAD_INPUT', 'Say of which other finding it is a duplicate.')
  const fits = other.seq !== finding.seq && other.version === finding.version && other.state !== 'closed' && !isGraver(finding.severity, other.severity)
  if (!fits) throw new AppError('BAD_INPUT', `X-${finding.seq} can be a duplicate only of an open finding on ${finding.version} that weighs as much or more; X-${other.seq} is ${other.state}, ${other.severity}, on ${other.version}.`)
}

function isAsked(one: FindingRow, { model, review, state, severity, owner }: Input<'list'>): boolean {
  return (model === undefined || parseRef(one.version).name === model) && (review === undefined || one.review === review) && (state === undefined || one.state === state) && (severity === undefined || one.severity === severity) && (owner === undefined || one.owner === owner)
}

const toEarlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a)

const byUrgency = (a: Finding, b: Finding) =>
  Number(a.state === 'closed') - Number(b.state === 'closed') || severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.due ?? '9').localeCompare(b.due ?? '9') || a.seq - b.seq

export const toFinding = (row: FindingRow, today: string): Finding => ({ ...row, id: `X-${row.seq}`, overdue: row.state !== 'closed' && row.due !== null && row.due < today })
