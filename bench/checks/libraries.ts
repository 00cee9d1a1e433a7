import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPython, lacking } from '../../scripts/compare-with-python/python.ts'
import { printMachine } from '../machine.ts'
import { generateRows, measure, median } from './rounds.ts'

/**
 * The fairness check, with intervals and 1,000 resamples, against what Python's libraries take for the rates alone, over the same Parquet file.
 * PYTHON names the interpreter; a library that is not there is said to be missing, and the rest is measured.
 *
 *   npx node bench/checks/libraries.ts [rows] [rounds]
 */
const rows = Number(process.argv[2] ?? 5_000_000)
const rounds = Number(process.argv[3] ?? 3)
const script = fileURLToPath(new URL('./libraries.py', import.meta.url))
const sides = [
  { name: 'pandas', title: 'pandas groupby, scikit-learn', needs: ['pandas', 'pyarrow', 'scikit-learn'], aim: 10, rounds },
  { name: 'fairlearn', title: 'fairlearn MetricFrame, intersection', needs: ['pandas', 'pyarrow', 'scikit-learn', 'fairlearn'], aim: 100, rounds: 1 },
] as const

printMachine('checks/libraries.ts', rows, rounds)
const python = findPython()
if (typeof python === 'string') console.log(python)
else {
  const dir = mkdtempSync(join(tmpdir(), 'bench-libraries-'))
  try {
    const [path = ''] = await generateRows(dir, rows, ['parquet'])
    const own = Array.from({ length: rounds }, () => measure('engine', path, dir))
    const milliseconds = median(own.map((one) => one.milliseconds))
    console.log(`${rows.toLocaleString('en-GB')} rows of Parquet; Python ${python.version}, ${Object.entries(python.packages).map((one) => one.join(' ')).join(', ')}`)
    print('fairness check, intervals, 1,000 resamples', milliseconds, median(own.map((one) => one.mebibytes)), '')
    for (const side of sides) {
      const missing = lacking(python, side.needs)
      if (missing.length > 0) console.log(`  ${side.title}: not measured, ${missing.join(', ')} is not installed for ${python.path}`)
      else against(side, python.path, path, milliseconds)
    }
    console.log('\nLimiting factor of the libraries: a pass over the rows of a group for each metric, in one thread; of the check: reading the file.')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function against({ name, title, aim, rounds: times }: (typeof sides)[number], interpreter: string, path: string, milliseconds: number): void {
  const taken = Array.from({ length: times }, () => {
    const { status, stdout, stderr } = spawnSync(interpreter, [script, name, path], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${title} ended with ${status}: ${stderr}`)
    return JSON.parse(stdout) as { milliseconds: number; mebibytes: number }
  })
  const theirs = median(taken.map((one) => one.milliseconds))
  print(`${title}, rates alone`, theirs, median(taken.map((one) => one.mebibytes)), `${(theirs / milliseconds).toFixed(0)} times as long (aim: ${aim})`)
}

function print(title: string, milliseconds: number, mebibytes: number, note: string): void {
  console.log(`  ${title.padEnd(46)} ${milliseconds.toFixed(0).padStart(8)} ms   peak ${mebibytes.toFixed(0).padStart(5)} MiB   ${note}`)
}
