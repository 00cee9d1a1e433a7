import type { waiverEntries } from '../../../../shared/contract/waivers.ts'
import { toLets } from '../../../../shared/waiver-words.ts'
import type { ItemAct } from '../../../../shared/contract/review-item.ts'
import { toWords } from '../../../../shared/id-words.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { parseDecision } from '../statement.ts'
import { insertWaiver, readWaiver, updateWaiver, type WaiverRow } from './store.ts'

type Kinds = keyof typeof waiverEntries

export const waiverFolds: Folds<Kinds> = {
  'waiver.proposed/v1': (entry, index) => insertWaiver(index, { ...entry.body, seq: entry.seq, at: entry.at, by: entry.actor, granted: null, closed: null, acts: [toItemAct(entry, 'proposed', entry.body.reason)] }),
  'waiver.granted/v1': (entry, index) => {
    const { waiver, note } = entry.body
    const role = parseDecision(note).get('Signer-Role') ?? ''
    change(index, waiver, toItemAct(entry, 'granted', `By signature, as ${toWords(role)}.`), ({ granted }) => ({ granted: granted ?? { seq: entry.seq, at: entry.at, by: entry.actor, role, note } }))
  },
  'waiver.closed/v1': (entry, index) => {
    const { waiver, how, reason } = entry.body
    change(index, waiver, toItemAct(entry, how, reason), ({ closed }) => ({ closed: closed ?? { seq: entry.seq, at: entry.at, by: entry.actor, how, reason } }))
  },
}

function change(index: Index, id: string, act: ItemAct, to: (row: WaiverRow) => Partial<WaiverRow>): void {
  const row = readWaiver(index, numberOf(id))
  if (row) updateWaiver(index, row.seq, { ...to(row), acts: [...row.acts, act] })
}

export const waiverSummaries: Summaries<Kinds> = {
  'waiver.proposed/v1': ({ seq, body: { version, deviation, until } }) => ({ summary: `Waiver for ${version} until ${until} proposed: ${toLets(deviation)}`, subject: `W-${seq}` }),
  'waiver.granted/v1': ({ actor, body }) => ({ summary: `Waiver ${body.waiver} granted by ${parseDecision(body.note).get('Signer') ?? actor}`, subject: body.waiver }),
  'waiver.closed/v1': ({ body }) => ({ summary: `Waiver ${body.waiver} ${body.how}: ${body.reason}`, subject: body.waiver }),
}
