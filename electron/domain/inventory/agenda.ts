import { toAgenda } from '../../../shared/agenda.ts'
import type { Condition } from '../../../shared/contract/conditions.ts'
import type { Finding } from '../../../shared/contract/findings.ts'
import type { AgendaItem } from '../../../shared/contract/inventory.ts'
import type { AuditTrail } from '../../../shared/contract/ledger.ts'
import type { Waiver } from '../../../shared/contract/waivers.ts'
import { requestStates } from '../../../shared/review-machine.ts'
import { toIcs } from '../../../shared/ics.ts'
import type { Clock } from '../../platform/clock.ts'
import { writeTextFile } from '../../platform/output-file.ts'
import type { Ledger } from '../ledger/service.ts'
import type { ReviewFacts, Reviews } from '../reviews/service.ts'

export interface AgendaOptions {
  ledger: Pick<Ledger, 'origin'>
  clock: Clock
  reviews: Pick<Reviews, 'list' | 'watched' | 'waitsFor'>
  conditions: { list(filter: object): Condition[] }
  findings: { list(filter: object): Finding[] }
  waivers: { list(filter: object): Waiver[] }
  trail: () => AuditTrail['demand']
}

export interface Agenda {
  /** What waits for the person, or for others, and what ends or is due within so many days. */
  agenda(person: string | null, days: number): AgendaItem[]
  /** What has a day, as a calendar file. */
  saveAgenda(person: string | null, input: { days: number; names: boolean; out: string }): { path: string; bytes: number }
}

export function createAgenda({ ledger, clock, reviews, conditions, findings, waivers, trail }: AgendaOptions): Agenda {
  const agenda: Agenda['agenda'] = (me, days) => {
    const mine: string[] = []
    const isMine = me === null ? () => false : reviews.waitsFor(me)
    const note = (facts: ReviewFacts) => {
      if (isMine(facts)) mine.push(`R-${facts.review.seq}`)
      return true
    }
    const all = reviews.list({}, { of: ({ state }) => !requestStates[state].terminal, keep: note })
    return toAgenda({ today: clock.now().toISOString().slice(0, 10), days, me, mine, reviews: all, watched: reviews.watched(all), conditions: conditions.list({}), findings: findings.list({}), waivers: waivers.list({}), trail: trail() })
  }
  return {
    agenda,
    saveAgenda: (me, { days, names, out }) => writeTextFile(out, toIcs(agenda(me, days), { origin: ledger.origin, at: clock.now(), names }), (before) => before.includes('PRODID:-//Countersign//')),
  }
}
