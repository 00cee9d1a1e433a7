import type { RowCounts } from '../../../../shared/contract/evidence.ts'
import type { Row } from '../../../platform/duckdb-session.ts'
import { keyOf, textOf, toDouble } from '../values.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import type { ColumnValues, SideFacts, Unreadable } from './facts.ts'
import { type Question, type SideName, sidesOf, windowsOf } from './question.ts'
import { isBanded, toExample, toPeriod, type Source } from './source.ts'

/** Counts come as bigint, or null where there was nothing to add up; a file holds fewer than 2^53 rows. */
export const toCount = (value: unknown): number => Number(value ?? 0)

/** Columns of the counted tables beside label, decision and score. */
const segmentsOf = ({ settings }: Question): string[] => settings.segments.map((_, at) => `g${at}`)
export const partColumns = (question: Question, side: SideName): string[] => [...(windowsOf(question, side) ? ['w'] : []), ...(side === 'data' ? segmentsOf(question) : [])]

/** The only statement over all rows: how often each combination of values occurs, as the file writes them. */
export async function countValues(question: Question, side: SideName): Promise<void> {
  const { settings, run } = question
  const { model, challenger, business, time } = settings
  const columns = [
    'l',
    ...(model.prediction === null ? [] : ['d']),
    ...(model.score === null ? [] : ['s']),
    ...(side === 'data' && challenger?.prediction ? ['cd'] : []),
    ...(side === 'data' && challenger?.score ? ['cs'] : []),
    ...partColumns(question, side),
  ]
  const sums = [
    'count(*) AS n',
    ...(business?.column ? ['count(v) AS vn', 'coalesce(fsum(v), 0) AS v1', 'coalesce(fsum(v * v), 0) AS v2', 'count(*) FILTER (isnan(v)) AS v_bad'] : []),
    ...(time === null ? [] : ['count(*) FILTER (t_bad) AS t_bad', 'count(*) FILTER (t IS NULL) AS t_missing']),
    ...(side === 'data' ? settings.segments.flatMap((segment, at) => (isBanded(segment) ? [`count(*) FILTER (g${at}_bad) AS g${at}_bad`] : [])) : []),
  ]
  await run(`CREATE OR REPLACE TEMP TABLE ${side}_counted AS SELECT ${[...columns, ...sums].join(', ')} FROM ${side}_rows GROUP BY ALL`)
}

/** One row for each way a value is written, with the key that equal values share. */
async function createDictionary({ settings, run }: Question, side: SideName, column: 'l' | 'd' | 'cd'): Promise<void> {
  const text = textOf('raw', settings.missing)
  await run(
    `CREATE OR REPLACE TEMP TABLE ${side}_${column} AS SELECT raw, text, ${keyOf('text')} AS key, total FROM (SELECT raw, ${text} AS text, total FROM (SELECT ${column} AS raw, sum(n) AS total FROM ${side}_counted GROUP BY 1) WHERE raw IS NOT NULL)`,
  )
}

/** Which values there are, over all files: every class gets a number, the positive one the last. */
export async function createClasses(question: Question): Promise<string[]> {
  const { settings, run } = question
  const tables: string[] = []
  for (const side of sidesOf(question)) {
    const columns = ['l', ...(settings.model.prediction === null ? [] : ['d']), ...(side === 'data' && settings.challenger?.prediction ? ['cd'] : [])] as ('l' | 'd' | 'cd')[]
    for (const column of columns) {
      await createDictionary(question, side, column)
      tables.push(`${side}_${column}`)
    }
  }
  const positive = settings.positive === null ? 'false' : `key = ${keyOf(toLiteral(settings.positive.trim()))}`
  const values = tables.map((table) => `SELECT key, text FROM ${table} WHERE key IS NOT NULL`).join(' UNION ALL ')
  await run(
    `CREATE OR REPLACE TEMP TABLE classes AS SELECT key, text, row_number() OVER (ORDER BY ${positive}, TRY_CAST(text AS DOUBLE) NULLS LAST, text) - 1 AS idx FROM (SELECT key, min_by(text, printf('%09d', length(text)) || text) AS text FROM (${values}) GROUP BY key)`,
  )
  return (await run('SELECT text FROM classes ORDER BY idx')).map((row) => String(row['text']))
}

/** Every segment and window gets a number, in the order of its text (bands and chunks by theirs). */
export async function createParts(question: Question, side: SideName): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const column of partColumns(question, side)) {
    const banded = column.startsWith('g') && isBanded(question.settings.segments[Number(column.slice(1))]!)
    const counted = column === 'w' && windowsOf(question, side)?.by !== 'period'
    const text = banded || counted ? 'CAST(raw AS VARCHAR)' : column === 'w' ? toPeriod(windowsOf(question, side)) : textOf('raw', question.settings.missing)
    const order = banded || counted ? 'CAST(text AS BIGINT)' : 'text'
    // Missing ones stay, without a number: a filter on text would be moved below DISTINCT, and make text of millions of rows instead of a handful of values.
    const distinct = `SELECT raw, ${text} AS text FROM (SELECT DISTINCT ${column} AS raw FROM ${side}_counted WHERE ${column} IS NOT NULL)`
    await question.run(`CREATE OR REPLACE TEMP TABLE ${side}_${column} AS SELECT raw, text, CASE WHEN text IS NOT NULL THEN dense_rank() OVER (ORDER BY ${order} NULLS LAST) - 1 END AS idx FROM (${distinct})`)
    found[column] = (await question.run(`SELECT DISTINCT idx, text FROM ${side}_${column} WHERE text IS NOT NULL ORDER BY idx`)).map((row) => String(row['text']))
  }
  return found
}

/** Rows with their class numbers: what every later statement adds up. `code` is truth · k + decision. */
export async function createCells(question: Question, side: SideName, k: number): Promise<void> {
  const { settings, run } = question
  const { model, challenger, business } = settings
  const lookup = (column: string) => `JOIN ${side}_${column} t_${column} ON t_${column}.raw = ${column} JOIN classes k_${column} ON k_${column}.key = t_${column}.key`
  const byCutoff = (score: string, cutoff: number | null) => `CASE WHEN ${score} IS NULL THEN NULL ELSE CAST(${score} >= ${toDouble(cutoff as number)} AS BIGINT) END`
  const decision = model.prediction === null ? byCutoff('s', model.cutoff) : 'k_d.idx'
  const parts = partColumns(question, side)
  const hasChallenger = side === 'data' && challenger !== null
  const other = !hasChallenger ? [] : [`${challenger.prediction === null ? byCutoff('cs', challenger.cutoff) : 'k_cd.idx'} AS ch`, ...(challenger.score === null ? [] : ['cs'])]
  const columns = [
    ...(model.score === null ? [] : ['s']),
    `k_l.idx * ${k} + ${decision} AS code`,
    ...other,
    ...parts.map((part) => `p_${part}.idx AS ${part}`),
    'n',
    ...(business?.column ? ['vn', 'v1', 'v2'] : []),
  ]
  const joins = [
    lookup('l'),
    ...(model.prediction === null ? [] : [lookup('d')]),
    ...(hasChallenger && challenger.prediction !== null ? [lookup('cd').replaceAll('JOIN', 'LEFT JOIN')] : []),
    ...parts.map((part) => `LEFT JOIN ${side}_${part} p_${part} ON p_${part}.raw = c.${part}`),
  ]
  const usable = model.prediction === null ? ' WHERE s IS NOT NULL' : ''
  await run(`CREATE OR REPLACE TEMP TABLE ${side}_cells AS SELECT ${columns.join(', ')} FROM ${side}_counted c ${joins.join(' ')}${usable}`)
}

/** Reasons are told apart so that they add up: read = used + missing label + missing prediction or score. The others are of used rows. */
export async function readSideFacts(question: Question, side: SideName, windows: number): Promise<SideFacts> {
  const { settings, run } = question
  const { model, business, time } = settings
  const label = `t_l.key IS NULL`
  const decision = model.prediction === null ? 's IS NULL' : 't_d.key IS NULL'
  const used = `NOT (${label}) AND NOT (${decision})`
  const parts = partColumns(question, side)
  const columns = [
    'sum(n) AS "read"',
    `sum(n) FILTER (${label}) AS missing_label`,
    `sum(n) FILTER (NOT (${label}) AND ${decision}) AS missing_decision`,
    `sum(n) FILTER (${used}) AS used`,
    ...(model.prediction !== null && model.score !== null ? [`sum(n) FILTER (${used} AND s IS NULL) AS missing_score`] : []),
    ...(business?.column ? [`sum(n - vn) FILTER (${used}) AS missing_value`] : []),
    ...(time === null ? [] : ['sum(t_missing) AS missing_time']),
    ...parts.filter((part) => part !== 'w').map((part) => `sum(n) FILTER (${used} AND p_${part}.idx IS NULL) AS missing_${part}`),
    ...(side === 'data' && settings.challenger ? [`sum(n) FILTER (${used} AND ${settings.challenger.prediction === null ? 'cs IS NULL' : 't_cd.key IS NULL'}) AS missing_challenger`] : []),
  ]
  const dictionaries = ['l', ...(model.prediction === null ? [] : ['d']), ...(side === 'data' && settings.challenger?.prediction ? ['cd'] : [])]
  const joins = [
    ...dictionaries.map((column) => `LEFT JOIN ${side}_${column} t_${column} ON t_${column}.raw = ${column}`),
    ...parts.filter((part) => part !== 'w').map((part) => `LEFT JOIN ${side}_${part} p_${part} ON p_${part}.raw = c.${part}`),
  ]
  const [row = {}] = await run(`SELECT ${columns.join(', ')} FROM ${side}_counted c ${joins.join(' ')}`)
  return {
    rows: toRowCounts(row, question),
    labels: await readValues(question, `${side}_l`),
    predictions: model.prediction === null ? null : await readValues(question, `${side}_d`),
    windows,
  }
}

export function toRowCounts(row: Row, { settings }: Question): RowCounts {
  const { model, segments } = settings
  const excluded: Record<string, number> = {
    missing_label: toCount(row['missing_label']),
    [model.prediction === null ? 'missing_score' : 'missing_prediction']: toCount(row['missing_decision']),
  }
  const named = { missing_score: 'missing_score', missing_value: 'missing_value', missing_time: 'missing_time', missing_challenger: 'missing_challenger' }
  for (const [key, name] of Object.entries(named)) if (key in row) excluded[name] = toCount(row[key])
  segments.forEach(({ column }, at) => {
    if (`missing_g${at}` in row) excluded[`missing_segment:${column}`] = toCount(row[`missing_g${at}`])
  })
  return { read: toCount(row['read']), used: toCount(row['used']), excluded }
}

async function readValues({ run }: Question, table: string): Promise<ColumnValues> {
  const rows = await run(`SELECT min(text) AS text, sum(total) AS n, count(*) OVER () AS distinct_values FROM ${table} WHERE key IS NOT NULL GROUP BY key ORDER BY n DESC, text LIMIT 20`)
  return { distinct: toCount(rows[0]?.['distinct_values']), values: rows.map((row) => ({ text: String(row['text']), rows: toCount(row['n']) })) }
}

/** Values that should be numbers or times and are not, with one of them. */
export async function readUnreadable(question: Question, side: SideName): Promise<Unreadable[]> {
  const { settings, run, sources } = question
  const { model, challenger, business, time, segments, task } = settings
  const inData = side === 'data'
  const numbers = task === 'regression' ? (['l', 'd', ...(inData && challenger ? ['cd'] : [])] as const) : []
  const candidates: { sql: string; column: string | null; role: string; what: 'number' | 'time' }[] = [
    ...numbers.map((short) => ({ sql: `sum(${short}_bad)`, column: { l: settings.label, d: model.prediction, cd: challenger?.prediction ?? null }[short] ?? null, role: roleOf(question, short, side), what: 'number' as const })),
    ...(model.score === null ? [] : [{ sql: 'sum(n) FILTER (isnan(s))', column: model.score, role: side, what: 'number' as const }]),
    ...(inData && challenger?.score ? [{ sql: 'sum(n) FILTER (isnan(cs))', column: challenger.score, role: roleOf(question, 'cs', side), what: 'number' as const }] : []),
    ...(business?.column ? [{ sql: 'sum(v_bad)', column: business.column, role: side, what: 'number' as const }] : []),
    ...(time === null ? [] : [{ sql: 'sum(t_bad)', column: time, role: side, what: 'time' as const }]),
    ...(inData ? segments.flatMap((segment, at) => (isBanded(segment) ? [{ sql: `sum(g${at}_bad)`, column: segment.column, role: side, what: 'number' as const }] : [])) : []),
  ]
  if (candidates.length === 0) return []
  const [row = {}] = await run(`SELECT ${candidates.map(({ sql }, at) => `${sql} AS u${at}`).join(', ')} FROM ${side}_counted`)
  const found: Unreadable[] = []
  for (const [at, { column, role, what }] of candidates.entries()) {
    const rows = toCount(row[`u${at}`])
    if (rows === 0 || column === null) continue
    const source = sources.get(role) as Source
    const [example] = await question.run(toExample(source, column, what, settings.missing))
    found.push({ column, file: source.file.name, what, rows, example: String(example?.['text']).slice(0, 40) })
  }
  return found
}

const roleOf = ({ sources }: Question, short: string, side: SideName): string => (short.startsWith('c') && sources.has('challenger') ? 'challenger' : side)
