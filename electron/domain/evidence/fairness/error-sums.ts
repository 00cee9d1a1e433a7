import type { Row, Session } from '../../../platform/duckdb-session.ts'
import type { Moments } from '../statistics/summation.ts'
import { type Roles, toPositions } from './counts.ts'
import { toDistances } from './distances.ts'
import type { ErrorSums, ExposureSums, FairnessQuestion } from './facts.ts'
import { type ExactSums, type Scaled, minus, plus, readScales, readSums, toMomentsOf, toSums } from './moments.ts'
import { textOf } from '../values.ts'
import { numberOf } from './numbers.ts'

/** Label `y` and prediction `x` of every row that has both as finite numbers. */
export function toNumbers({ groups, label, decision }: Roles, { missing }: FairnessQuestion): string {
  const [y, x] = [numberOf(label as NonNullable<Roles['label']>, missing), numberOf(decision, missing)]
  const columns = groups.map(({ identifier }, at) => `${textOf(identifier, missing)} AS g${at}`)
  return `CREATE OR REPLACE TEMP TABLE numbers AS SELECT ${columns.join(', ')}, ${y.value} AS y, ${x.value} + 0 AS x, 1 AS n FROM input WHERE ${y.finite} AND ${x.finite}`
}

/** How many rows of the file have no label, no prediction, or something there that is no number. */
export function toNumberRows({ groups, label, decision }: Roles, { missing }: FairnessQuestion): string {
  const [y, x] = [numberOf(label as NonNullable<Roles['label']>, missing), numberOf(decision, missing)]
  const used = `${y.finite} AND ${x.finite}`
  const outside = groups.map(({ identifier }, at) => `count(*) FILTER (${used} AND (${textOf(identifier, missing)}) IS NULL) AS missing_${at}`)
  return [
    `SELECT count(*) AS "read", count(*) FILTER (${used}) AS used, count(*) FILTER (${y.missing}) AS missing_label, count(*) FILTER (NOT ${y.missing} AND ${x.missing}) AS missing_decision`,
    `count(*) FILTER (${y.bad}) AS bad_label, count(*) FILTER (${x.bad}) AS bad_decision, ${outside.join(', ')} FROM input`,
  ].join(', ')
}

const expressions = { label: 'y', prediction: 'x', error: '(x - y)', absolute: 'abs(x - y)', squared: '((x - y) * (x - y))' } as const
type Name = keyof typeof expressions
const names = Object.keys(expressions) as Name[]

/** What the errors of each group add up to, over each column and over all of them. */
export async function readErrorSums(session: Session, question: FairnessQuestion): Promise<ErrorSums[]> {
  const scales = await readScales(session, 'numbers', Object.values(expressions))
  const scale = (name: Name) => scales[names.indexOf(name)] as Scaled
  const all: ErrorSums[] = []
  for (const over of toPositions(question.groups.length)) {
    const { rows, columns, by, present } = toOver(question, over)
    const found = await session.query(`SELECT ${by}, sum(n) AS n, ${names.map((name) => toSums(name, scale(name), 'n')).join(', ')} FROM numbers WHERE ${present} GROUP BY ALL`)
    const distances = Map.groupBy(await session.query(toDistances('numbers', columns)), (row) => keyIn(row, columns))
    const sums = (row: Row, name: Name) => readSums(row, name, Number(row['n']))
    const whole = found.map((row) => sums(row, 'prediction')).reduce(plus, nothing)
    for (const row of found) {
      const moments = Object.fromEntries(names.map((name) => [name, toMomentsOf(sums(row, name), scale(name))])) as Record<Name, Moments>
      const rest = toMomentsOf(minus(whole, sums(row, 'prediction')), scale('prediction'))
      all.push({ over: rows, values: columns.map((column) => String(row[column])), ...moments, rest, distance: Number(distances.get(keyIn(row, columns))?.[0]?.['distance'] ?? 0) })
    }
  }
  return all
}

const nothing: ExactSums = { n: 0n, sum: 0n, squares: 0n }
const keyIn = (row: Row, columns: readonly string[]): string => JSON.stringify(columns.map((column) => row[column]))

function toOver({ groups }: FairnessQuestion, over: readonly number[]) {
  const columns = over.map((at) => `g${at}`)
  return { rows: over.map((at) => groups[at] as string), columns, by: columns.join(', '), present: columns.map((column) => `${column} IS NOT NULL`).join(' AND ') }
}

/** Places by group, of every row that has one. */
export function toPlaces({ groups }: Roles, { missing }: FairnessQuestion): string {
  const columns = groups.map(({ identifier }, at) => `${textOf(identifier, missing)} AS g${at}`)
  return `CREATE OR REPLACE TEMP TABLE places AS SELECT ${columns.join(', ')}, place, count(*) AS n FROM placed WHERE place IS NOT NULL GROUP BY ALL`
}

/** Exposure 1/log₂(1 + place) of each group. */
export async function readExposureSums(session: Session, question: FairnessQuestion): Promise<ExposureSums[]> {
  const scale: Scaled = { expression: '(1 / log2(1 + place))', shift: 0, scale: 1 }
  const all: ExposureSums[] = []
  for (const over of toPositions(question.groups.length)) {
    const { rows, columns, by, present } = toOver(question, over)
    const found = await session.query(`SELECT ${by}, sum(n) AS n, ${toSums('x', scale, 'n')} FROM places WHERE ${present} GROUP BY ALL`)
    all.push(...found.map((row) => ({ over: rows, values: columns.map((column) => String(row[column])), exposure: toMomentsOf(readSums(row, 'x', Number(row['n'])), scale) })))
  }
  return all
}
