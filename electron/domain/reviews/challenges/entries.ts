import type { challengeEntries, Disposition } from '../../../../shared/contract/challenges.ts'
import type { ItemAct } from '../../../../shared/contract/review-item.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { insertChallenge, readChallenge, updateChallenge, type ChallengeRow } from './store.ts'

type Kinds = keyof typeof challengeEntries

export const challengeFolds: Folds<Kinds> = {
  'challenge.raised/v1': (entry, index) => {
    const { review, ...body } = entry.body
    insertChallenge(index, { ...body, seq: entry.seq, at: entry.at, by: entry.actor, review: numberOf(review), state: 'open', answers: [], closed: null, decided: null, acts: [toItemAct(entry, 'raised', body.text)] })
  },
  'challenge.answered/v1': (entry, index) => {
    const { challenge, text } = entry.body
    change(index, challenge, toItemAct(entry, 'answered', text), ({ answers }) => ({ state: 'answered', answers: [...answers, toSaid(entry, text)] }))
  },
  'challenge.closed/v1': (entry, index) => {
    const { challenge, disposition, text, successor } = entry.body
    const state = disposition === 'disagreed_and_escalated' ? 'escalated' : 'closed'
    change(index, challenge, toItemAct(entry, words[disposition], text), () => ({ state, closed: { ...toSaid(entry, text), disposition, successor } }))
  },
  'challenge.decided/v1': (entry, index) => {
    const { challenge, text } = entry.body
    change(index, challenge, toItemAct(entry, 'decided', text), () => ({ state: 'closed', decided: toSaid(entry, text) }))
  },
}

const toSaid = ({ seq, at, actor }: { seq: number; at: string; actor: string }, text: string) => ({ seq, at, by: actor, text })

function change(index: Index, id: string, act: ItemAct, to: (row: ChallengeRow) => Partial<ChallengeRow>): void {
  const row = readChallenge(index, numberOf(id))
  if (row) updateChallenge(index, row.seq, { ...to(row), acts: [...row.acts, act] })
}

const words: Record<Disposition, string> = {
  accepted_and_changed: 'closed: accepted and changed',
  accepted_and_documented: 'closed: accepted and documented',
  answered_to_satisfaction: 'closed: answered to satisfaction',
  disagreed_and_escalated: 'disagreed, to the approver',
  withdrawn: 'withdrawn',
}

const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text).replaceAll('\n', ' ')

export const challengeSummaries: Summaries<Kinds> = {
  'challenge.raised/v1': ({ seq, body: { review, area, text } }) => ({ summary: `Challenge of ${review} about ${area}: ${short(text)}`, subject: `H-${seq}` }),
  'challenge.answered/v1': ({ body: { challenge, text } }) => ({ summary: `${challenge} answered: ${short(text)}`, subject: challenge }),
  'challenge.closed/v1': ({ body: { challenge, disposition, text } }) => ({ summary: `${challenge} ${words[disposition]}: ${short(text)}`, subject: challenge }),
  'challenge.decided/v1': ({ body: { challenge, text } }) => ({ summary: `${challenge} decided: ${short(text)}`, subject: challenge }),
}
