import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The fairness check over generated rows against DuckDB's bare GROUP BY over the same file with the same threads.
 * Each measurement is a process of its own; the two sides take turns within one run, so that both see the same machine.
 *
 *   npx node bench/checks/fairness.ts [rows] [rounds]
 */
const rows = Number(process.argv[2] ?? 5_000_000)
const rounds = Number(process.argv[3] ?? 7)
const threads = String(Math.min(availableParallelism(), 8))
const dir = mkdtempSync(join(tmpdir(), 'bench-checks-'))
const round = fileURLToPath(new URL('./round.ts', import.meta.url))

interface Measured {
  milliseconds: number
  /** Milliseconds of all processors together. */
  processor: number
  mebibytes: number
  total: number
}

try {
  await generate()
  console.log(`${rows.toLocaleString('en-GB')} rows, ${threads} threads, ${rounds} rounds; milliseconds inside the process, median [lowest to highest]`)
  for (const [file, bare, engine] of [
    ['rows.parquet', 'bare', 'engine'],
    ['rows.parquet', 'bare-score', 'engine-score'],
    ['rows.csv', 'bare', 'engine'],
    ['rows.csv', 'bare-score', 'engine-score'],
  ] as const) {
    compare(file, bare, engine)
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
}

async function generate(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SELECT setseed(0.42)')
  await connection.run(`CREATE TABLE rows AS SELECT *, (score >= 0.5)::INT AS prediction FROM (
    SELECT i AS row_id, (random() < 0.6)::INT AS label, round(random(), 6) AS score, ['male', 'female'][1 + (random() < 0.4)::INT] AS sex,
    ['18-25', '26-40', '41-60', 'over 60'][1 + (random() * 3.999)::INT % 4] AS age_group FROM range(${rows}) r(i))`)
  await connection.run(`COPY rows TO '${join(dir, 'rows.parquet')}' (FORMAT parquet)`)
  await connection.run(`COPY rows TO '${join(dir, 'rows.csv')}' (FORMAT csv, HEADER)`)
  connection.closeSync()
  instance.closeSync()
}

function measure(what: string, path: string): Measured {
  const started = performance.now()
  const output = execFileSync(process.execPath, [round, what, path, dir, threads], { encoding: 'utf8' })
  return { ...(JSON.parse(output) as Omit<Measured, 'total'>), total: performance.now() - started }
}

function compare(name: string, bare: string, engine: string): void {
  const path = join(dir, name)
  const taken = Array.from({ length: rounds }, () => ({ bare: measure(bare, path), engine: measure(engine, path), hash: measure('hash', path) }))
  const of = (side: 'bare' | 'engine' | 'hash', what: keyof Measured) => taken.map((one) => one[side][what])
  console.log(`\n${name} (${(statSync(path).size / 1e6).toFixed(0)} MB), decisions by ${bare === 'bare' ? 'prediction' : 'score'}`)
  for (const side of ['bare', 'engine', 'hash'] as const) {
    const label = { bare: 'bare GROUP BY', engine: 'fairness check, digest included', hash: 'SHA-256 alone' }[side]
    console.log(`  ${label.padEnd(34)} ${spread(of(side, 'milliseconds'))} ms   processors ${spread(of(side, 'processor'))} ms   peak ${median(of(side, 'mebibytes')).toFixed(0)} MiB`)
  }
  const ratio = (what: keyof Measured) => spread(taken.map((one) => one.engine[what] / one.bare[what]), 2)
  console.log(`  ratio ${ratio('milliseconds')}; with the start of the process ${ratio('total')}; of processor time ${ratio('processor')}`)
}

function spread(values: readonly number[], digits = 0): string {
  return `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}]`
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}
