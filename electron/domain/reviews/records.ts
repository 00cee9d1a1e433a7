import { createHash } from 'node:crypto'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { role } from '../../../shared/contract/identity.ts'
import type { Index } from '../../platform/sqlite.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { toRecord, type EvidenceSource } from '../evidence/service.ts'
import { isDisposed } from './challenges/rules.ts'
import { readChallenges, type ChallengeRow } from './challenges/store.ts'
import { readConditions, type ConditionRow } from './conditions/store.ts'
import { dayOf } from './days.ts'
import { readFindings, type FindingRow } from './findings/store.ts'
import { readReviews } from './store.ts'
import { isLiveWaiver } from './waivers/rules.ts'
import { readWaivers, type WaiverRow } from './waivers/store.ts'
import { toLets } from '../../../shared/waiver-words.ts'

/** Findings, conditions, waivers and challenges as evidence. Each is named by the digest of what was said first; what became of it is told by the facts beside. */
export function createItemRecords({ index, now }: { index: Index; now: () => Date }): EvidenceSource {
  return ({ version }) => {
    const at = now().toISOString()
    const subject = { type: 'version' as const, ref: version.ref }
    const base = { subject, boundTo: version.manifestHash, retained: true }
    const reviews = readReviews(index, version.ref)
    return [
      ...readFindings(index, version.ref).map((one) => ({ ...ofFinding(one, dayOf(at)), ...base })),
      ...reviews.flatMap(({ seq }) => readConditions(index, seq).map((one) => ({ ...ofCondition(one, dayOf(at)), ...base }))),
      ...readWaivers(index, version.ref).flatMap((one) => (isLiveWaiver(one, at) ? [{ ...ofWaiver(one), ...base }] : [])),
      ...reviews.flatMap(({ seq }) => readChallenges(index, seq).map((one) => ({ ...ofChallenge(one), ...base }))),
    ].map(toRecord)
  }
}

type Known = Parameters<typeof toRecord>[0]
export const digestOf = (said: unknown) => createHash('sha256').update(toCanonical(said)).digest('hex')

function ofFinding({ seq, at, by, title, text, severity, state, due }: FindingRow, today: string): Omit<Known, 'subject'> {
  const open = state !== 'closed'
  return { kind: 'finding', id: `X-${seq}`, title, seq, at, authors: [by], sha256: digestOf({ by, title, text }), open: { high: Number(open && (severity === 'critical' || severity === 'high')), overdue: Number(open && due !== null && due < today) } }
}

function ofCondition({ seq, at, by, terms, state, due }: ConditionRow, today: string): Omit<Known, 'subject'> {
  const open = state !== 'accepted'
  return { kind: 'condition', id: `K-${seq}`, title: terms.text, seq, at, authors: [by], sha256: digestOf({ by, terms }), open: { high: 0, overdue: Number(open && due < today) }, ...(open ? { conditions: [`K-${seq}`] } : {}) }
}

function ofWaiver({ seq, at, by, deviation, reason, control, granted }: WaiverRow): Omit<Known, 'subject'> {
  const as = role.safeParse(granted?.role).data
  const signatures: EvidenceRecord['signatures'] = granted && as ? [{ email: granted.by, role: as, meaning: 'waiver_grant', seq: granted.seq }] : []
  return { kind: 'waiver', id: `W-${seq}`, title: toLets(deviation), seq, at, authors: [by], sha256: digestOf({ by, deviation, reason, control }), signatures }
}

function ofChallenge(one: ChallengeRow): Omit<Known, 'subject'> {
  const { seq, at, by, area, text, answers } = one
  return { kind: 'challenge_entry', id: `H-${seq}`, title: `Challenge about ${area}`, seq, at, authors: [by], sha256: digestOf({ by, area, text }), missingFields: answers.length === 0 ? ['response'] : [], open: { high: Number(!isDisposed(one)), overdue: 0 } }
}
