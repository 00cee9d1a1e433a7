import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findEntryRows, readEntryRows, readKinds, readNewestOf, readSeqsOf } from '../../../electron/domain/ledger/entry-rows.ts'
import { createEntryWriter } from '../../../electron/domain/ledger/entry-blocks.ts'
import { entryRow } from '../../../electron/domain/ledger/schema.ts'
import { openIndex } from '../../../electron/platform/sqlite.ts'
import type { IndexDatabase } from '../../../electron/platform/sqlite.ts'

let database: IndexDatabase
const kindsOf = ['dataset.registered/v1', 'decision/v1', 'check.completed/v1']

/** Two entries a second. */
const timeOf = (seq: number) => new Date(Date.UTC(2026, 10, 21, 10) + Math.floor(seq / 2) * 1_000).toISOString()

const toRow = (seq: number) => ({
  seq,
  at: timeOf(seq),
  actor: seq % 2 ? 'ana@example.org' : 'ben@example.org',
  kind: kindsOf[seq % 3]!,
  summary: `Thing ${seq} at 100 % of_it`,
  subject: seq % 5 ? null : `R-${seq}`,
})

function add(from: number, to: number): void {
  const write = createEntryWriter(database.raw)
  database.raw.transaction(() => write(Array.from({ length: to - from }, (_, i) => toRow(from + i))))()
}

type Looked = { text?: string; kind?: string; kinds?: string[]; actor?: string; subject?: string }
const matches = (row: ReturnType<typeof toRow>, { text = '', kind, kinds, actor, subject }: Looked) =>
  [row.summary, row.subject ?? ''].some((part) => part.toLowerCase().includes(text.toLowerCase())) &&
  (kind === undefined || row.kind === kind) &&
  (kinds === undefined || kinds.includes(row.kind)) &&
  (actor === undefined || row.actor === actor) &&
  (subject === undefined || row.subject === subject)

beforeEach(() => {
  database = openIndex(null)
  add(0, 300)
})
afterEach(() => database.close())

const page = { offset: 0, limit: 3, order: 'newest' as const }
const read = (query: Partial<Parameters<typeof readEntryRows>[1]>) => {
  const { total, rows } = readEntryRows(database.index, { ...page, ...query })
  return { total, seqs: rows.map(({ seq }) => seq) }
}

describe('the list of entries', () => {
  it('is newest first unless oldest is asked for, and ends where it ends', () => {
    expect(read({})).toEqual({ total: 300, seqs: [299, 298, 297] })
    expect(read({ offset: 298 })).toEqual({ total: 300, seqs: [1, 0] })
    expect(read({ order: 'oldest', offset: 298 })).toEqual({ total: 300, seqs: [298, 299] })
    expect(read({ offset: 300 }).seqs).toEqual([])
  })

  it.each([
    [{ kind: 'decision/v1' }, 100, [298, 295, 292]],
    [{ actor: 'ana@example.org' }, 150, [299, 297, 295]],
    [{ kind: 'decision/v1', actor: 'ben@example.org' }, 50, [298, 292, 286]],
    [{ text: 'thing 29' }, 11, [299, 298, 297]],
    [{ text: 'R-29' }, 2, [295, 290]],
    [{ text: '% of_' }, 300, [299, 298, 297]],
    [{ subject: 'R-295' }, 1, [295]],
    [{ subject: 'R-29' }, 0, []],
    [{ from: timeOf(10), to: timeOf(14) }, 4, [13, 12, 11]],
    [{ from: timeOf(298) }, 2, [299, 298]],
    [{ to: timeOf(2), kind: 'decision/v1' }, 1, [1]],
    [{ from: timeOf(20), to: timeOf(10) }, 0, []],
    [{ from: timeOf(290), text: 'thing 29' }, 10, [299, 298, 297]],
    [{ text: '100_' }, 0, []],
    [{ text: "'" }, 0, []],
    [{ kind: 'no.such/v1' }, 0, []],
  ])('is narrowed by %j', (filter, total, seqs) => {
    expect(read(filter)).toEqual({ total, seqs })
  })

  it('is searched in steps to the same rows, and looks at what came since', async () => {
    let pauses = 0
    const pause = () => Promise.resolve(void pauses++)
    add(300, 70_000)
    const query = { ...page, text: 'thing 6999' }
    expect((await findEntryRows(database.index, query, pause)).rows.map(({ seq }) => seq)).toEqual([69_999, 69_998, 69_997])
    expect(pauses).toBe(1)
    add(70_000, 70_010)
    expect(await findEntryRows(database.index, { ...page, text: 'thing 7000' }, pause)).toEqual(readEntryRows(database.index, { ...page, text: 'thing 7000' }))
    expect((await findEntryRows(database.index, { ...page, text: 'thing' }, pause)).total).toBe(70_010)
  })

  it('finds the same, whole blocks and the entries since the last one together, as looking at every row does', () => {
    add(300, 5_000)
    const all = Array.from({ length: 5_000 }, (_, seq) => toRow(seq))
    const filters = [
      { text: 'THING 4' },
      { text: 'thing 102' },
      { text: 'thing 1 of' },
      { text: 'r-45', kind: 'decision/v1' },
      { text: '7', actor: 'ana@example.org', kind: 'check.completed/v1' },
      { actor: 'ben@example.org' },
      { kinds: ['decision/v1', 'dataset.registered/v1'], text: '99' },
      { subject: 'R-4095', text: '409' },
      { subject: 'R-4095', actor: 'ben@example.org' },
    ]
    for (const filter of filters) {
      const expected = all.filter((row) => matches(row, filter)).map(({ seq }) => seq)
      const { total, seqs } = read({ ...filter, order: 'oldest', limit: 500 })
      expect({ total, seqs }, JSON.stringify(filter)).toEqual({ total: expected.length, seqs: expected.slice(0, 500) })
    }
    expect(readSeqsOf(database.index, ['decision/v1'])).toEqual(all.filter(({ kind }) => kind === 'decision/v1').map(({ seq }) => seq))
    expect(readNewestOf(database.index, ['decision/v1'], 2).map(({ seq }) => seq)).toEqual([4_999, 4_996])
  })

  it('is searched without regard to case in any script, over line breaks, and never across summary and subject', () => {
    const texts = ['ÄRGER in Zürich', 'первый ОТЧЁТ', 'two\nlines', 'İstanbul 😂', 'ends with a', 'plain']
    const write = createEntryWriter(database.raw)
    const rows = Array.from({ length: 1_100 }, (_, i) => ({ ...toRow(300 + i), summary: texts[i % texts.length]!, subject: i % texts.length === 4 ? 'b starts' : null }))
    database.raw.transaction(() => write(rows))()
    const count = (text: string) => read({ text }).total
    expect([count('ärger IN zÜ'), count('отчёт'), count('TWO LINES'), count('😂'), count('with a'), count('a b'), count('a\u001fb'), count('B STARTS'), count('\u2026'), count('ü'), count('\u001e')]).toEqual([184, 184, 183, 183, 183, 0, 0, 183, 0, 184, 1217])
  })

  it('is written the same whatever the batches were', () => {
    const other = openIndex(null)
    const write = createEntryWriter(other.raw)
    add(300, 3_000)
    for (let seq = 0; seq < 3_000; seq += 7) other.raw.transaction(() => write(Array.from({ length: Math.min(7, 3_000 - seq) }, (_, i) => toRow(seq + i))))()
    for (const table of ['entry_row', 'entry_kind', 'entry_actor', 'entry_block']) {
      const rows = (one: IndexDatabase) => one.raw.prepare(`SELECT * FROM ${table}`).all()
      expect(rows(other), table).toEqual(rows(database))
    }
    expect(other.raw.prepare('SELECT seq FROM entry_block').pluck().all()).toEqual([0, 1_024])
    other.close()
  })

  it('is cut into pages that join, in both orders', () => {
    for (const order of ['newest', 'oldest'] as const) {
      const all = Array.from({ length: 40 }, (_, i) => read({ kind: 'decision/v1', order, offset: i * 3 }).seqs).flat()
      const expected = Array.from({ length: 100 }, (_, i) => 3 * i + 1)
      expect(all).toEqual(order === 'oldest' ? expected : expected.toReversed())
    }
  })

  it('grows with the ledger and forgets what was folded anew', () => {
    expect(read({ kind: 'decision/v1' }).total).toBe(100)
    add(300, 330)
    expect(read({ kind: 'decision/v1' })).toEqual({ total: 110, seqs: [328, 325, 322] })
    database.index.delete(entryRow).run()
    add(0, 6)
    expect(read({ kind: 'decision/v1' })).toEqual({ total: 2, seqs: [4, 1] })
  })

  it('counts kinds', () => {
    expect(readKinds(database.index)).toEqual([...kindsOf].toSorted().map((kind) => ({ kind, count: 100 })))
  })
})
