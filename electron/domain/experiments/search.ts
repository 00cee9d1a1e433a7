import type { Clause, Order } from '../../../shared/mlflow-filter/clause.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import { compare, joinSql, wrap, type Sql } from './conditions.ts'
import type { KeyKind, RunRowOf } from './run-rows.ts'

/** Which runs: all clauses hold. What a run lacks never matches, not even `!=`. docs/formats/filter.md */
export interface RunSearch {
  experiments: readonly string[]
  clauses: readonly Clause[]
  /** With what ties are broken by, as `parseOrderBy` gives it, so that pages never overlap. */
  order: readonly Order[]
  show: 'kept' | 'discarded' | 'all'
  limit: number
  offset: number
}

export interface Found {
  rows: RunRowOf[]
  /** Of all that match; counted where it is asked for. */
  total: number | null
}

/** One statement over the rows of runs; compiled for each search, because its shape is the person's. */
export function searchRuns(db: DraftStatements, search: RunSearch, { count = false } = {}): Found {
  const where = toWhere(db, search)
  const { joins, terms } = toOrder(db, search.order)
  const all = joinSql([joins, where], ' ')
  // Numbers alone are sorted: a page far down passes over many rows.
  const sorted = `SELECT run.no FROM run ${all[0]} ORDER BY ${terms}`
  const [from, end] = [search.offset, search.offset + search.limit]
  const isFar = end > mostKept && search.order[0]?.entity !== 'attribute'
  const numbers = (isFar ? db.prepare(sorted).pluck().all(...all.slice(1)).slice(from, end) : db.prepare(`${sorted} LIMIT ? OFFSET ?`).pluck().all(...all.slice(1), search.limit, from)) as number[]
  return { rows: readRows(db, numbers), total: count ? countRuns(db, search, where) : null }
}

/** SQLite keeps the first so many of a LIMIT in a tree while it reads; from here on sorting all of them is quicker (bench/experiments/search.ts). */
const mostKept = 20_000

function readRows(db: DraftStatements, numbers: readonly number[]): RunRowOf[] {
  const found = db.prepare('SELECT * FROM run WHERE no IN (SELECT value FROM json_each(?))').all(JSON.stringify(numbers)) as RunRowOf[]
  const byNumber = new Map(found.map((row) => [row.no, row]))
  return numbers.map((no) => byNumber.get(no)!)
}

function countRuns(db: DraftStatements, { experiments, clauses, show }: RunSearch, where: Sql): number {
  const counted = clauses.length > 0 ? `SELECT count(*) FROM run ${where[0]}` : `SELECT coalesce(sum(runs), 0) FROM run_count WHERE experiment IN (SELECT value FROM json_each(?))${show === 'all' ? '' : ' AND discarded = ?'}`
  const values = clauses.length > 0 ? where.slice(1) : [JSON.stringify(experiments), ...(show === 'all' ? [] : [show === 'discarded' ? 1 : 0])]
  return db.prepare(counted).pluck().get(...values) as number
}

function toWhere(db: DraftStatements, { experiments, clauses, show }: RunSearch): Sql {
  const shown: Sql[] = show === 'all' ? [] : [['run.discarded = ?', show === 'discarded' ? 1 : 0]]
  // One is compared with, not looked for in a list: then its index gives the order, too.
  const within: Sql = experiments.length === 1 ? ['run.experiment = ?', experiments[0]] : ['run.experiment IN (SELECT value FROM json_each(?))', JSON.stringify(experiments)]
  const [text, ...values] = joinSql([within, ...shown, ...clauses.map((clause) => toCondition(db, clause))], ' AND ')
  return [`WHERE ${text}`, ...values]
}

const tables = { metric: 'run_latest', parameter: 'run_parameter', tag: 'run_tag' } as const

/** How an attribute is told from a row. Clients know states by their upper-case names, and files by the address that the endpoint gives. */
const attributes: Record<string, string | undefined> = {
  run_id: 'run.id',
  run_name: 'run.name',
  user_id: 'run.user_name',
  status: 'upper(run.status)',
  artifact_uri: "'mlflow-artifacts:/' || run.experiment || '/' || run.id || '/artifacts'",
  start_time: 'run.started_ms',
  end_time: 'run.ended_ms',
}

function toCondition(db: DraftStatements, clause: Clause): Sql {
  const { entity, key, comparator } = clause
  if (entity === 'attribute') return compare(toAttribute(key), clause)
  if (entity === 'dataset') return wrap('run.no IN (SELECT run FROM run_dataset WHERE ', compare(key === 'context' ? "json_extract(content, '$.context')" : key, clause), ')')
  const id = keyOf(db, entity, key)
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return [`run.no ${comparator === 'IS NULL' ? 'NOT IN' : 'IN'} (SELECT run FROM ${tables[entity]} WHERE key = ?)`, id]
  const [text, ...values] = compare('value', clause)
  return [`run.no IN (SELECT run FROM ${tables[entity]} WHERE key = ?${entity === 'metric' ? ' AND nan = 0' : ''} AND ${text})`, id, ...values]
}

const toAttribute = (key: string) => {
  const column = attributes[key]
  if (column === undefined) throw new Error(`no attribute ${key}`)
  return column
}

const keyOf = (db: DraftStatements, kind: KeyKind, name: string): number => (db.prepare('SELECT id FROM run_key WHERE kind = ? AND name = ?').pluck().get(kind, name) as number | undefined) ?? -1

/** Missing values come last in both directions, and NaN before them. */
function toOrder(db: DraftStatements, order: readonly Order[]): { joins: Sql; terms: string } {
  const joins: Sql[] = []
  const terms = order.map(({ entity, key, ascending }, at) => {
    const way = ascending ? 'ASC' : 'DESC'
    if (entity === 'attribute') return `${toAttribute(key)} ${way}${mayLack.includes(key) ? ' NULLS LAST' : ''}`
    joins.push([`LEFT JOIN ${tables[entity]} AS o${at} ON o${at}.key = ? AND o${at}.run = run.no`, keyOf(db, entity, key)])
    return entity === 'metric' ? `CASE WHEN o${at}.nan = 0 THEN o${at}.value END ${way} NULLS LAST, o${at}.nan IS NULL` : `o${at}.value ${way} NULLS LAST`
  })
  return { joins: joinSql(joins, ' '), terms: terms.join(', ') }
}

/** Attributes that a run may be without. Asked of another, NULLS LAST would only keep SQLite from reading in the order of an index. */
const mayLack = ['start_time', 'end_time']

export interface RunValues {
  parameters: Map<number, Record<string, string>>
  tags: Map<number, Record<string, string>>
  metrics: Map<number, { key: string; step: number; at_ms: number; value: number; nan: number }[]>
}

/** Data that each run used, as it was written, by one statement. */
export function readDatasetTexts(db: DraftStatements, runs: readonly number[]): Map<number, string[]> {
  const found = new Map<number, string[]>()
  const rows = db.prepare('SELECT run, content FROM run_dataset WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, name, digest, role').raw().all(JSON.stringify(runs)) as [number, string][]
  for (const [run, content] of rows) found.set(run, [...(found.get(run) ?? []), content])
  return found
}

/** What many runs hold, by three statements. */
export function readValues(db: DraftStatements, runs: readonly number[]): RunValues {
  const ids = JSON.stringify(runs)
  const texts = (table: string) => {
    const found = new Map<number, Record<string, string>>(runs.map((no) => [no, {}]))
    const rows = db.prepare(`SELECT run, name, value FROM ${table} JOIN run_key ON id = key WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, name`).raw().all(ids) as [number, string, string][]
    for (const [run, name, value] of rows) found.get(run)![name] = value
    return found
  }
  const metrics: RunValues['metrics'] = new Map(runs.map((no) => [no, []]))
  const rows = db.prepare('SELECT run, name AS key, step, at_ms, value, nan FROM run_latest JOIN run_key ON id = key WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, name').all(ids)
  for (const { run, ...point } of rows as ({ run: number } & (RunValues['metrics'] extends Map<number, (infer P)[]> ? P : never))[]) metrics.get(run)!.push(point)
  return { parameters: texts('run_parameter'), tags: texts('run_tag'), metrics }
}

/** Names that runs of these experiments use, in the order of their letters. */
export function readKeys(db: DraftStatements, experiments: readonly string[]): { parameters: string[]; metrics: string[]; tags: string[] } {
  const names = db.prepare('SELECT DISTINCT name FROM run_key_count JOIN run_key ON id = key WHERE kind = ? AND runs > 0 AND experiment IN (SELECT value FROM json_each(?)) ORDER BY name').pluck()
  const of = (kind: KeyKind) => names.all(kind, JSON.stringify(experiments)) as string[]
  return { parameters: of('parameter'), metrics: of('metric'), tags: of('tag') }
}
