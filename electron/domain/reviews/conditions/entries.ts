import type { conditionEntries } from '../../../../shared/contract/conditions.ts'
import type { ItemAct } from '../../../../shared/contract/review-item.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { insertCondition, readCondition, updateCondition, type ConditionRow } from './store.ts'

type Kinds = keyof typeof conditionEntries | 'condition.opened/v1'

export const conditionFolds: Folds<Kinds> = {
  'condition.opened/v1': (entry, index) => {
    const { seq, at, actor, body } = entry
    insertCondition(index, { seq, at, by: actor, review: numberOf(body.review), terms: body.terms, due: body.terms.due, state: 'open', met: null, accepted: null, acts: [toItemAct(entry, 'opened', `Until ${body.terms.due}, by ${body.terms.owner}.`)] })
  },
  'condition.met/v1': (entry, index) => {
    const { condition, evidence, note } = entry.body
    change(index, condition, toItemAct(entry, 'met', `${evidence.id}: ${note}`), { state: 'met', met: { seq: entry.seq, at: entry.at, by: entry.actor, evidence, note } })
  },
  'condition.accepted/v1': (entry, index) => {
    const { condition, note } = entry.body
    change(index, condition, toItemAct(entry, 'accepted', note), { state: 'accepted', accepted: { seq: entry.seq, at: entry.at, by: entry.actor, note } })
  },
  'condition.returned/v1': (entry, index) => change(index, entry.body.condition, toItemAct(entry, 'returned', entry.body.note), { state: 'open', met: null }),
  'condition.extended/v1': (entry, index) => {
    const { condition, from, to, reason } = entry.body
    change(index, condition, toItemAct(entry, 'extended', `${from} to ${to}: ${reason}`), { due: to })
  },
}

function change(index: Index, id: string, act: ItemAct, changes: Partial<ConditionRow>): void {
  const row = readCondition(index, numberOf(id))
  if (row) updateCondition(index, row.seq, { ...changes, acts: [...row.acts, act] })
}

const about = (condition: string, summary: string) => ({ summary: `${condition}: ${summary}`, subject: condition })

export const conditionSummaries: Summaries<Kinds> = {
  'condition.opened/v1': ({ seq, body: { review, terms } }) => ({ summary: `Condition of ${review} for ${terms.owner} until ${terms.due}: ${terms.text}`, subject: `K-${seq}` }),
  'condition.met/v1': ({ body }) => about(body.condition, `met by ${body.evidence.id}: ${body.note}`),
  'condition.accepted/v1': ({ body }) => about(body.condition, `accepted: ${body.note}`),
  'condition.returned/v1': ({ body }) => about(body.condition, `open again: ${body.note}`),
  'condition.extended/v1': ({ body }) => about(body.condition, `due on ${body.to} instead of ${body.from}: ${body.reason}`),
}
