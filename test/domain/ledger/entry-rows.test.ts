import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findEntryRows, readEntryRows, readKinds } from '../../../electron/domain/ledger/entry-rows.ts'
import { entryRow } from '../../../electron/domain/ledger/schema.ts'
import { openIndex } from '../../../electron/platform/sqlite.ts'
import type { IndexDatabase } from '../../../electron/platform/sqlite.ts'

let database: IndexDatabase
const kinds = ['dataset.registered/v1', 'decision/v1', 'check.completed/v1']

/** Two entries a second. */
const timeOf = (seq: number) => new Date(Date.UTC(2026, 10, 21, 10) + Math.floor(seq / 2) * 1_000).toISOString()

function add(from: number, to: number): void {
  const insert = database.raw.prepare('INSERT INTO entry_row (seq, at, actor, kind, summary, subject) VALUES (?, ?, ?, ?, ?, ?)')
  database.raw.exec('BEGIN')
  for (let seq = from; seq < to; seq++) {
    insert.run(seq, timeOf(seq), seq % 2 ? 'ana@example.org' : 'ben@example.org', kinds[seq % 3], `Thing ${seq} at 100 % of_it`, seq % 5 ? null : `R-${seq}`)
  }
  database.raw.exec('COMMIT')
}

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
    add(300, 30_000)
    const query = { ...page, text: 'thing 2999' }
    expect((await findEntryRows(database.index, query, pause)).rows.map(({ seq }) => seq)).toEqual([29_999, 29_998, 29_997])
    expect(pauses).toBe(1)
    add(30_000, 30_010)
    expect(await findEntryRows(database.index, { ...page, text: 'thing 3000' }, pause)).toEqual(readEntryRows(database.index, { ...page, text: 'thing 3000' }))
    expect((await findEntryRows(database.index, { ...page, text: 'thing' }, pause)).total).toBe(30_010)
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
    expect(readKinds(database.index)).toEqual([...kinds].toSorted().map((kind) => ({ kind, count: 100 })))
  })
})
