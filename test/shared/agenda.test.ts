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
  findings: [],
  waivers: [],
  trail: null,
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

it('lists the verification that the policy wants, with its day', () => {
  const demand = { tier: 1 as const, days: 7, dueAt: '2026-11-20T10:00:00.000Z', late: true, sentence: 'Tier 1 asks for it. Verify it now.' }
  expect(toAgenda(facts({ trail: demand })).find(({ id }) => id === 'verify-ledger')).toEqual({ id: 'verify-ledger', for: 'all', day: '2026-11-20', late: true, to: '/ledger/integrity', sentence: demand.sentence, plain: 'The ledger is to be verified in full' })
})

const finding = { version: 'credit@1', severity: 'high', by: 'vera@example.org', owner: 'olga@example.org', title: 'Leak of the label', due: '2026-12-05', state: 'open' }
const waiver = { version: 'credit@1', lets: 'model card may be missing', until: '2026-11-30', state: 'live' }
const items = (more: Partial<AgendaFacts>) =>
  facts({
    findings: [{ ...finding, id: 'X-1' }, { ...finding, id: 'X-2', state: 'remediated', due: '2026-11-02' }, { ...finding, id: 'X-3', state: 'closed' }, { ...finding, id: 'X-4', severity: 'observation', due: null }] as unknown as AgendaFacts['findings'],
    waivers: [{ ...waiver, id: 'W-1' }, { ...waiver, id: 'W-2', state: 'proposed' }, { ...waiver, id: 'W-3', state: 'expired' }] as unknown as AgendaFacts['waivers'],
    reviews: [],
    conditions: [],
    watched: [],
    ...more,
  })

it('lists findings for whom they wait by the day they are due, and waivers by the day they end', () => {
  expect(lines(toAgenda(items({})))).toEqual(['me – finding-X-4', 'others – waiver-W-2', 'others 2026-11-02 late finding-X-2', 'all 2026-11-30 waiver-W-1', 'me 2026-12-05 finding-X-1'])
  expect(lines(toAgenda(items({ me: 'vera@example.org' })))).toContain('me 2026-11-02 late finding-X-2')
  expect(toAgenda(items({})).map(({ sentence }) => sentence)).toContain('X-1 on credit@1, high, of olga@example.org: Leak of the label.')
  const calendar = toIcs(toAgenda(items({})), { ...options, names: false })
  expect(readCalendar(calendar).map((event) => event['SUMMARY'])).toEqual(['The finding X-2 is due', 'The waiver W-1 ends', 'The finding X-1 is due'])
})

it('says what asks for another look at an approval, and counts it as no date', () => {
  const triggers = [{ id: 'snapshot_replaced', since: '2026-11-05T10:00:00.000Z', detail: 'german@1 was replaced by german@2.' }, { id: 'check_overdue', since: '2026-11-10T10:00:00.000Z', detail: 'Late.' }]
  const agenda = toAgenda(items({ findings: [], waivers: [], watched: [{ ...facts().watched[0]!, triggers }] }))
  expect(agenda.filter(({ day }) => day === null).map(({ sentence }) => sentence)).toEqual(['R-5 of credit@1 asks for another look since 2026-11-05: german@1 was replaced by german@2.'])
  expect(countAgenda(agenda, 90)).toBe('0 things wait for you; 2 dates within 90 days')
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
