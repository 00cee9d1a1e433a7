import type { findingEntries } from '../../../../shared/contract/findings.ts'
import type { ItemAct } from '../../../../shared/contract/review-item.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { insertFinding, readFinding, updateFinding, type FindingRow } from './store.ts'

type Kinds = keyof typeof findingEntries

export const findingFolds: Folds<Kinds> = {
  'finding.opened/v1': (entry, index) => {
    const { policy: _policy, ...body } = entry.body
    insertFinding(index, {
      ...body,
      seq: entry.seq,
      at: entry.at,
      by: entry.actor,
      ratings: [],
      proposed: null,
      extensions: 0,
      state: 'open',
      remediation: null,
      closure: null,
      acts: [toItemAct(entry, 'opened', `Opened as ${body.severity}.`)],
    })
  },
  'finding.remediated/v1': (entry, index) => {
    const { finding, evidence, note } = entry.body
    change(index, finding, toItemAct(entry, 'remediated', `${evidence.id}: ${note}`), () => ({ state: 'remediated', remediation: { seq: entry.seq, at: entry.at, by: entry.actor, evidence, note } }))
  },
  'finding.returned/v1': (entry, index) => change(index, entry.body.finding, toItemAct(entry, 'returned', entry.body.note), () => ({ state: 'open', remediation: null })),
  'finding.closed/v1': (entry, index) => {
    const { finding, route, note, duplicateOf } = entry.body
    change(index, finding, toItemAct(entry, 'closed', `${route}: ${note}`), () => ({ state: 'closed', proposed: null, closure: { seq: entry.seq, at: entry.at, by: entry.actor, route, note, duplicateOf } }))
  },
  'finding.severity.proposed/v1': (entry, index) => {
    const { finding, from, to, reason } = entry.body
    change(index, finding, toItemAct(entry, 'lower severity proposed', `${from} to ${to}: ${reason}`), () => ({ proposed: { seq: entry.seq, by: entry.actor, to, reason } }))
  },
  'finding.severity.declined/v1': (entry, index) => change(index, entry.body.finding, toItemAct(entry, 'lower severity declined', entry.body.reason), () => ({ proposed: null })),
  'finding.severity.changed/v1': (entry, index) => {
    const { finding, from, to, reason, proposal, due } = entry.body
    change(index, finding, toItemAct(entry, 'severity changed', `${from} to ${to}: ${reason}`), (row) => ({
      severity: to,
      due,
      proposed: null,
      ratings: [...row.ratings, { seq: entry.seq, at: entry.at, by: entry.actor, from, to, reason, proposedBy: proposal !== null && row.proposed?.seq === proposal ? row.proposed.by : null }],
    }))
  },
  'finding.extended/v1': (entry, index) => {
    const { finding, from, to, reason } = entry.body
    change(index, finding, toItemAct(entry, 'extended', `${from} to ${to}: ${reason}`), (row) => ({ due: to, extensions: row.extensions + 1 }))
  },
}

function change(index: Index, id: string, act: ItemAct, to: (row: FindingRow) => Partial<FindingRow>): void {
  const row = readFinding(index, numberOf(id))
  if (row) updateFinding(index, row.seq, { ...to(row), acts: [...row.acts, act] })
}

const about = (finding: string, summary: string) => ({ summary: `${finding}: ${summary}`, subject: finding })

export const findingSummaries: Summaries<Kinds> = {
  'finding.opened/v1': ({ seq, body: { severity, title, version } }) => ({ summary: `Finding on ${version}, ${severity}: ${title}`, subject: `X-${seq}` }),
  'finding.remediated/v1': ({ body }) => about(body.finding, `remediated by ${body.evidence.id}: ${body.note}`),
  'finding.returned/v1': ({ body }) => about(body.finding, `open again: ${body.note}`),
  'finding.closed/v1': ({ body }) => about(body.finding, `closed, ${body.route}: ${body.note}`),
  'finding.severity.proposed/v1': ({ body }) => about(body.finding, `${body.to} instead of ${body.from} proposed: ${body.reason}`),
  'finding.severity.declined/v1': ({ body }) => about(body.finding, `lower severity declined: ${body.reason}`),
  'finding.severity.changed/v1': ({ body }) => about(body.finding, `${body.to} instead of ${body.from}: ${body.reason}`),
  'finding.extended/v1': ({ body }) => about(body.finding, `due on ${body.to} instead of ${body.from}: ${body.reason}`),
}
