import type { Condition } from './contract/conditions.ts'
import type { Finding } from './contract/findings.ts'
import type { AgendaItem } from './contract/inventory.ts'
import type { Review, WatchedApproval } from './contract/reviews.ts'
import type { AuditTrail } from './contract/ledger.ts'
import type { Waiver } from './contract/waivers.ts'
import { plural } from './counts.ts'
import { isOpen } from './review-machine.ts'

export interface AgendaFacts {
  /** A day: 2026-11-21. */
  today: string
  /** How far ahead to look; what is late is always listed. */
  days: number
  /** Null: nobody is signed in. */
  me: string | null
  /** Reviews that the person may act on now. */
  mine: readonly string[]
  reviews: readonly Review[]
  watched: readonly WatchedApproval[]
  conditions: readonly Condition[]
  findings: readonly Finding[]
  waivers: readonly Waiver[]
  /** When the ledger is to be verified in full; null where no tier asks for it. */
  trail: AuditTrail['demand']
}

const dayMs = 86_400_000

/** What waits for a person, what waits for others, and what ends or is due: each with the day, if it has one, the soonest first. */
export function toAgenda(facts: AgendaFacts): AgendaItem[] {
  const until = new Date(Date.parse(facts.today) + facts.days * dayMs).toISOString().slice(0, 10)
  const items = [...toWaiting(facts), ...toConditions(facts), ...toFindings(facts), ...toWaivers(facts), ...toTrail(facts), ...facts.watched.flatMap((one) => [...toLooks(one), ...toDates(one, facts.today)])]
  return items.filter(({ day }) => day === null || day <= until).toSorted((a, b) => byDay(a, b) || (a.id < b.id ? -1 : 1))
}

const byDay = (a: AgendaItem, b: AgendaItem): number => (a.day ?? '').localeCompare(b.day ?? '')

function toWaiting({ reviews, mine }: AgendaFacts): AgendaItem[] {
  return reviews
    .filter(({ state }) => isOpen(state) || state === 'suspended')
    .map(({ id, version, stateReason }) => ({
      id: `waits-${id}`,
      for: mine.includes(id) ? 'me' : 'others',
      day: null,
      late: false,
      to: `/reviews/${id}`,
      sentence: `${id} of ${version}: ${stateReason}`,
      plain: mine.includes(id) ? `${id} waits for you` : `${id} waits for somebody else`,
    }))
}

function toConditions({ conditions, me, today }: AgendaFacts): AgendaItem[] {
  return conditions
    .filter(({ state }) => state !== 'accepted')
    .map(({ id, version, terms, due, state, review }) => ({
      id: `condition-${id}`,
      for: terms.owner === me && state === 'open' ? 'me' : 'others',
      day: due,
      late: due < today,
      to: `/reviews/${review}`,
      sentence: `${id} on ${version}, of ${terms.owner}: ${terms.text} ${state === 'met' ? 'It was shown to be met and waits to be accepted.' : due < today ? `It was due on ${due}.` : ''}`.trim(),
      plain: `The condition ${id} is due`,
    }))
}

function toFindings({ findings, me, today }: AgendaFacts): AgendaItem[] {
  return findings
    .filter(({ state }) => state !== 'closed')
    .map(({ id, version, title, severity, owner, by, due, state }) => {
      const late = due !== null && due < today
      const now = state === 'remediated' ? 'It was remediated and waits to be tested again.' : late ? `It was due on ${due}.` : ''
      const waitsFor = state === 'remediated' ? by : owner
      return {
        id: `finding-${id}`,
        for: waitsFor === me ? 'me' : 'others',
        day: due,
        late,
        to: `/reviews/items/${id}`,
        sentence: `${id} on ${version}, ${severity}, of ${owner}: ${title}${/[.!?]$/.test(title) ? '' : '.'} ${now}`.trim(),
        plain: due === null ? `The finding ${id} is open` : `The finding ${id} is due`,
      }
    })
}

/** A waiver holds through its last day; one that nobody granted yet waits. */
function toWaivers({ waivers, today }: AgendaFacts): AgendaItem[] {
  return waivers
    .filter(({ state }) => state === 'live' || state === 'proposed')
    .map(({ id, version, lets, until, state }) => {
      const base = { id: `waiver-${id}`, late: until < today, to: `/reviews/items/${id}` }
      return state === 'live'
        ? { ...base, for: 'all', day: until, sentence: `The waiver ${id} of ${version} ends: ${lets}`, plain: `The waiver ${id} ends` }
        : { ...base, for: 'others', day: null, sentence: `The waiver ${id} of ${version} waits to be granted: ${lets}`, plain: `The waiver ${id} waits for somebody else` }
    })
}

const toTrail = ({ trail, today }: AgendaFacts): AgendaItem[] =>
  trail === null ? [] : [{ id: 'verify-ledger', for: 'all', day: trail.dueAt.slice(0, 10), late: trail.dueAt.slice(0, 10) < today, to: '/ledger/integrity', sentence: trail.sentence, plain: 'The ledger is to be verified in full' }]

/** Why to look at an approval again before it ends. Late checks are among the dates. */
function toLooks({ review, version, triggers }: WatchedApproval): AgendaItem[] {
  return triggers
    .filter(({ id }) => id !== 'check_overdue')
    .map(({ id, since, detail }, at) => ({
      id: `look-${review}-${id}-${at}`,
      for: 'all',
      day: null,
      late: false,
      to: `/reviews/${review}`,
      sentence: `${review} of ${version} asks for another look since ${since.slice(0, 10)}: ${detail}`,
      plain: `The approval ${review} asks for another look`,
    }))
}

function toDates({ review, version, expiresAt, checks }: WatchedApproval, today: string): AgendaItem[] {
  const dated = (id: string, day: string, sentence: string, plain: string): AgendaItem => ({ id, for: 'all', day, late: day < today, to: `/reviews/${review}`, sentence, plain })
  const end = expiresAt?.slice(0, 10)
  return [
    ...(end === undefined ? [] : [dated(`ends-${review}`, end, `The approval ${review} of ${version} ends.`, `The approval ${review} ends`)]),
    ...checks.map(({ kind, due }) => dated(`check-${review}-${kind}`, due.slice(0, 10), `The tier wants a ${kind} check of ${version} again.`, `A ${kind} check is due for ${review}`)),
  ]
}

/** `3 things wait for you, 1 of them late; 2 dates within 90 days`. */
export function countAgenda(items: readonly AgendaItem[], days: number): string {
  const mine = items.filter((item) => item.for === 'me')
  const late = mine.filter((item) => item.late).length
  const dates = items.filter((item) => item.for === 'all' && item.day !== null).length
  return `${plural(mine.length, 'thing waits', 'things wait')} for you${late === 0 ? '' : `, ${late} of them late`}; ${plural(dates, 'date')} within ${days} days`
}
