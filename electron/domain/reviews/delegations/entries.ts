import type { delegationEntries } from '../../../../shared/contract/delegations.ts'
import { toWords } from '../../../../shared/id-words.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { insertDelegation, readDelegation, updateDelegation } from './store.ts'

type Kinds = keyof typeof delegationEntries

export const delegationFolds: Folds<Kinds> = {
  'delegation.granted/v1': (entry, index) => insertDelegation(index, { ...entry.body, seq: entry.seq, at: entry.at, from: entry.actor, acceptedSeq: null, ended: null, acts: [toItemAct(entry, 'granted', entry.body.reason)] }),
  'delegation.accepted/v1': (entry, index) => {
    const row = readDelegation(index, numberOf(entry.body.delegation))
    if (row && row.acceptedSeq === null) updateDelegation(index, row.seq, { acceptedSeq: entry.seq, acts: [...row.acts, toItemAct(entry, 'accepted', '')] })
  },
  'delegation.ended/v1': (entry, index) => {
    const { delegation, how, reason } = entry.body
    const row = readDelegation(index, numberOf(delegation))
    if (row && row.ended === null) updateDelegation(index, row.seq, { ended: { seq: entry.seq, how }, acts: [...row.acts, toItemAct(entry, toWords(how), reason)] })
  },
}

export const delegationSummaries: Summaries<Kinds> = {
  'delegation.granted/v1': ({ seq, actor, body: { to, meanings, until } }) => ({ summary: `${actor} lets ${to} sign ${meanings.join(', ')} in their place until ${until}`, subject: `G-${seq}` }),
  'delegation.accepted/v1': ({ actor, body }) => ({ summary: `${body.delegation} accepted by ${actor}`, subject: body.delegation }),
  'delegation.ended/v1': ({ body: { delegation, how, reason } }) => ({ summary: `${delegation} ${toWords(how)}: ${reason}`, subject: delegation }),
}
