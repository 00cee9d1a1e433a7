import type { SourceColumn } from '../../../platform/data-source.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import type { Roles, Statements } from './counts.ts'
import { toPositions } from './counts.ts'
import type { ColumnValues, FairnessFacts, FairnessQuestion } from './facts.ts'
import { toViews } from './release.ts'
import { numberOf } from './numbers.ts'

type Facts = Omit<FairnessFacts, 'inputs'>

interface Asked {
  roles: Roles
  question: FairnessQuestion
}

export async function readFacts(session: Session, statements: Statements, { roles, question, query }: Asked & { query: (cells: readonly string[]) => string }): Promise<Facts> {
  const [rows = {}] = await session.query(statements.rows)
  const label = statements.labels === null ? null : toValues(await session.query(statements.labels))
  const prediction = statements.predictions === null ? null : toValues(await session.query(statements.predictions))
  const views = await toViews(session, statements, question)
  return {
    rows: toRows(rows, question),
    label,
    prediction,
    notNumbers: await readNotNumbers(session, { roles, question }, rows),
    negativeWeights: toCount(rows['negative_weight']),
    categories: await readCategories(session, statements, question),
    duckdb: session.version,
    query: query(views.map(({ sql }) => sql)),
  }
}

async function readCategories(session: Session, { categories }: Statements, { groups }: FairnessQuestion): Promise<Facts['categories']> {
  const [row = {}] = await session.query(`SELECT ${categories.map(({ sql }, at) => `(${sql}) AS n${at}`).join(', ')}`)
  return categories.map(({ over }, at) => ({ over: over.map((place) => groups[place] as string), count: toCount(row[`n${at}`]) }))
}

/** Facts where a number is predicted: there are no label values, and every value must be a number. */
export async function readNumberFacts(session: Session, rows: Row, { roles, question, query }: Asked & { query: string }): Promise<Facts> {
  const categories = []
  for (const over of toPositions(question.groups.length)) {
    const columns = over.map((at) => `g${at}`)
    const [row] = await session.query(`SELECT count(*) AS n FROM (SELECT DISTINCT ${columns.join(', ')} FROM numbers WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')})`)
    categories.push({ over: over.map((at) => question.groups[at] as string), count: Number(row?.['n']) })
  }
  const notNumbers = [
    ...(await readBad(session, question, { column: roles.decision, role: 'prediction', rows: rows['bad_decision'] })),
    ...(await readBad(session, question, { column: roles.label, role: 'label', rows: rows['bad_label'] })),
  ]
  return { rows: toRows(rows, question), label: null, prediction: null, notNumbers, negativeWeights: 0, categories, duckdb: session.version, query }
}

async function readNotNumbers(session: Session, { roles, question }: Asked, rows: Row): Promise<Facts['notNumbers']> {
  const { decision, score } = question
  const scores = roles.score && score !== decision.column ? await readBadScores(session, roles.score, question) : 0
  return [
    ...(await readBad(session, question, { column: roles.decision, role: decision.kind === 'top' ? 'place' : 'score', rows: rows['bad_decision'] })),
    ...(await readBad(session, question, { column: roles.weight, role: 'weight', rows: rows['bad_weight'] })),
    ...(await readBad(session, question, { column: roles.score, role: 'score', rows: scores })),
  ]
}

async function readBadScores(session: Session, column: SourceColumn, { missing }: FairnessQuestion): Promise<number> {
  const [row] = await session.query(`SELECT count(*) FILTER (${numberOf(column, missing).bad}) AS n FROM input`)
  return toCount(row?.['n'])
}

/** One of them is shown to whoever must correct the file; at most 40 characters of it. */
async function readBad(session: Session, { missing }: FairnessQuestion, { column, role, rows }: { column: SourceColumn | null; role: string; rows: unknown }): Promise<Facts['notNumbers']> {
  if (column === null || toCount(rows) === 0) return []
  const { bad, text, value } = numberOf(column, missing)
  const large = role === 'weight' ? ` OR ${value} >= 1000000` : ''
  const [row] = await session.query(`SELECT ${text} AS text FROM input WHERE ${bad}${large} LIMIT 1`)
  return [{ column: column.name, role, rows: toCount(rows), example: String(row?.['text']).slice(0, 40) }]
}

/** Reasons are told apart so that they add up: read = used + missing label + missing decision (+ missing weight); groups lose rows of the used ones. */
function toRows(row: Row, { decision, groups, label, weight, task }: FairnessQuestion): Facts['rows'] {
  const outside = groups.map((group, at) => [`missing_group:${group}`, toCount(row[`missing_${at}`])] as const)
  const kind = task === 'regression' ? 'prediction' : decision.kind === 'median' ? 'score' : decision.kind === 'top' ? 'place' : decision.kind
  const excluded = {
    ...(label === null ? {} : { missing_label: toCount(row['missing_label']) }),
    [`missing_${kind}`]: toCount(row['missing_decision']),
    ...(weight === null ? {} : { missing_weight: toCount(row['missing_weight']) }),
    ...Object.fromEntries(outside),
  }
  return { read: toCount(row['read']), used: toCount(row['used']), excluded }
}

export function toValues(rows: readonly Row[]): ColumnValues {
  const values = rows.map((row) => ({ key: String(row['key']), text: String(row['text']), rows: toCount(row['n']), positive: row['positive'] === true }))
  return { distinct: toCount(rows[0]?.['distinct_values']), values }
}

/** Counts come as bigint, or null where there was nothing to add up; a file holds fewer than 2^53 rows. */
export const toCount = (value: unknown): number => Number(value ?? 0)
