import { expect, it } from 'vitest'
import { countAgenda, toAgenda, type AgendaFacts } from '../../shared/agenda.ts'
import type { AgendaItem } from '../../shared/contract/inventory.ts'
import { toIcs } from '../../shared/ics.ts'

const terms = { text: 'Monitor drift, monthly; report.', owner: 'olga@example.org', due: '2026-12-01', expects: 'a drift check', control: null, finding: null }
const facts = (more: Partial<AgendaFacts> = {}): AgendaFacts => ({
  today: '2026-11-21',
  days: 90,
  me: 'olga@example.org',
  mine: ['R-7'],
  reviews: [
    { id: 'R-7', version: 'credit@2', state: 'in_review', stateReason: 'Waits for one review.' },
    { id: 'R-8', version: 'fraud@1', state: 'changes_requested', stateReason: 'Returned.' },
    { id: 'R-9', version: 'old@1', state: 'expired', stateReason: 'Ended.' },
  ] as unknown as AgendaFacts['reviews'],
  watched: [
    { review: 'R-5', version: 'credit@1', expiresAt: '2026-12-21T10:00:00.000Z', daysLeft: 30, triggers: [], checks: [{ kind: 'drift', due: '2026-11-10T10:00:00.000Z' }, { kind: 'fairness', due: '2027-06-01T10:00:00.000Z' }] },
  ],
  conditions: [
    { id: 'K-3', version: 'credit@1', review: 'R-5', state: 'open', due: '2026-12-01', terms },
    { id: 'K-4', version: 'credit@1', review: 'R-5', state: 'met', due: '2026-11-01', terms },
    { id: 'K-5', version: 'credit@1', review: 'R-5', state: 'accepted', due: '2026-11-01', terms },
  ] as unknown as AgendaFacts['conditions'],
  ...more,
})
const lines = (items: readonly AgendaItem[]) => items.map((item) => `${item.for} ${item.day ?? '–'}${item.late ? ' late' : ''} ${item.id}`)

it('sorts what waits for me, for others, and what has a day; what is late is there however far one looks', () => {
  expect(lines(toAgenda(facts()))).toEqual(['me – waits-R-7', 'others – waits-R-8', 'others 2026-11-01 late condition-K-4', 'all 2026-11-10 late check-R-5-drift', 'me 2026-12-01 condition-K-3', 'all 2026-12-21 ends-R-5'])
  expect(lines(toAgenda(facts({ days: 29 }))).at(-1)).toBe('me 2026-12-01 condition-K-3')
  expect(lines(toAgenda(facts({ days: 200 }))).at(-1)).toBe('all 2027-06-01 check-R-5-fairness')
  expect(lines(toAgenda(facts({ me: null, mine: [] }))).filter((line) => line.startsWith('me'))).toEqual([])
  expect(countAgenda(toAgenda(facts()), 90)).toBe('2 things wait for you; 2 dates within 90 days')
})

/** Reads a calendar as RFC 5545 says, with nothing of the writer: unfolds, splits at the first colon, unescapes. */
function readCalendar(text: string): Record<string, string>[] {
  const events: Record<string, string>[] = []
  for (const line of text.replaceAll('\r\n ', '').split('\r\n')) {
    const [name, value] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]
    if (line === 'BEGIN:VEVENT') events.push({})
    else if (events.length > 0 && line !== 'END:VEVENT' && line !== '') events.at(-1)![name] = value.replaceAll(/\\(.)/g, (_all, mark: string) => (mark === 'n' ? '\n' : mark))
  }
  return events
}

const options = { origin: 'countersign.example/workspace+1', at: new Date('2026-11-21T10:00:00.000Z'), names: true }

it('exports days as all-day events that an independent reader reads back, in lines of at most 75 octets', () => {
  const hard: AgendaItem = { id: 'condition-K-9', for: 'me', day: '2026-12-31', late: false, to: '/reviews/R-5', sentence: `Größe; Menge, \\ und\nnoch mehr: ${'äöü€😀'.repeat(40)}`, plain: 'The condition K-9 is due' }
  const text = toIcs([...toAgenda(facts()), hard], options)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const events = readCalendar(text)
  expect(events.map((event) => [event['UID'], event['DTSTART;VALUE=DATE'], event['DTEND;VALUE=DATE']])).toEqual([
    ['condition-K-4@countersign.example-workspace-1', '20261101', '20261102'],
    ['check-R-5-drift@countersign.example-workspace-1', '20261110', '20261111'],
    ['condition-K-3@countersign.example-workspace-1', '20261201', '20261202'],
    ['ends-R-5@countersign.example-workspace-1', '20261221', '20261222'],
    ['condition-K-9@countersign.example-workspace-1', '20261231', '20270101'],
  ])
  expect(events.at(-1)!['DESCRIPTION']).toBe(hard.sentence)
  expect(events.every((event) => event['DTSTAMP'] === '20261121T100000Z')).toBe(true)
})

it('leaves out people, models and reasons unless they are asked for, and names each event the same every time', () => {
  const bare = toIcs(toAgenda(facts()), { ...options, names: false })
  for (const personal of ['olga', 'credit', 'fraud', 'drift, monthly', 'DESCRIPTION']) expect(bare).not.toContain(personal)
  const uids = (text: string) => readCalendar(text).map((event) => event['UID'])
  expect(uids(bare)).toEqual(uids(toIcs(toAgenda(facts({ today: '2026-11-25' })), { ...options, at: new Date('2026-11-25T10:00:00.000Z') })))
})
