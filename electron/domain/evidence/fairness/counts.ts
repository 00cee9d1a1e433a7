import { createHash } from 'node:crypto'
import type { SourceColumn } from '../../../platform/data-source.ts'
import type { FairnessQuestion } from './facts.ts'
import { toLiteral } from '../../../platform/duckdb-session.ts'
import { isNumeric, keyOf, toDouble, trimmed, withoutMissing } from '../values.ts'

/** The columns that a question names, as the file's source calls them. */
export interface Roles {
  label: SourceColumn
  decision: SourceColumn
  groups: readonly SourceColumn[]
}

/**
 * The statements of one check. `count` is the only one that reads the file: one GROUP BY over the values as they stand there.
 * All others work on its result, which has one row for each combination of values, and so may take their time with text.
 */
export interface Statements {
  count: string
  clean: string
  rows: string
  labels: string
  predictions: string
  /** One score that is no number, as the file writes it; null where decisions are not scores. */
  badScore: string | null
  categories: readonly { over: readonly number[]; sql: string }[]
  cells: string
  /** SHA-256 of `count`, `clean` and `cells`, each followed by a newline. The file is called `input` in them. */
  digest: string
}

/** A score that is no number: told apart from a missing one and from a decision. */
export const notANumber = 2

export function toStatements(roles: Roles, question: FairnessQuestion): Statements {
  const groups = roles.groups.map((_, at) => `g${at}`)
  const count = toCount(roles, question)
  const clean = toClean(groups, question)
  const usable = 'label_key IS NOT NULL AND decision_key IS NOT NULL'
  const missing = groups.map((group, at) => `sum(n) FILTER (${usable} AND ${group} IS NULL) AS missing_${at}`)
  const cells = [
    `SELECT ${groups.join(', ')}, label_key = ${keyOf(toLiteral(question.positive.trim()))} AS label, ${toDecision(question)} AS decision, sum(n)::BIGINT AS n`,
    `FROM clean WHERE ${usable} GROUP BY ALL`,
  ].join(' ')
  return {
    count,
    clean,
    rows: [
      'SELECT sum(n) AS "read"',
      `sum(n) FILTER (${usable}) AS used`,
      'sum(n) FILTER (label_key IS NULL) AS missing_label',
      'sum(n) FILTER (label_key IS NOT NULL AND decision_key IS NULL) AS missing_decision',
      `sum(n) FILTER (decision_key = '${notANumber}') AS not_a_number`,
      `${missing.join(', ')} FROM clean`,
    ].join(', '),
    labels: toValues('label', question),
    predictions: toValues('decision', question),
    badScore: toBadScore(roles.decision, question),
    categories: toPositions(groups.length).map((over) => ({ over, sql: toCategories(over, usable) })),
    cells,
    digest: createHash('sha256').update(`${count}\n${clean}\n${cells}\n`).digest('hex'),
  }
}

function toCount({ label, decision, groups }: Roles, { decision: form, missing }: FairnessQuestion): string {
  const columns = [
    ...groups.map(({ identifier }, at) => `${identifier} AS g${at}`),
    `${label.identifier} AS label`,
    `${form.kind === 'prediction' ? decision.identifier : toScoreClass(decision, { threshold: form.threshold, missing })} AS decision`,
  ]
  return `CREATE TEMP TABLE counted AS SELECT ${columns.join(', ')}, count(*) AS n FROM input GROUP BY ALL`
}

/**
 * 1 or 0 for score ≥ threshold compared as IEEE doubles, NULL for a missing score, else `notANumber`. The usual cases come first:
 * a finite score is told by two comparisons (to DuckDB NaN is above infinity).
 */
function toScoreClass(score: SourceColumn, { threshold, missing }: { threshold: number; missing: readonly string[] }): string {
  const text = toScoreText(score, missing)
  const value = text === null ? `CAST(${score.identifier} AS DOUBLE)` : `TRY_CAST(${text} AS DOUBLE)`
  const limit = toDouble(threshold)
  return [
    `CASE WHEN ${value} >= ${limit} AND ${value} < ${toDouble(Infinity)} THEN 1`,
    `WHEN ${value} < ${limit} AND ${value} > ${toDouble(-Infinity)} THEN 0`,
    `WHEN ${text ?? score.identifier} IS NULL OR isnan(${value}) THEN NULL ELSE ${notANumber} END`,
  ].join(' ')
}

/** Null where the column holds numbers already. */
function toScoreText({ identifier, type }: SourceColumn, missing: readonly string[]): string | null {
  return isNumeric(type) ? null : withoutMissing(trimmed(`CAST(${identifier} AS VARCHAR)`), missing)
}

/** Text trimmed, missing tokens as NULL, and labels and decisions by a key that is the same for `1`, `1.0` and `01`. */
function toClean(groups: readonly string[], { missing, decision }: FairnessQuestion): string {
  const text = (column: string) => withoutMissing(trimmed(`CAST(${column} AS VARCHAR)`), missing)
  const decisionText = decision.kind === 'score' ? 'CAST(decision AS VARCHAR)' : text('decision')
  const texts = [...groups.map((group) => `${text(group)} AS ${group}`), `${text('label')} AS label_text`, `${decisionText} AS decision_text`]
  return [
    `CREATE TEMP TABLE clean AS SELECT ${[...groups, 'label_text', 'decision_text'].join(', ')},`,
    `${keyOf('label_text')} AS label_key, ${decision.kind === 'score' ? 'decision_text' : keyOf('decision_text')} AS decision_key, n`,
    `FROM (SELECT ${texts.join(', ')}, n FROM counted)`,
  ].join(' ')
}

function toBadScore(score: SourceColumn, { decision, missing }: FairnessQuestion): string | null {
  if (decision.kind === 'prediction') return null
  const condition = `${toScoreClass(score, { threshold: decision.threshold, missing })} = ${notANumber}`
  return `SELECT ${trimmed(`CAST(${score.identifier} AS VARCHAR)`)} AS text FROM input WHERE ${condition} LIMIT 1`
}

const toDecision = ({ decision, positive }: FairnessQuestion): string =>
  decision.kind === 'score' ? "decision_key = '1'" : `decision_key = ${keyOf(toLiteral(positive.trim()))}`

const toValues = (side: 'label' | 'decision', { positive }: FairnessQuestion): string =>
  [
    `SELECT ${side}_key AS key, min(${side}_text) AS text, sum(n) AS n, ${side}_key = ${keyOf(toLiteral(positive.trim()))} AS positive, count(*) OVER () AS distinct_values`,
    `FROM clean WHERE ${side}_key IS NOT NULL GROUP BY ALL ORDER BY n DESC, key LIMIT 20`,
  ].join(' ')

function toCategories(over: readonly number[], usable: string): string {
  const columns = over.map((at) => `g${at}`)
  const present = columns.map((column) => `${column} IS NOT NULL`).join(' AND ')
  return `SELECT count(*) AS n FROM (SELECT DISTINCT ${columns.join(', ')} FROM clean WHERE ${usable} AND ${present})`
}

/** Each column by itself, and all of them together where there are several. */
export function toPositions(columns: number): number[][] {
  const all = Array.from({ length: columns }, (_, at) => at)
  return columns > 1 ? [...all.map((at) => [at]), all] : all.map((at) => [at])
}
