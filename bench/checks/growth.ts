import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printMachine } from '../machine.ts'
import { generateRows, measure, median, threads } from './rounds.ts'

/**
 * How the fairness check grows with rows, beside the bare GROUP BY: time and memory, one process a measurement.
 *
 *   npx node bench/checks/growth.ts [rounds] [rows…]
 */
const rounds = Number(process.argv[2] ?? 3)
const asked = process.argv.slice(3).map(Number)
const sizes = asked.length > 0 ? asked : [1_000_000, 2_000_000, 5_000_000, 10_000_000]
const dir = mkdtempSync(join(tmpdir(), 'bench-growth-'))

try {
  printMachine('checks/growth.ts', rounds, ...sizes)
  console.log(`${threads} threads, medians of ${rounds}; ms a million rows: what linear growth keeps the same or lowers\n`)
  console.log(`${'file'.padEnd(8)} ${'rows'.padStart(12)} ${'bare ms'.padStart(9)} ${'check ms'.padStart(9)} ${'ms/million'.padStart(11)} ${'peak MiB'.padStart(9)}`)
  for (const rows of sizes) for (const path of await generateRows(dir, rows, ['parquet', 'csv'])) line(path, rows)
  console.log('\nLimiting factor: reading the file; the counts, and so everything after them, are the same few numbers at any size.')
} finally {
  rmSync(dir, { recursive: true, force: true })
}

function line(path: string, rows: number): void {
  const taken = Array.from({ length: rounds }, () => ({ bare: measure('bare', path, dir), engine: measure('engine', path, dir) }))
  const bare = median(taken.map((one) => one.bare.milliseconds))
  const engine = median(taken.map((one) => one.engine.milliseconds))
  const peak = median(taken.map((one) => one.engine.mebibytes))
  const cells: [string, number][] = [[rows.toLocaleString('en-GB'), 12], [bare.toFixed(0), 9], [engine.toFixed(0), 9], [((engine / rows) * 1e6).toFixed(0), 11], [peak.toFixed(0), 9]]
  console.log(`${(path.endsWith('csv') ? 'CSV' : 'Parquet').padEnd(8)} ${cells.map(([text, width]) => text.padStart(width)).join(' ')}`)
}
