import { createHash } from 'node:crypto'
import type { SourceColumn } from '../../../platform/data-source.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import type { FairnessQuestion } from './facts.ts'
import { keyOf, textOf, toDouble } from '../values.ts'
import { numberOf } from './numbers.ts'

/** The columns that a question names, as the file's source calls them. */
export interface Roles {
  label: SourceColumn | null
  decision: SourceColumn
  groups: readonly SourceColumn[]
  controls: readonly SourceColumn[]
  score: SourceColumn | null
  weight: SourceColumn | null
  list: SourceColumn | null
}

/**
 * The statements of one check. `count` is the only one that reads the file: one GROUP BY over the values as they stand there.
 * All others work on its result, which has one row for each combination of values, and so may take their time with text.
 */
export interface Statements {
  count: string
  clean: string
  rows: string
  labels: string | null
  predictions: string | null
  categories: readonly { over: readonly number[]; sql: string }[]
  /** Cells where a row's label is `label` and its decision `decision`, both conditions. */
  cells(label: string, decision: string): string
  /** Rows by value of one group column, and how many of them have no label or decision. */
  missing: readonly string[]
}

/** A decision by a number that is none: told apart from a missing one. */
export const notANumber = 'x'
/** Weights are added up in billionths; from here on their squares could leave the range of whole numbers. */
export const maximumWeight = 1_000_000

export function toStatements(roles: Roles, question: FairnessQuestion, median: number | null): Statements {
  const groups = roles.groups.map((_, at) => `g${at}`)
  const controls = roles.controls.map((_, at) => `c${at}`)
  const usable = `label_key IS NOT NULL AND decision_key IS NOT NULL AND decision_key <> '${notANumber}' AND weight_state = 0`
  const named = `${roles.label ? 'label_key IS NOT NULL AND ' : ''}decision_key IS NULL`
  return {
    count: toCount(roles, question, median),
    clean: toClean([...groups, ...controls], question),
    rows: [
      'SELECT sum(n) AS "read"',
      `sum(n) FILTER (${usable}) AS used`,
      'sum(n) FILTER (label_key IS NULL) AS missing_label',
      `sum(n) FILTER (${named}) AS missing_decision`,
      'sum(n) FILTER (label_key IS NOT NULL AND decision_key IS NOT NULL AND weight_state = 1) AS missing_weight',
      `sum(n) FILTER (decision_key = '${notANumber}') AS bad_decision`,
      'sum(n) FILTER (weight_state = 2) AS bad_weight',
      'sum(n) FILTER (weight_state = 3) AS negative_weight',
      `${groups.map((group, at) => `sum(n) FILTER (${usable} AND ${group} IS NULL) AS missing_${at}`).join(', ')} FROM clean`,
    ].join(', '),
    labels: roles.label ? toValues('label', question) : null,
    predictions: question.decision.kind === 'prediction' ? toValues('decision', question) : null,
    categories: toPositions(groups.length).map((over) => ({ over, sql: toCategories(over, usable) })),
    cells: (label, decision) => toCells([...groups, ...controls], { label, decision, usable, weighted: roles.weight !== null }),
    missing: groups.map(
      (group) =>
        `SELECT ${group} AS value, sum(n) AS "read", sum(n) FILTER (label_key IS NULL) AS missing_label, sum(n) FILTER (decision_key IS NULL) AS missing_decision FROM clean WHERE ${group} IS NOT NULL GROUP BY ALL`,
    ),
  }
}

/** SHA-256 of statements, each followed by a newline; the file is called `input` in them. */
export const toDigest = (statements: readonly string[]): string => createHash('sha256').update(statements.map((sql) => `${sql}\n`).join('')).digest('hex')

function toCount({ label, decision, groups, controls, weight, list }: Roles, question: FairnessQuestion, median: number | null): string {
  const columns = [
    ...groups.map(({ identifier }, at) => `${identifier} AS g${at}`),
    ...controls.map(({ identifier }, at) => `${identifier} AS c${at}`),
    ...(label ? [`${label.identifier} AS label`] : []),
    `${toDecision(decision, question, { median, list })} AS decision`,
    ...(weight ? toWeights(weight, question.missing) : []),
  ]
  return `CREATE OR REPLACE TEMP TABLE counted AS SELECT ${columns.join(', ')}, count(*) AS n FROM ${question.decision.kind === 'top' ? 'placed' : 'input'} GROUP BY ALL`
}

function toWeights(weight: SourceColumn, missing: readonly string[]): string[] {
  const number = numberOf(weight, missing)
  const usable = `(${number.value} >= 0 AND ${number.value} < ${maximumWeight})`
  const billionths = `CASE WHEN ${usable} THEN CAST(${number.value} * 1e9 AS HUGEINT) ELSE 0 END`
  return [
    `CASE WHEN ${usable} THEN 0 WHEN ${number.missing} THEN 1 WHEN ${number.value} < 0 THEN 3 ELSE 2 END AS weight_state`,
    `sum(${billionths}) AS weight`,
    `sum((${billionths}) * (${billionths})) AS squares`,
  ]
}

/** Raw for a prediction; else 1, 0, NULL for a missing number, `notANumber`; for places the first k of `cutoffs` that reaches them. */
function toDecision(column: SourceColumn, { decision, missing }: FairnessQuestion, { median }: { median: number | null; list: SourceColumn | null }): string {
  if (decision.kind === 'prediction') return column.identifier
  if (decision.kind === 'top') return `CASE ${decision.cutoffs.map((k, at) => `WHEN place <= ${k} THEN '${at}'`).join(' ')} WHEN place IS NOT NULL THEN '${decision.cutoffs.length}' WHEN bad_place THEN '${notANumber}' END`
  const number = numberOf(column, missing)
  const positive = decision.kind === 'score' ? `${number.value} >= ${toDouble(decision.threshold)}` : `${number.value} > ${toDouble(median ?? 0)}`
  return `CASE WHEN ${number.finite} THEN CASE WHEN ${positive} THEN '1' ELSE '0' END WHEN ${number.missing} THEN NULL ELSE '${notANumber}' END`
}

/** Places within each list; rows that are equal share the best place of them. A row without a value, or without its list, has none. */
export function toPlaced(column: SourceColumn, list: SourceColumn | null, { decision, missing }: FairnessQuestion): string {
  const number = numberOf(column, missing)
  const within = list === null ? 'true' : textOf(list.identifier, missing)
  const ranked = `${number.finite} AND ${within} IS NOT NULL`
  const order = decision.kind === 'top' && decision.order === 'descending' ? 'DESC' : 'ASC'
  return [
    `CREATE OR REPLACE TEMP VIEW placed AS SELECT *, CASE WHEN ${ranked} THEN rank() OVER (PARTITION BY ${within}, (${ranked}) ORDER BY ${number.value} ${order}) END AS place,`,
    `${number.bad} AS bad_place FROM input`,
  ].join(' ')
}

/** The median of every finite score, whatever else the row has or lacks. */
export const toMedian = (column: SourceColumn, { missing }: FairnessQuestion): string => {
  const number = numberOf(column, missing)
  return `SELECT quantile_cont(${number.value}, 0.5) FILTER (${number.finite}) AS median FROM input`
}

/** Text trimmed, missing tokens as NULL, and labels and decisions by a key that is the same for `1`, `1.0` and `01`. */
function toClean(texts: readonly string[], { missing, decision, label, weight }: FairnessQuestion): string {
  const isRaw = decision.kind === 'prediction'
  const inner = [
    ...texts.map((column) => `${textOf(column, missing)} AS ${column}`),
    `${label === null ? "''" : textOf('label', missing)} AS label_text`,
    `${isRaw ? textOf('decision', missing) : 'decision'} AS decision_text`,
    ...(weight === null ? ['0 AS weight_state'] : ['weight_state', 'weight', 'squares']),
  ]
  const keys = [`${label === null ? "'t'" : keyOf('label_text')} AS label_key`, `${isRaw ? keyOf('decision_text') : 'decision_text'} AS decision_key`]
  const kept = [...texts, 'label_text', 'decision_text', ...keys, 'weight_state', ...(weight === null ? [] : ['weight', 'squares'])]
  return `CREATE OR REPLACE TEMP TABLE clean AS SELECT ${kept.join(', ')}, n FROM (SELECT ${inner.join(', ')}, n FROM counted)`
}

/** The key of a value as a person wrote it. */
export const keyOfValue = (value: string): string => keyOf(toLiteral(value.trim()))

const toValues = (side: 'label' | 'decision', { positive }: FairnessQuestion): string =>
  [
    `SELECT ${side}_key AS key, min(${side}_text) AS text, sum(n) AS n, ${positive === null ? 'false' : `${side}_key = ${keyOfValue(positive)}`} AS positive, count(*) OVER () AS distinct_values`,
    `FROM clean WHERE ${side}_key IS NOT NULL GROUP BY ALL ORDER BY n DESC, key LIMIT 60`,
  ].join(' ')

function toCells(columns: readonly string[], { label, decision, usable, weighted }: { label: string; decision: string; usable: string; weighted: boolean }): string {
  const weights = weighted ? ', sum(weight) AS weight, sum(squares) AS squares' : ''
  return `SELECT ${columns.join(', ')}, (${label}) AS label, (${decision}) AS decision, sum(n)::BIGINT AS n${weights} FROM clean WHERE ${usable} GROUP BY ALL`
}

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
