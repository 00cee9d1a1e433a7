import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { performanceKind } from '../../electron/domain/evidence/performance/kind.ts'
import { tallyPerformance } from '../../electron/domain/evidence/performance/tally.ts'
import { inspectDataFile } from '../../electron/platform/data-file.ts'
import { openSession } from '../../electron/platform/duckdb-session.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { performanceChoices } from '../../shared/contract/evidence.ts'

/**
 * The performance check over generated rows with a million different scores, digest, curves and intervals included, against DuckDB's bare GROUP BY on label,
 * decision and score over the same file with the same threads; then with twelve windows and two segment columns. Each measurement is a process of its own; sides take turns.
 *
 *   npx node bench/checks/performance.ts [rows] [rounds]
 */
interface Measured {
  milliseconds: number
  mebibytes: number
}

const [first = '5000000', second = '3', ...rest] = process.argv.slice(2)
if (first === 'measure') await measure(second, rest[0] as string, rest[1] as string)
else await compare(Number(first), Number(second))

async function compare(rows: number, rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-performance-'))
  try {
    await generate(rows, dir)
    console.log(`${rows.toLocaleString('en-GB')} rows, ${availableParallelism()} processors, ${rounds} rounds; milliseconds inside the process, median [lowest to highest]`)
    for (const format of ['parquet', 'csv']) {
      const taken = Array.from({ length: rounds }, () => ['bare', 'check', 'everything'].map((what) => child(what, join(dir, `rows.${format}`), dir)))
      console.log(`\n${format}`)
      for (const [at, title] of ['bare GROUP BY label, decision, score', 'performance check', 'with 12 windows and 2 segment columns'].entries()) {
        const side = taken.map((round) => round[at] as Measured)
        console.log(`  ${title.padEnd(38)} ${spread(side.map((one) => one.milliseconds))} ms   peak ${spread(side.map((one) => one.mebibytes))} MiB`)
      }
      for (const [at, title] of [[1, 'check'], [2, 'with windows and segments']] as const) {
        console.log(`  ratio, ${title}: ${spread(taken.map((round) => (round[at] as Measured).milliseconds / (round[0] as Measured).milliseconds), 2)}`)
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function child(what: string, path: string, dir: string): Measured {
  return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'measure', what, path, dir], { encoding: 'utf8' })) as Measured
}

async function generate(rows: number, dir: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SELECT setseed(0.42)')
  await connection.run(`CREATE TABLE rows AS SELECT *, (score >= 0.5)::INT AS prediction, (random() < score)::INT AS label FROM (
    SELECT i AS row_id, round(random(), 6) AS score, DATE '2026-01-01' + (i * 360 // ${rows})::INT AS day, ['male', 'female'][1 + (random() < 0.4)::INT] AS sex,
    18 + (random() * 60)::INT AS age FROM range(${rows}) r(i))`)
  await connection.run(`COPY rows TO '${join(dir, 'rows.parquet')}' (FORMAT parquet)`)
  await connection.run(`COPY rows TO '${join(dir, 'rows.csv')}' (FORMAT csv, HEADER)`)
  connection.closeSync()
  instance.closeSync()
}

async function measure(what: string, path: string, scratch: string): Promise<void> {
  const started = performance.now()
  await (what === 'bare' ? groupBy(path) : check(path, scratch, what === 'everything'))
  process.stdout.write(JSON.stringify({ milliseconds: performance.now() - started, mebibytes: process.resourceUsage().maxRSS / 1024 }))
}

/** What a person would type; only the number of groups leaves DuckDB. */
async function groupBy(path: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.runAndReadAll(`SELECT count(*) FROM (SELECT label, prediction, score, count(*) FROM '${path}' GROUP BY ALL)`)
}

/** Everything between a path and the bytes to be stored. */
async function check(path: string, scratch: string, everything: boolean): Promise<void> {
  const more = everything ? { time: 'day', windows: { by: 'period', period: 'month' }, segments: [{ column: 'sex' }, { column: 'age', bands: 4 }] } : {}
  const settings = performanceKind.toSettings(performanceChoices.parse({ task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null }, ...more }))
  const session = await openSession(new Map([['data', await inspectDataFile(path)]]), scratch)
  const { facts, release } = await tallyPerformance(session, settings, () => {})
  const result = performanceKind.toResult({ settings, facts, engine: { countersign: 'bench', duckdb: facts.duckdb, query: facts.query }, counts: await release() })
  Buffer.from(toCanonical(result))
  session.close()
}

function spread(values: readonly number[], digits = 0): string {
  const sorted = values.toSorted((a, b) => a - b)
  return `${(sorted[Math.floor(sorted.length / 2)] as number).toFixed(digits)} [${(sorted[0] as number).toFixed(digits)} to ${(sorted.at(-1) as number).toFixed(digits)}]`
}
