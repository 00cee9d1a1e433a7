import type { ColumnProfile, QualitySettings } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import { type CountCheck, countWhileHashing, type Progress } from '../counting.ts'
import { countBenchmark } from './benchmark.ts'
import { type ColumnQuestion, profileColumn } from './column.ts'
import type { QualityCounts, QualityFacts } from './counts.ts'
import { refuseColumns } from './input-rules.ts'
import { countLabel } from './label.ts'
import { compareReference } from './reference.ts'
import { countDuplicates, countOverlap } from './rows.ts'
import { countRules } from './rule-counts.ts'
import { createStatements, type Statements, toCount } from './statements.ts'
import { openTable, type Table } from './table.ts'
import { isCode, toMissing } from './values.ts'

const sampledRows = 2_000

/** Errors: those of `refuseColumns`, of a pattern or benchmark that makes no sense, of reading, and of `countWhileHashing`. */
export const tallyQuality: CountCheck<QualitySettings, QualityFacts, QualityCounts> = async (session, settings, progress) => {
  const ask = createStatements(session, session.file)
  const { inputs, counted } = await countWhileHashing(session, () => {}, () => countAll(session, ask, settings, progress))
  const { rows, columns, counts } = counted
  const facts = { inputs, rows: { read: rows, used: rows, excluded: {} }, duckdb: session.version, query: ask.digest(), columns }
  return { facts, release: () => Promise.resolve(counts) }
}

async function countAll(session: Session, ask: Statements, settings: QualitySettings, progress: Progress): Promise<{ rows: number; columns: string[]; counts: QualityCounts }> {
  await refusePatterns(ask, settings)
  const data = await openTable(session, 'data')
  refuseColumns(data.file.name, settings, data.columns.map(({ name }) => name))
  const others = new Map<string, Table>()
  for (const role of ['reference', 'benchmark', 'test']) if (session.inputs.has(role)) others.set(role, await openTable(session, role))
  const [reference, benchmark, test] = ['reference', 'benchmark', 'test'].map((role) => others.get(role))
  const rows = toCount((await ask.row('SELECT count(*) AS n FROM input'))['n'])
  const missing = toMissing(settings.missing)
  const { minimumShown, rowIds } = settings
  const columns = await profileAll(ask, data, settings, progress)
  const duplicates = await countDuplicates(ask, data.view, compared(data, rowIds))
  const { label, leakage } = settings.label === null ? { label: null, leakage: [] } : await countLabel(ask, data, columns, { label: settings.label, rowIds, missing, minimumShown })
  const compare = reference === undefined ? null : await compareReference(ask, data, reference, { profiles: columns, missing, minimumShown })
  const numeric = new Set(columns.filter(({ type }) => type === 'integer' || type === 'number').map(({ name }) => name))
  return {
    rows,
    columns: data.columns.map(({ name }) => name),
    counts: {
      columns,
      duplicates,
      label,
      leakage,
      reference: compare,
      overlap: test === undefined ? null : await countOverlap(ask, data, test, { missing, rowIds, numeric }),
      benchmark: benchmark === undefined ? [] : await countBenchmark(ask, data, benchmark, missing),
      rules: await countRules(ask, data, columns, { rules: settings.rules, missing, rows, referenceRows: compare?.rows ?? null }),
    },
  }
}

/** Columns that only name a row make no two rows different; a file of nothing else is compared by them. */
function compared({ columns }: Table, rowIds: readonly string[]): Table['columns'] {
  const features = columns.filter(({ name }) => !rowIds.includes(name))
  return features.length > 0 ? features : columns
}

async function profileAll(ask: Statements, table: Table, { missing: tokens, minimumShown }: QualitySettings, progress: Progress): Promise<ColumnProfile[]> {
  const missing = toMissing(tokens)
  const guesses = table.isText ? await guessForms(ask, table) : []
  const found: ColumnProfile[] = []
  for (const [at, column] of table.columns.entries()) {
    const question: ColumnQuestion = { missing, minimumShown, ...(guesses[at] ?? native) }
    found.push(await profileColumn(ask, table, column, question))
    progress(at + 1, table.columns.length + 1)
  }
  return found
}

type Guess = Pick<ColumnQuestion, 'likely' | 'repeats'>

/** Parquet says what its columns are, and equal values are put together before anything is made of them. */
const native: Guess = { likely: 'text', repeats: true }

/** By the first rows: what a column is tried as first, and whether few values make up its rows. */
async function guessForms(ask: Statements, { ordered, columns }: Table): Promise<Guess[]> {
  const counts = columns.flatMap(({ identifier: c }, at) => [
    `count(${c}) AS p${at}`,
    `count(TRY_CAST(${c} AS DOUBLE)) FILTER (NOT ${isCode(c)}) AS n${at}`,
    `count(TRY_CAST(${c} AS TIMESTAMP)) AS i${at}`,
    `approx_count_distinct(${c}) AS d${at}`,
  ])
  const row = await ask.row(`SELECT ${counts.join(', ')} FROM (FROM ${ordered} LIMIT ${sampledRows})`)
  return columns.map((_, at) => {
    const [present, numbers, instants, distinct] = ['p', 'n', 'i', 'd'].map((name) => toCount(row[`${name}${at}`])) as [number, number, number, number]
    const repeats = distinct * 2 < present
    if (present === 0) return { likely: 'text', repeats }
    return { likely: numbers * 2 > present ? 'number' : instants * 2 > present ? 'instant' : 'text', repeats }
  })
}

/** DuckDB is asked whether it understands a pattern before any row is read. */
async function refusePatterns(ask: Statements, { rules }: QualitySettings): Promise<void> {
  for (const rule of rules) {
    if (rule.kind !== 'pattern') continue
    await ask.rows(`SELECT regexp_full_match('', ${toLiteral(rule.pattern)})`).catch((cause: unknown) => {
      throw new AppError('BAD_INPUT', `The pattern “${rule.pattern}” of the column “${rule.column}” is no regular expression (RE2 syntax); correct it.`, { cause })
    })
  }
}
