import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecords } from '../../electron/core/records.ts'
import type { StoredEntry } from '../../electron/domain/ledger/service.ts'
import { openIndex } from '../../electron/platform/sqlite.ts'
import type { IndexDatabase } from '../../electron/platform/sqlite.ts'

let folder: string
let two: [IndexDatabase, IndexDatabase]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'records-'))
  two = [openIndex(join(folder, 'index.db')), openIndex(join(folder, 'index.db'))]
})
afterEach(() => {
  for (const database of two) database.close()
  rmSync(folder, { recursive: true })
})

const toEntry = (seq: number): StoredEntry => ({ actor: 'ana@example.org', at: '2026-11-21T10:00:00.000Z', body: {}, kind: 'unknown/v1', ledger: 'x', seq, v: 1, leaf: '{}' })
const entriesOf = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => toEntry(from + i))
const toTip = (size: number) => ({ size, root: Buffer.alloc(32, size) })

describe('records that two processes fold', () => {
  it('take entries once: who comes second is told so, and changes nothing', () => {
    const [first, second] = two.map(createRecords) as [ReturnType<typeof createRecords>, ReturnType<typeof createRecords>]
    expect(first.fold(entriesOf(0, 3), toTip(3), 0)).toBe(true)
    expect(second.size()).toBe(3)
    expect(first.fold(entriesOf(3, 5), toTip(5), 3)).toBe(true)
    expect(second.fold(entriesOf(3, 5), toTip(5), 3)).toBe(false)
    expect(second.fold(entriesOf(6, 7), toTip(7), 6)).toBe(false)
    expect([second.size(), second.root()]).toEqual([5, toTip(5).root.toString('hex')])
    expect(two[1].raw.prepare('SELECT count, (SELECT count(*) FROM entry_row) AS rows FROM entry_kind').all()).toEqual([{ count: 5, rows: 5 }])
    expect(second.fold(entriesOf(5, 6), toTip(6), 5)).toBe(true)
    expect(first.size()).toBe(6)
  })
})
