import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printMachine } from '../machine.ts'

/**
 * The profile of 50 generated columns against DuckDB's SUMMARIZE over the same file with the same threads; each measurement is a process of
 * its own, and the two take turns. With `growth`, the profile alone over files of 1, 2, 4 … times the rows, with its highest memory.
 *
 *   npx node bench/checks/quality.ts [rows] [rounds]
 *   npx node bench/checks/quality.ts growth [rows] [doublings]
 */
const growing = process.argv[2] === 'growth'
const rows = Number(process.argv[growing ? 3 : 2] ?? 1_000_000)
const rounds = Number(process.argv[growing ? 4 : 3] ?? 3)
const threads = String(Math.min(availableParallelism(), 8))
const dir = mkdtempSync(join(tmpdir(), 'bench-quality-'))
printMachine('checks/quality.ts', ...process.argv.slice(2))
const round = fileURLToPath(new URL('./quality-round.ts', import.meta.url))

interface Measured {
  milliseconds: number
  processor: number
  mebibytes: number
}

try {
  await (growing ? grow() : compare())
} finally {
  rmSync(dir, { recursive: true, force: true })
}

async function compare(): Promise<void> {
  console.log(`50 columns × ${rows.toLocaleString('en-GB')} rows, ${threads} threads, ${rounds} rounds; median [lowest to highest]`)
  for (const format of ['parquet', 'csv'] as const) {
    const path = await generate(format, rows)
    const taken = Array.from({ length: rounds }, () => ({ summarize: measure('summarize', path), profile: measure('profile', path) }))
    console.log(`\n${format}, ${(statSync(path).size / 1e6).toFixed(0)} MB`)
    for (const side of ['summarize', 'profile'] as const) {
      const of = (what: keyof Measured) => taken.map((one) => one[side][what])
      console.log(`  ${side.padEnd(10)} ${spread(of('milliseconds'))} ms   processors ${spread(of('processor'))} ms   peak ${spread(of('mebibytes'))} MiB`)
    }
    const ratio = (what: 'milliseconds' | 'processor') => spread(taken.map((one) => one.profile[what] / one.summarize[what]), 2)
    console.log(`  ratio ${ratio('milliseconds')}; of processor time ${ratio('processor')}`)
    rmSync(path)
  }
}

async function grow(): Promise<void> {
  console.log(`50 columns of CSV, ${threads} threads: the profile alone`)
  for (let at = 0; at <= rounds; at++) {
    const many = rows * 2 ** at
    const path = await generate('csv', many)
    const { milliseconds, processor, mebibytes } = measure('profile', path)
    const size = statSync(path).size / 1e9
    console.log(`  ${many.toLocaleString('en-GB').padStart(12)} rows  ${size.toFixed(2)} GB  ${(milliseconds / 1e3).toFixed(0)} s  processors ${(processor / 1e3).toFixed(0)} s (${(processor / 1e3 / size).toFixed(0)} s a GB)  VmHWM ${mebibytes.toFixed(0)} MiB`)
    rmSync(path)
  }
}

async function generate(format: 'parquet' | 'csv', many: number): Promise<string> {
  const path = join(dir, `rows.${format}`)
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', temp_directory: join(dir, 'spill') })
  const connection = await instance.connect()
  await connection.run('SELECT setseed(0.42)')
  const list = (length: number, make: (at: number) => string) => Array.from({ length }, (_, at) => make(at))
  const columns = [
    ...list(15, (at) => `round(random() * ${1_000 * (at + 1)}, 4) AS d${at}`),
    ...list(10, (at) => `(random() * ${[10, 100, 1_000, 100_000, 5, 2, 50, 70, 365, 9_999][at]})::INTEGER AS n${at}`),
    ...list(15, (at) => `'category ' || (random() * ${[2, 3, 5, 8, 12, 20, 50, 100, 200, 500, 1_000, 4, 6, 7, 30][at]})::INTEGER AS s${at}`),
    ...list(4, (at) => `DATE '2020-01-01' + (random() * 1000)::INTEGER AS t${at}`),
    ...list(3, (at) => `random() < 0.${at + 3} AS b${at}`),
    'i AS id',
    'md5(i::VARCHAR) AS uid',
    'CASE WHEN random() < 0.2 THEN NULL ELSE round(random() * 100, 2) END AS m0',
  ]
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${many}) r(i)) TO '${path}' (${format === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet'})`)
  connection.closeSync()
  instance.closeSync()
  return path
}

function measure(what: string, path: string): Measured {
  const scratch = mkdtempSync(join(dir, 'scratch-'))
  const output = execFileSync(process.execPath, [round, what, path, scratch, threads], { encoding: 'utf8' })
  rmSync(scratch, { recursive: true })
  return JSON.parse(output) as Measured
}

function spread(values: readonly number[], digits = 0): string {
  const sorted = values.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] as number
  return sorted.length === 1 ? median.toFixed(digits) : `${median.toFixed(digits)} [${sorted[0]!.toFixed(digits)} to ${sorted.at(-1)!.toFixed(digits)}]`
}
