import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What DuckDB would take by itself, on a machine of any size within reason. */
export const threads = String(Math.min(availableParallelism(), 8))

export interface Measured {
  milliseconds: number
  /** Milliseconds of all processors together. */
  processor: number
  /** The most that the process held at once (VmHWM on Linux). */
  mebibytes: number
  /** Milliseconds with the start and the end of the process. */
  total: number
}

const round = fileURLToPath(new URL('./round.ts', import.meta.url))

/** One measurement in a process of its own; `what` is an act of round.ts. */
export function measure(what: string, path: string, scratch: string): Measured {
  const started = performance.now()
  const output = execFileSync(process.execPath, [round, what, path, scratch, threads], { encoding: 'utf8' })
  return { ...(JSON.parse(output) as Omit<Measured, 'total'>), total: performance.now() - started }
}

/** Generated predictions with a label, a score, a decision and two group columns of two and four values, the same for the same number. */
export async function generateRows(dir: string, rows: number, formats: readonly ('parquet' | 'csv')[]): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SELECT setseed(0.42)')
  await connection.run(`CREATE TABLE rows AS SELECT *, (score >= 0.5)::INT AS prediction FROM (
    SELECT i AS row_id, (random() < 0.6)::INT AS label, round(random(), 6) AS score, ['male', 'female'][1 + (random() < 0.4)::INT] AS sex,
    ['18-25', '26-40', '41-60', 'over 60'][1 + (random() * 3.999)::INT % 4] AS age_group FROM range(${rows}) r(i))`)
  const paths = formats.map((format) => join(dir, `rows.${format}`))
  for (const path of paths) await connection.run(`COPY rows TO '${path}' (FORMAT ${path.endsWith('csv') ? 'csv, HEADER' : 'parquet'})`)
  connection.closeSync()
  instance.closeSync()
  return paths
}

export function spread(values: readonly number[], digits = 0): string {
  return `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}]`
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}
