import type { ColumnProfile, QualityRule } from '../../../../shared/contract/evidence.ts'
import type { SourceColumn } from '../../../platform/data-source.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import { toDouble } from '../values.ts'
import type { RuleCount } from './counts.ts'
import { type Statements, toCount } from './statements.ts'
import { findColumn, type Table } from './table.ts'
import { type Missing, presentText } from './values.ts'

export interface RuleQuestion {
  rules: readonly QualityRule[]
  missing: Missing
  rows: number
  referenceRows: number | null
}

/** Rows that a rule speaks of and rows that break it. A missing value breaks `not_null` alone: each rule says one thing. */
export async function countRules(ask: Statements, table: Table, profiles: readonly ColumnProfile[], { rules, missing, rows, referenceRows }: RuleQuestion): Promise<RuleCount[]> {
  const found: RuleCount[] = []
  for (const rule of rules) {
    if (rule.kind === 'row_count') found.push({ checked: rows, violations: Number(rows < (rule.min ?? 0) || rows > (rule.max ?? Infinity)), value: rows })
    else if (rule.kind === 'row_count_change') found.push(toChange(rows, referenceRows ?? 0, rule.max))
    else {
      const column = findColumn(table, rule.column) as SourceColumn
      const profile = profiles[table.columns.indexOf(column)] as ColumnProfile
      found.push(rule.kind === 'fresh' ? await measureAge(ask, table, column, { rule, missing }) : await countViolations(ask, table, column, { rule, missing, profile, rows }))
    }
  }
  return found
}

const toChange = (rows: number, before: number, max: number): RuleCount =>
  before === 0 ? { checked: 0, violations: 0, value: null } : { checked: rows, violations: Number(Math.abs(rows - before) > max * before), value: Math.abs(rows - before) / before }

type ColumnRule = Exclude<QualityRule, { kind: 'row_count' | 'row_count_change' | 'fresh' }>

async function countViolations(ask: Statements, table: Table, column: SourceColumn, { rule, missing, profile, rows }: { rule: ColumnRule; missing: Missing; profile: ColumnProfile; rows: number }): Promise<RuleCount> {
  const { present } = profile
  if (rule.kind === 'not_null') return { checked: rows, violations: rows - present }
  const text = presentText(column.identifier, missing)
  // A number may be a missing token of its own: -999.0 beside -999.
  const lost = missing.numbers.length === 0 ? '' : ` AND (TRY_CAST(t AS DOUBLE) IS NULL OR TRY_CAST(t AS DOUBLE) NOT IN (${missing.numbers.map(toDouble).join(', ')}))`
  const values = `(SELECT ${text} AS t, count(*) AS n FROM ${table.view} GROUP BY 1)`
  const broken = rule.kind === 'unique' ? 'n > 1' : `NOT coalesce(${toCondition(rule)}, false)`
  const row = await ask.row(`SELECT coalesce(sum(n), 0) AS r, coalesce(sum(n) FILTER (${broken}), 0) AS broken FROM ${values} WHERE t IS NOT NULL${lost}`)
  return { checked: toCount(row['r']), violations: toCount(row['broken']) }
}

/** What a present text `t` must be. */
function toCondition(rule: Exclude<ColumnRule, { kind: 'not_null' | 'unique' }>): string {
  if (rule.kind === 'pattern') return `regexp_full_match(t, ${toLiteral(rule.pattern)})`
  if (rule.kind === 'set') {
    const numbers = rule.values.filter((value) => value.trim() !== '' && Number.isFinite(Number(value))).map((value) => toDouble(Number(value)))
    const texts = `t IN (${rule.values.map((value) => toLiteral(value.trim())).join(', ')})`
    return numbers.length === 0 ? texts : `(${texts} OR TRY_CAST(t AS DOUBLE) IN (${numbers.join(', ')}))`
  }
  if (rule.kind === 'type') return typeConditions[rule.type]
  const bounds = [
    ...(rule.min === undefined ? [] : [toBound('>=', rule.min)]),
    ...(rule.max === undefined ? [] : [toBound('<=', rule.max)]),
  ]
  return bounds.join(' AND ')
}

const number = 'TRY_CAST(t AS DOUBLE)'
const instant = 'TRY_CAST(t AS TIMESTAMP)'
const typeConditions: Record<Extract<QualityRule, { kind: 'type' }>['type'], string> = {
  number: `isfinite(${number})`,
  integer: `(isfinite(${number}) AND ${number} = trunc(${number}))`,
  boolean: `lower(t) IN ('true', 'false')`,
  date: `${instant} = date_trunc('day', ${instant})`,
  timestamp: `${instant} IS NOT NULL`,
}

/** NaN is above every number to DuckDB, and within no range. */
const toBound = (sign: '>=' | '<=', bound: number | string): string =>
  typeof bound === 'number' ? `(${number} ${sign} ${toDouble(bound)} AND NOT isnan(${number}))` : `${instant} ${sign} CAST(${toLiteral(bound)} AS TIMESTAMP)`

async function measureAge(ask: Statements, table: Table, column: SourceColumn, { rule, missing }: { rule: Extract<QualityRule, { kind: 'fresh' }>; missing: Missing }): Promise<RuleCount> {
  const value = `TRY_CAST(${presentText(column.identifier, missing)} AS TIMESTAMP)`
  const row = await ask.row(`SELECT count(${value}) AS n, (epoch(CAST(${toLiteral(rule.asOf)} AS TIMESTAMP)) - epoch(max(${value}))) / 86400 AS days FROM ${table.view}`)
  const checked = toCount(row['n'])
  const days = checked === 0 ? null : Number(row['days'])
  return { checked, violations: Number(days !== null && days > rule.maximumDays), value: days }
}
