import { AppError } from '../../../../shared/errors.ts'
import type { QualityCounts } from './counts.ts'
import { type Statements, toCount } from './statements.ts'
import { findColumn, type Table } from './table.ts'
import { type Missing, presentText } from './values.ts'

const maximumValues = 10_000

/**
 * A benchmark table has a row for each value of a column: `column`, `value`, and `share` or `count`. Shares of a column are made to add up to 1.
 * Errors: BAD_INPUT for a table of another shape, a column that the data does not have, a share that is no number.
 */
export async function countBenchmark(ask: Statements, data: Table, benchmark: Table, missing: Missing): Promise<QualityCounts['benchmark']> {
  const { name } = benchmark.file
  const bad = (sentence: string) => new AppError('BAD_INPUT', `${name}: ${sentence}`)
  const [column, value, share] = [findColumn(benchmark, 'column'), findColumn(benchmark, 'value'), findColumn(benchmark, 'share') ?? findColumn(benchmark, 'count')]
  if (!column || !value || !share) throw bad(`a benchmark table has the columns “column”, “value” and “share” (or “count”); this one has: ${benchmark.columns.map((one) => one.name).join(', ')}.`)
  const rows = await ask.rows(
    `SELECT trim(CAST(${column.identifier} AS VARCHAR)) AS c, trim(CAST(${value.identifier} AS VARCHAR)) AS v, TRY_CAST(CAST(${share.identifier} AS VARCHAR) AS DOUBLE) AS s FROM ${benchmark.view} ORDER BY c, v LIMIT ${maximumValues + 1}`,
  )
  if (rows.length === 0) throw bad('it has a header and no rows.')
  if (rows.length > maximumValues) throw bad(`it has more than ${maximumValues} rows; name the values that matter.`)
  const found: QualityCounts['benchmark'] = []
  for (const [of, expected] of Map.groupBy(rows, (row) => String(row['c']))) {
    const known = findColumn(data, of)
    if (known === undefined) throw bad(`it speaks of the column “${of}”, which ${data.file.name} does not have. Its columns are: ${data.columns.map((one) => one.name).join(', ')}.`)
    const shares = expected.map((row) => Number(row['s'] ?? Number.NaN))
    const total = shares.reduce((sum, one) => sum + one, 0)
    if (shares.some((one) => !(one >= 0)) || !(total > 0)) throw bad(`a share of “${of}” is no number from 0 on.`)
    const values = expected.map((row) => String(row['v']))
    const twice = values.find((one, at) => values.indexOf(one) !== at)
    if (twice !== undefined) throw bad(`the value “${twice}” of “${of}” is named twice.`)
    const counts = await ask.rows(`SELECT ${presentText(known.identifier, missing)} AS t, count(*) AS n FROM ${data.view} GROUP BY 1`)
    const byValue = new Map(counts.map((row) => [row['t'], toCount(row['n'])]))
    const n = [...byValue].reduce((sum, [text, rowsOf]) => sum + (text === null ? 0 : rowsOf), 0)
    found.push({ column: of, n, values: values.map((one, at) => ({ value: one, n: byValue.get(one) ?? 0, expected: (shares[at] as number) / total })) })
  }
  return found
}
