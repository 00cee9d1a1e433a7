import type { ColumnProfile, QualityResult } from '../../../../shared/contract/evidence.ts'
import type { SourceColumn } from '../../../platform/data-source.ts'
import type { AucSums } from '../statistics/auc.ts'
import type { LeakageCount } from './counts.ts'
import { countConflicts } from './rows.ts'
import { shorten, type Statements, toCount } from './statements.ts'
import { findColumn, type Table } from './table.ts'
import { isFiniteNumber, type Missing, presentText } from './values.ts'

/** More different labels are no classes. */
const maximumClasses = 20
/** Values in fewer rows stand together: a value of its own in every row would name every label. */
const frequent = 5

export interface LabelQuestion {
  label: string
  rowIds: readonly string[]
  missing: Missing
  minimumShown: number
}

export async function countLabel(ask: Statements, table: Table, profiles: readonly ColumnProfile[], { label, rowIds, missing, minimumShown }: LabelQuestion): Promise<{ label: QualityResult['label']; leakage: LeakageCount[] }> {
  const column = findColumn(table, label) as SourceColumn
  const y = presentText(column.identifier, missing)
  const rows = await ask.rows(`SELECT ${y} AS y, count(*) AS n, count(*) OVER () AS d FROM ${table.view} GROUP BY y ORDER BY n DESC, y LIMIT ${maximumClasses + 2}`)
  const lost = toCount((await ask.row(`SELECT count(*) FILTER (${y} IS NULL) AS n FROM ${table.view}`))['n'])
  const distinct = toCount(rows[0]?.['d']) - (lost > 0 ? 1 : 0)
  const isClass = distinct <= maximumClasses && distinct > 0
  const classes = isClass ? rows.filter((row) => row['y'] !== null).map((row) => ({ value: String(row['y']), n: toCount(row['n']) })) : []
  const named = profiles.find(({ name }) => name === label)?.withheld === null
  const features = table.columns.filter(({ name }) => name !== label && !rowIds.includes(name))
  const conflicts = isClass && features.length > 0 ? await countConflicts(ask, table.view, features, y) : null
  const leakage: LeakageCount[] = []
  if (classes.length > 1) {
    for (const feature of features) {
      const profile = profiles[table.columns.indexOf(feature)] as ColumnProfile
      if (profile.distinct > 0) leakage.push(await countLeakage(ask, table, { feature, profile, y, classes: classes.map(({ value }) => value), missing }))
    }
  }
  const shown = named ? classes.map(({ value, n }) => ({ value: n >= minimumShown ? shorten(value) : '', n })) : classes.map(({ n }) => ({ value: '', n }))
  return { label: { column: label, missing: lost, distinct, classes: shown, conflicts }, leakage }
}

interface Feature {
  feature: SourceColumn
  profile: ColumnProfile
  y: string
  classes: readonly string[]
  missing: Missing
}

/** The column as a score for each class against the rest where it holds numbers, and its values, or their absence, as a guess of the label. */
async function countLeakage(ask: Statements, table: Table, { feature, profile, y, classes, missing }: Feature): Promise<LeakageCount> {
  const numeric = profile.type === 'integer' || profile.type === 'number'
  const text = presentText(feature.identifier, missing)
  const value = numeric ? (table.isText ? `TRY_CAST(${feature.identifier} AS DOUBLE)` : `CAST(${feature.identifier} AS DOUBLE)`) : text
  await ask.rows(`CREATE OR REPLACE TEMP TABLE l AS SELECT v, y, count(*) AS n FROM (SELECT ${value} AS v, ${y} AS y FROM ${table.view}) WHERE y IS NOT NULL GROUP BY ALL`)
  const auc: AucSums[] = []
  if (numeric && profile.distinct > 1) for (const positive of classes.length === 2 ? classes.slice(1) : classes) auc.push(await sumRanks(ask, positive, missing))
  const missed = Object.values(profile.missing).some((n) => n > 0)
  const key = numeric ? `${isFiniteNumber('v', missing)}` : 'v'
  return { column: feature.name, auc, purity: numeric && !missed ? null : await countPurity(ask, key) }
}

/** As in statistics/auc.ts, added up by DuckDB in whole numbers over the different values. */
async function sumRanks(ask: Statements, positive: string, missing: Missing): Promise<AucSums> {
  const side = `y = '${positive.replaceAll("'", "''")}'`
  const cells = `SELECT v, coalesce(sum(n) FILTER (${side}), 0)::HUGEINT AS p, coalesce(sum(n) FILTER (NOT (${side})), 0)::HUGEINT AS q FROM l WHERE ${isFiniteNumber('v', missing)} GROUP BY v`
  const ranked = `SELECT p, q, 2 * (sum(q) OVER w - q) + q AS rank, 2 * (sum(p) OVER () - sum(p) OVER w) + p AS reverse FROM (${cells}) WINDOW w AS (ORDER BY v ROWS UNBOUNDED PRECEDING)`
  const row = await ask.row(
    `SELECT CAST(coalesce(sum(p), 0) AS VARCHAR) AS positives, CAST(coalesce(sum(q), 0) AS VARCHAR) AS negatives, CAST(coalesce(sum(p * rank), 0) AS VARCHAR) AS ranks, CAST(coalesce(sum(p * rank * rank), 0) AS VARCHAR) AS positive_squares, CAST(coalesce(sum(q * reverse * reverse), 0) AS VARCHAR) AS negative_squares FROM (${ranked})`,
  )
  const [positives, negatives, ranks, positiveSquares, negativeSquares] = ['positives', 'negatives', 'ranks', 'positive_squares', 'negative_squares'].map((name) => BigInt(String(row[name]))) as [bigint, bigint, bigint, bigint, bigint]
  return { positives, negatives, ranks, positiveSquares, negativeSquares }
}

async function countPurity(ask: Statements, key: string): Promise<LeakageCount['purity']> {
  const keyed = `(SELECT ${key} AS v, y, sum(n) AS n FROM l GROUP BY ALL)`
  const sized = `(SELECT v, y, n, sum(n) OVER (PARTITION BY v) AS size FROM ${keyed})`
  const pooled = `(SELECT CASE WHEN size < ${frequent} THEN NULL ELSE v END AS v, size < ${frequent} AS rare, y, sum(n) AS n FROM ${sized} GROUP BY ALL)`
  const row = await ask.row(
    `SELECT (SELECT sum(n) FROM l) AS r, (SELECT sum(m) FROM (SELECT max(n) AS m FROM ${pooled} GROUP BY v, rare)) AS correct, (SELECT max(n) FROM (SELECT sum(n) AS n FROM l GROUP BY y)) AS commonest`,
  )
  return { rows: toCount(row['r']), right: toCount(row['correct']), commonest: toCount(row['commonest']) }
}
