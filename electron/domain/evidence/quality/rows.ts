import type { QualityResult } from '../../../../shared/contract/evidence.ts'
import type { SourceColumn } from '../../../platform/data-source.ts'
import { type Statements, toCount } from './statements.ts'
import { findColumn, type Table } from './table.ts'
import { type Missing, presentText } from './values.ts'

const list = (columns: readonly SourceColumn[]): string => columns.map(({ identifier }) => identifier).join(', ')

/**
 * Rows that repeat an earlier one in every column. Rows are first told apart by a hash of 64 bits; those that share one are then compared
 * column by column, so that no chance of a hash decides.
 */
export async function countDuplicates(ask: Statements, view: string, columns: readonly SourceColumn[]): Promise<QualityResult['duplicates']> {
  const names = list(columns)
  await ask.rows(`CREATE OR REPLACE TEMP TABLE h AS SELECT hash(${names}) AS h FROM ${view} GROUP BY 1 HAVING count(*) > 1`)
  if (toCount((await ask.row('SELECT count(*) AS n FROM h'))['n']) === 0) return { groups: 0, rows: 0 }
  const found = await ask.row(`SELECT count(*) AS groups, coalesce(sum(n - 1), 0) AS r FROM (SELECT count(*) AS n FROM ${view} WHERE hash(${names}) IN (FROM h) GROUP BY ${names} HAVING count(*) > 1)`)
  return { groups: toCount(found['groups']), rows: toCount(found['r']) }
}

/** Rows with a label that are equal in every feature to a row of another label. */
export async function countConflicts(ask: Statements, view: string, features: readonly SourceColumn[], label: string): Promise<{ groups: number; rows: number }> {
  const names = list(features)
  const several = `HAVING min(${label}) <> max(${label})`
  await ask.rows(`CREATE OR REPLACE TEMP TABLE h AS SELECT hash(${names}) AS h FROM ${view} WHERE ${label} IS NOT NULL GROUP BY 1 ${several}`)
  if (toCount((await ask.row('SELECT count(*) AS n FROM h'))['n']) === 0) return { groups: 0, rows: 0 }
  const found = await ask.row(`SELECT count(*) AS groups, coalesce(sum(n), 0) AS r FROM (SELECT count(*) AS n FROM ${view} WHERE ${label} IS NOT NULL AND hash(${names}) IN (FROM h) GROUP BY ${names} ${several})`)
  return { groups: toCount(found['groups']), rows: toCount(found['r']) }
}

export interface OverlapQuestion {
  missing: Missing
  rowIds: readonly string[]
  /** Columns that hold numbers: 1 and 1.0 are one value there. */
  numeric: ReadonlySet<string>
}

/** Rows of the test file that also are in the data, by the columns that both have. Null where they share none. */
export async function countOverlap(ask: Statements, data: Table, test: Table, { missing, rowIds, numeric }: OverlapQuestion): Promise<QualityResult['overlap']> {
  const shared = test.columns.filter(({ name }) => !rowIds.includes(name) && findColumn(data, name) !== undefined)
  if (shared.length === 0) return null
  const keys = (table: Table) =>
    shared.map(({ name }, at) => {
      const text = presentText(findColumn(table, name)!.identifier, missing)
      return `${numeric.has(name) ? `coalesce(CAST(TRY_CAST(${text} AS DOUBLE) AS VARCHAR), ${text})` : text} AS k${at}`
    })
  const names = shared.map((_, at) => `k${at}`)
  const row = `hash(${names.join(', ')})`
  const source = (table: Table) => `(SELECT ${keys(table).join(', ')} FROM ${table.view})`
  await ask.rows(`CREATE OR REPLACE TEMP TABLE h AS SELECT DISTINCT ${row} AS h FROM ${source(test)} WHERE ${row} IN (SELECT ${row} FROM ${source(data)})`)
  const equal = names.map((name) => `a.${name} IS NOT DISTINCT FROM b.${name}`).join(' AND ')
  const found = await ask.row(
    `SELECT (SELECT count(*) FROM ${test.view}) AS all_rows, count(*) AS r FROM (SELECT * FROM ${source(test)} WHERE ${row} IN (FROM h)) a SEMI JOIN (SELECT DISTINCT * FROM ${source(data)} WHERE ${row} IN (FROM h)) b ON ${equal}`,
  )
  return { testRows: toCount(found['all_rows']), rows: toCount(found['r']), columns: shared.length }
}
