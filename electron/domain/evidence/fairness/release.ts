import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import { type Statements, keyOfValue } from './counts.ts'
import { readErrorSums, readExposureSums } from './error-sums.ts'
import type { FairnessCell, FairnessCounts, FairnessQuestion } from './facts.ts'
import { readScoreSums } from './score-sums.ts'

/** At most so many classes are judged against the rest. */
export const maximumClasses = 50

interface ViewStatement {
  view: string | null
  sql: string
}

/** One statement for each way of seeing decisions: a class against the rest, one k, or the only one. */
export async function toViews(session: Session, statements: Statements, question: FairnessQuestion): Promise<ViewStatement[]> {
  const { task, positive, decision, label } = question
  const isPositive = label === null || positive === null ? 'false' : `label_key = ${keyOfValue(positive)}`
  if (decision.kind === 'top') return decision.cutoffs.map((k, at) => ({ view: `top ${k}`, sql: statements.cells(isPositive, `CAST(decision_key AS INTEGER) <= ${at}`) }))
  if (task === 'multiclass') return (await readClasses(session)).map(({ key, text }) => ({ view: text, sql: statements.cells(`label_key = ${toLiteral(key)}`, `decision_key = ${toLiteral(key)}`) }))
  const decided = decision.kind === 'prediction' ? `decision_key = ${keyOfValue(positive ?? '')}` : "decision_key = '1'"
  return [{ view: null, sql: statements.cells(isPositive, decided) }]
}

/** Every value of label or prediction, by value. */
async function readClasses(session: Session): Promise<{ key: string; text: string }[]> {
  const side = (name: string) => `SELECT ${name}_key AS key, ${name}_text AS text FROM clean WHERE label_key IS NOT NULL AND decision_key IS NOT NULL`
  const rows = await session.query(`SELECT key, min(text) AS text FROM (${side('label')} UNION ALL ${side('decision')}) GROUP BY key ORDER BY text, key LIMIT ${maximumClasses}`)
  return rows.map((row) => ({ key: String(row['key']), text: String(row['text']) }))
}

export async function releaseCounts(session: Session, statements: Statements, { question, median }: { question: FairnessQuestion; median: number | null }): Promise<FairnessCounts> {
  const views = []
  for (const { view, sql } of await toViews(session, statements, question)) views.push({ view, cells: toCells(await session.query(sql), question) })
  return {
    views,
    ...(question.countsMissing ? { missing: await readMissing(session, statements, question) } : {}),
    ...(median === null ? {} : { median }),
    ...(question.score === null ? {} : { scores: await readScoreSums(session, question) }),
    ...(question.decision.kind === 'top' ? { exposure: await readExposureSums(session, question) } : {}),
  }
}

export async function releaseErrors(session: Session, question: FairnessQuestion): Promise<FairnessCounts> {
  return { views: [], errors: await readErrorSums(session, question) }
}

function toCells(rows: readonly Row[], { groups, controls, weight }: FairnessQuestion): FairnessCell[] {
  const texts = (row: Row, prefix: string, length: number) => Array.from({ length }, (_, at) => row[`${prefix}${at}`] as string | null)
  return rows.map((row) => ({
    groups: texts(row, 'g', groups.length),
    ...(controls.length > 0 ? { controls: texts(row, 'c', controls.length) } : {}),
    label: row['label'] === true,
    decision: row['decision'] === true,
    rows: Number(row['n'] ?? 0),
    ...(weight === null ? {} : { weight: toWhole(row['weight']), squares: toWhole(row['squares']) }),
  }))
}

const toWhole = (value: unknown): bigint => (typeof value === 'bigint' ? value : 0n)

async function readMissing(session: Session, statements: Statements, { groups, label }: FairnessQuestion): Promise<NonNullable<FairnessCounts['missing']>> {
  const found = []
  for (const [at, sql] of statements.missing.entries()) {
    for (const row of await session.query(sql)) {
      const missing = { ...(label === null ? {} : { label: Number(row['missing_label'] ?? 0) }), decision: Number(row['missing_decision'] ?? 0) }
      found.push({ column: groups[at] as string, value: String(row['value']), read: Number(row['read'] ?? 0), missing })
    }
  }
  return found
}
