import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { type SourceColumn, readColumns, toTextColumns, toTextSource } from '../../../platform/data-source.ts'
import { ConversionError } from '../../../platform/duckdb-errors.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { type CountCheck, countWhileHashing } from '../counting.ts'
import { type Roles, type Statements, toStatements } from './counts.ts'
import { refuseEarly } from './early.ts'
import { type ColumnValues, type FairnessCell, type FairnessFacts, type FairnessQuestion, toQuestion } from './facts.ts'
import { refuseColumns } from './input-rules.ts'

/** Errors: those of `refuseColumns`, of reading, and of `countWhileHashing`. */
export const tallyFairness: CountCheck<FairnessSettings, FairnessFacts, FairnessCell[]> = async (session, settings, progress) => {
  const question = toQuestion(settings)
  const columns = await findColumns(session, question)
  const { inputs, counted: statements } = await countWhileHashing(session, progress, () => countRows(session, columns, question))
  return {
    facts: { inputs, ...(await readFacts(session, statements, question)) },
    release: () => readCells(session, statements.cells, question.groups.length),
  }
}

/** Keys of JSON that only later rows have are found by a second look at all of them, before a column is called missing. */
async function findColumns(session: Session, question: FairnessQuestion): Promise<SourceColumn[]> {
  const { file } = session
  let columns = file.csv ? toTextColumns(file.csv.header) : await readColumns(session)
  const names = [question.label, question.decision.column, ...question.groups]
  if (file.kind === 'json' && names.some((name) => !columns.some((column) => column.name === name))) columns = await readColumns(session, -1)
  refuseColumns(file.name, question, columns.map(({ name }) => name))
  return columns
}

async function countRows(session: Session, columns: readonly SourceColumn[], question: FairnessQuestion): Promise<Statements> {
  const asNumber = question.decision.kind === 'score' && session.file.kind !== 'parquet'
  try {
    return await countWith(session, columns, question, asNumber)
  } catch (error) {
    // Scores are first read as numbers, which is faster; if one is none, they are read as text so that it can be shown.
    if (!asNumber || !(error instanceof ConversionError)) throw error
    return await countWith(session, columns, question, false)
  }
}

async function countWith(session: Session, columns: readonly SourceColumn[], question: FairnessQuestion, scoreAsNumber: boolean): Promise<Statements> {
  const { file } = session
  const find = (name: string) => toRead(columns.find((column) => column.name === name) as SourceColumn, file.kind)
  const score = find(question.decision.column)
  const decision = scoreAsNumber ? { ...score, type: 'DOUBLE' } : score
  const roles: Roles = { label: find(question.label), decision, groups: question.groups.map(find) }
  const typed = new Map(scoreAsNumber ? [[decision.identifier, 'DOUBLE']] : [])
  const wanted = file.csv ? columns : [roles.label, decision, ...roles.groups]
  // Only a column that is read as numbers needs its missing tokens known to the reader; text is looked at once per distinct value, later.
  const missing = scoreAsNumber ? question.missing : ['']
  await session.query(`CREATE OR REPLACE TEMP VIEW input AS SELECT * FROM ${toTextSource(file, wanted, { typed, missing })}`)
  await refuseEarly(session, roles, question)
  const statements = toStatements(roles, question)
  await session.query(statements.count)
  await session.query(statements.clean)
  return statements
}

/** Everything but Parquet is read as text, whatever its values look like. */
const toRead = (column: SourceColumn, kind: string): SourceColumn => (kind === 'parquet' ? column : { ...column, type: 'VARCHAR' })

async function readFacts(session: Session, statements: Statements, question: FairnessQuestion): Promise<Omit<FairnessFacts, 'inputs'>> {
  const [rows = {}] = await session.query(statements.rows)
  const categories = []
  for (const { over, sql } of statements.categories) {
    const [row] = await session.query(sql)
    categories.push({ over: over.map((at) => question.groups[at] as string), count: Number(row?.['n']) })
  }
  const { badScore } = statements
  const bad = toCount(rows['not_a_number'])
  return {
    rows: toRows(rows, question),
    label: toValues(await session.query(statements.labels)),
    prediction: badScore === null ? toValues(await session.query(statements.predictions)) : null,
    badScores: badScore !== null && bad > 0 ? { rows: bad, example: await readBadScore(session, badScore) } : null,
    categories,
    duckdb: session.version,
    query: statements.digest,
  }
}

/** Reasons are told apart so that they add up: read = used + missing label + missing decision; groups lose rows of the used ones. */
function toRows(row: Row, { decision, groups }: FairnessQuestion): FairnessFacts['rows'] {
  const outside = groups.map((group, at) => [`missing_group:${group}`, toCount(row[`missing_${at}`])] as const)
  const excluded = { missing_label: toCount(row['missing_label']), [`missing_${decision.kind}`]: toCount(row['missing_decision']), ...Object.fromEntries(outside) }
  return { read: toCount(row['read']), used: toCount(row['used']), excluded }
}

function toValues(rows: readonly Row[]): ColumnValues {
  const values = rows.map((row) => ({ key: String(row['key']), text: String(row['text']), rows: toCount(row['n']), positive: row['positive'] === true }))
  return { distinct: toCount(rows[0]?.['distinct_values']), values }
}

/** Shown to whoever must correct the file; at most 40 characters of it. */
async function readBadScore(session: Session, sql: string): Promise<string> {
  const [row] = await session.query(sql)
  return String(row?.['text']).slice(0, 40)
}

async function readCells(session: Session, sql: string, groups: number): Promise<FairnessCell[]> {
  const rows = await session.query(sql)
  return rows.map((row) => ({
    groups: Array.from({ length: groups }, (_, at) => row[`g${at}`] as string | null),
    label: row['label'] === true,
    decision: row['decision'] === true,
    rows: toCount(row['n']),
  }))
}

/** Counts come as bigint, or null where there was nothing to add up; a file holds fewer than 2^53 rows. */
const toCount = (value: unknown): number => Number(value ?? 0)
