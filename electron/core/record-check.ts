import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordDifference, RecordsCheck } from '../domain/ledger/verification/run.ts'
import type { StoredEntry } from '../domain/ledger/service.ts'
import { isWritable } from '../platform/sqlite-ledger.ts'
import { openScratchIndex, type IndexDatabase } from '../platform/sqlite.ts'
import { createRecords, foldInBatches } from './records.ts'

type Row = Record<string, unknown>

/** Folds the entries anew and compares every table of index.db with what comes out, row by row. */
export const checkRecords: RecordsCheck = function* ({ dir, size, entries }) {
  const file = join(dir, 'index.db')
  // Where it can not be written it is not used either: the records that people see are folded in memory.
  if (!existsSync(file) || !isWritable(file)) return
  const fresh = openScratchIndex()
  const { raw } = fresh
  try {
    raw.prepare('ATTACH ? AS stored').run(file)
    raw.pragma('stored.cache_size = -4000')
    // One state of the file throughout, although the core may be folding into it.
    raw.exec('BEGIN')
    const upTo = raw.prepare('SELECT size FROM stored.folded').pluck().get() as number | undefined
    if (upTo === undefined) return
    if (upTo > size) yield { seq: null, detail: `index.db was folded from ${upTo} entries; the ledger has ${size}.` }
    fold(fresh, entries(), Math.min(upTo, size))
    for (const table of readTables(raw)) yield* compareTable(raw, table)
  } finally {
    fresh.close()
  }
}

function fold(fresh: IndexDatabase, entries: Iterable<StoredEntry>, upTo: number): void {
  // The root is not compared: verification has recomputed it.
  foldInBatches(createRecords(fresh), entries, upTo, Buffer.alloc(32))
}

/** The tables of records; `folded` says how far they go and is no record. */
function readTables(raw: IndexDatabase['raw']): string[] {
  const names = raw.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'folded' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name")
  return names.pluck().all() as string[]
}

function* compareTable(raw: IndexDatabase['raw'], table: string): Generator<RecordDifference> {
  const columns = raw.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table) as { name: string; pk: number }[]
  const list = columns.map(({ name }) => `"${name}"`).join(', ')
  const only = (left: string, right: string) => raw.prepare(`SELECT ${list} FROM ${left}."${table}" EXCEPT SELECT ${list} FROM ${right}."${table}"`).all() as Row[]
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
  const keyOf = (row: Row) => keys.map((name) => String(row[name])).join(' / ')
  const expected = new Map(only('main', 'stored').map((row) => [keyOf(row), row]))
  for (const row of only('stored', 'main')) {
    const right = expected.get(keyOf(row))
    expected.delete(keyOf(row))
    yield { seq: seqOf(right ?? row), detail: right ? describeChange(table, keyOf(row), row, right) : `The record ${table} ${keyOf(row)} is in index.db, but no entry made it.` }
  }
  for (const [key, row] of expected) yield { seq: seqOf(row), detail: `The record ${table} ${key} is missing from index.db.` }
}

function describeChange(table: string, key: string, stored: Row, expected: Row): string {
  const changed = Object.keys(expected).filter((name) => !isEqual(stored[name], expected[name]))
  const parts = changed.map((name) => `${name} is ${show(stored[name])}, the ledger says ${show(expected[name])}`)
  return `The record ${table} ${key} differs: ${parts.join('; ')}.`
}

const longest = 200
/** A block of a thousand entries is named, not printed. */
function show(value: unknown): string {
  if (Buffer.isBuffer(value)) return `${value.length} bytes`
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

const isEqual = (a: unknown, b: unknown) => (Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b)
const seqOf = (row: Row) => (typeof row['seq'] === 'number' ? row['seq'] : null)
