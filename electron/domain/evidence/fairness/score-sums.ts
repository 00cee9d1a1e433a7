import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { logLossFloor } from '../statistics/calibration.ts'
import { type Roles, keyOfValue, toPositions } from './counts.ts'
import { toDistances } from './distances.ts'
import type { FairnessQuestion, ScoreSums } from './facts.ts'
import { type ExactSums, minus, plus, readScales, readSums, toMomentsOf, toSums } from './moments.ts'
import { keyOf, textOf, toDouble } from '../values.ts'
import { numberOf } from './numbers.ts'

/** The file's scores, one row for each combination of groups, label and score. Rows without a label or a finite score are left out. */
export function toScored({ groups, label, score }: Roles, { missing, positive }: FairnessQuestion): string {
  const number = numberOf(score as NonNullable<Roles['score']>, missing)
  const text = label === null ? null : textOf(label.identifier, missing)
  const columns = groups.map(({ identifier }, at) => `${textOf(identifier, missing)} AS g${at}`)
  const isPositive = text === null ? 'false' : `(${keyOf(text)}) = ${keyOfValue(positive ?? '')}`
  return [
    `CREATE OR REPLACE TEMP TABLE scored AS SELECT ${columns.join(', ')}, ${isPositive} AS positive, ${number.value} + 0 AS x, count(*) AS n`,
    `FROM input WHERE ${number.finite}${text === null ? '' : ` AND ${text} IS NOT NULL`} GROUP BY ALL`,
  ].join(' ')
}

/** What the scores of each group add up to, over each column and over all of them. */
export async function readScoreSums(session: Session, question: FairnessQuestion): Promise<ScoreSums[]> {
  const [range] = await session.query('SELECT coalesce(min(x) >= 0 AND max(x) <= 1, false) AS probability FROM scored')
  const probability = range?.['probability'] === true && question.label !== null
  const all: ScoreSums[] = []
  for (const over of toPositions(question.groups.length)) all.push(...(await readOver(session, question, { over, probability })))
  return all
}

async function readOver(session: Session, { groups }: FairnessQuestion, { over, probability }: { over: readonly number[]; probability: boolean }): Promise<ScoreSums[]> {
  const columns = over.map((at) => `g${at}`)
  const [by, present] = [columns.join(', '), columns.map((column) => `${column} IS NOT NULL`).join(' AND ')]
  const [scale] = await readScales(session, 'scored', ['x'])
  const rows = await session.query(`SELECT ${by}, sum(n) AS n, sum(n) FILTER (positive) AS positives, ${toSums('x', scale!, 'n')} FROM scored WHERE ${present} GROUP BY ALL`)
  const keyed = async (sql: string) => Map.groupBy(await session.query(sql), (row) => keyIn(row, columns))
  const curves = await keyed(toCurves(by, present))
  const distances = await keyed(toDistances('scored', columns))
  const losses = probability ? await keyed(toLosses(by, present)) : new Map<string, Row[]>()
  const bins = probability ? await keyed(toBins(by, present)) : new Map<string, Row[]>()
  const sums = rows.map((row) => readSums(row, 'x', Number(row['n'])))
  const whole = sums.reduce(plus, { n: 0n, sum: 0n, squares: 0n })
  return rows.map((row, at) => {
    const key = keyIn(row, columns)
    const own = sums[at] as ExactSums
    return {
      over: over.map((one) => groups[one] as string),
      values: columns.map((column) => String(row[column])),
      auc: toAucSums(row, curves.get(key)?.[0] ?? {}),
      score: toMomentsOf(own, scale!),
      rest: toMomentsOf(minus(whole, own), scale!),
      distance: Number(distances.get(key)?.[0]?.['distance'] ?? 0),
      probability: probability ? toProbability(losses.get(key)?.[0] ?? {}, bins.get(key) ?? []) : null,
    }
  })
}

const keyIn = (row: Row, columns: readonly string[]): string => JSON.stringify(columns.map((column) => row[column]))
const whole = (value: unknown): bigint => BigInt(typeof value === 'string' || typeof value === 'bigint' ? value : 0)

function toAucSums(row: Row, curve: Row): ScoreSums['auc'] {
  const positives = whole(row['positives'])
  return { positives, negatives: whole(row['n']) - positives, ranks: whole(curve['ranks']), positiveSquares: whole(curve['positive_squares']), negativeSquares: whole(curve['negative_squares']) }
}

/** Ranks as in statistics/auc.ts: twice the other class beyond a score, plus those at it; whole numbers. */
function toCurves(by: string, present: string): string {
  return [
    `WITH s AS (SELECT ${by}, x, coalesce(sum(n) FILTER (positive), 0)::HUGEINT AS p, coalesce(sum(n) FILTER (NOT positive), 0)::HUGEINT AS q FROM scored WHERE ${present} GROUP BY ALL),`,
    `r AS (SELECT *, 2 * sum(q) OVER w - q AS below, 2 * sum(p) OVER (PARTITION BY ${by}) - 2 * sum(p) OVER w + p AS above FROM s WINDOW w AS (PARTITION BY ${by} ORDER BY x))`,
    `SELECT ${by}, CAST(sum(p * below) AS VARCHAR) AS ranks, CAST(sum(p * below * below) AS VARCHAR) AS positive_squares, CAST(sum(q * above * above) AS VARCHAR) AS negative_squares`,
    'FROM r GROUP BY ALL',
  ].join(' ')
}

const exact = (expression: string): string => `CAST(sum(CAST(n * (${expression}) AS DECIMAL(38, 20))) AS VARCHAR)`

function toLosses(by: string, present: string): string {
  const [least, most] = [toDouble(logLossFloor), toDouble(1 - logLossFloor)]
  const kept = `least(${most}, greatest(${least}, x))`
  const error = 'CASE WHEN positive THEN (1 - x) * (1 - x) ELSE x * x END'
  return `SELECT ${by}, ${exact(error)} AS squared, ${exact(`-ln(CASE WHEN positive THEN ${kept} ELSE 1 - ${kept} END)`)} AS loss FROM scored WHERE ${present} GROUP BY ALL`
}

/** Ten bins of equal width, (i/10, (i+1)/10], the first closed at 0. */
function toBins(by: string, present: string): string {
  return `SELECT ${by}, CAST(least(9, greatest(0, ceil(x * 10) - 1)) AS INTEGER) AS bin, sum(n) AS n, sum(n) FILTER (positive) AS positives, ${exact('x')} AS scores FROM scored WHERE ${present} GROUP BY ALL`
}

function toProbability(loss: Row, bins: readonly Row[]): ScoreSums['probability'] {
  const byBin = new Map(bins.map((row) => [Number(row['bin']), row]))
  return {
    squaredError: Number(loss['squared'] ?? 0),
    logLoss: Number(loss['loss'] ?? 0),
    bins: Array.from({ length: 10 }, (_, at) => {
      const row = byBin.get(at)
      return { n: Number(row?.['n'] ?? 0), scores: Number(row?.['scores'] ?? 0), positives: Number(row?.['positives'] ?? 0) }
    }),
  }
}
