import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { printMachine } from '../machine.ts'
import { generateRows, measure, type Measured, median, spread, threads } from './rounds.ts'

/**
 * The fairness check over generated rows, two group columns with their intersections and 1,000 resamples of the bootstrap, against
 * DuckDB's bare GROUP BY over the same file with the same threads. Each measurement is a process of its own; the two sides take turns
 * within one run, so that both see the same machine.
 *
 *   npx node bench/checks/fairness.ts [rows] [rounds]
 */
const rows = Number(process.argv[2] ?? 5_000_000)
const rounds = Number(process.argv[3] ?? 7)
const dir = mkdtempSync(join(tmpdir(), 'bench-checks-'))

try {
  printMachine('checks/fairness.ts', rows, rounds)
  const [parquet = '', csv = ''] = await generateRows(dir, rows, ['parquet', 'csv'])
  console.log(`${rows.toLocaleString('en-GB')} rows, ${threads} threads, ${rounds} rounds; milliseconds inside the process, median [lowest to highest]`)
  console.log('Inside the time of either side: opening a DuckDB of its own and the GROUP BY. The check besides: looking at the file, locking DuckDB down, the digest,')
  console.log('refusals, facts, rates with intervals and tests for two columns and their intersections, 1,000 resamples of each, and the bytes to be stored.')
  for (const path of [parquet, csv]) {
    compare(path, 'bare', 'engine')
    compare(path, 'bare-score', 'engine-score')
  }
  console.log('\nAims: 1.5 times the bare query, 600 MiB. Limiting factor: reading and grouping the file; over Parquet, where that takes a tenth of a')
  console.log('second, the digest of the file (in parallel where a processor is free) and the start of a locked-down DuckDB.')
} finally {
  rmSync(dir, { recursive: true, force: true })
}

function compare(path: string, bare: string, engine: string): void {
  const taken = Array.from({ length: rounds }, () => ({ bare: measure(bare, path, dir), engine: measure(engine, path, dir), hash: measure('hash', path, dir) }))
  const of = (side: 'bare' | 'engine' | 'hash', what: keyof Measured) => taken.map((one) => one[side][what])
  console.log(`\n${basename(path)} (${(statSync(path).size / 1e6).toFixed(0)} MB), decisions by ${bare === 'bare' ? 'prediction' : 'score'}`)
  for (const side of ['bare', 'engine', 'hash'] as const) {
    const label = { bare: 'bare GROUP BY', engine: 'fairness check, digest included', hash: 'SHA-256 alone' }[side]
    console.log(`  ${label.padEnd(34)} ${spread(of(side, 'milliseconds'))} ms   processors ${spread(of(side, 'processor'))} ms   peak ${median(of(side, 'mebibytes')).toFixed(0)} MiB`)
  }
  const ratio = (what: keyof Measured) => spread(taken.map((one) => one.engine[what] / one.bare[what]), 2)
  console.log(`  ratio ${ratio('milliseconds')}; with the start of the process ${ratio('total')}; of processor time ${ratio('processor')}`)
}
