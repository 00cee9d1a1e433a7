import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The drift check over generated Parquet files, reference and current data of `rows` rows each, and where a Python with evidently is named, its
 * DataDriftPreset over the same columns of the same files. Each measurement is a process of its own.
 *
 *   npx node bench/checks/drift.ts [rows] [columns] [python]
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const columns = Number(process.argv[3] ?? 50)
const python = process.argv[4]
const dir = mkdtempSync(join(tmpdir(), 'bench-drift-'))
const threads = String(Math.min(availableParallelism(), 8))
const round = fileURLToPath(new URL('./drift-round.ts', import.meta.url))

const evidently = `
import sys, time, pandas as pd
from evidently import Report, Dataset, DataDefinition
from evidently.presets import DataDriftPreset
started = time.perf_counter()
r, c = pd.read_parquet(sys.argv[1]), pd.read_parquet(sys.argv[2])
numbers = [x for x in r if r[x].dtype.kind in 'if']
words = [x for x in r if x not in numbers]
for x in words: r[x], c[x] = r[x].astype(object), c[x].astype(object)
definition = DataDefinition(numerical_columns=numbers, categorical_columns=words)
Report([DataDriftPreset()]).run(Dataset.from_pandas(c, data_definition=definition), Dataset.from_pandas(r, data_definition=definition))
print((time.perf_counter() - started) * 1000)
`

try {
  const [reference, current] = [join(dir, 'reference.parquet'), join(dir, 'current.parquet')]
  await generate(reference, { shift: 0, seed: 0.1 })
  await generate(current, { shift: 0.05, seed: 0.2 })
  console.log(`${rows.toLocaleString('en-GB')} + ${rows.toLocaleString('en-GB')} rows, ${columns} columns, ${threads} threads`)
  const ours = JSON.parse(execFileSync(process.execPath, [round, reference, current, dir, threads], { encoding: 'utf8' })) as { milliseconds: number; processor: number; mebibytes: number; bytes: number }
  console.log(`drift check, digests included  ${ours.milliseconds.toFixed(0)} ms   processors ${ours.processor.toFixed(0)} ms   peak ${ours.mebibytes.toFixed(0)} MiB   result ${(ours.bytes / 1000).toFixed(0)} kB`)
  compareWithEvidently(reference, current, ours.milliseconds)
} finally {
  rmSync(dir, { recursive: true, force: true })
}

function compareWithEvidently(reference: string, current: string, milliseconds: number): void {
  const known = python === undefined ? null : spawnSync(python, ['-c', 'import evidently'], { stdio: 'ignore' })
  if (python === undefined || known?.status !== 0) {
    console.log(`evidently: not compared; ${python === undefined ? 'name a Python that has it as the third argument' : `${python} is not there or does not have it`}`)
    return
  }
  writeFileSync(join(dir, 'run.py'), evidently)
  const theirs = Number(execFileSync(python, [join(dir, 'run.py'), reference, current], { encoding: 'utf8' }))
  console.log(`evidently's DataDriftPreset    ${theirs.toFixed(0)} ms   ratio ${(theirs / milliseconds).toFixed(1)}`)
}

/** Normal, log-uniform, whole and categorical columns in turn. */
async function generate(path: string, { shift, seed }: { shift: number; seed: number }): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`SELECT setseed(${seed})`)
  const shapes = [
    `sqrt(-2 * ln(1 - random())) * cos(6.283185 * random()) + ${shift}`,
    `random() + ${shift}`,
    `CAST(floor(random() * 1000 + ${shift * 10}) AS INTEGER)`,
    `exp(random() * 6 + ${shift})`,
    `'k' || CAST(floor(random() * 20) AS INTEGER)`,
  ]
  const list = Array.from({ length: columns }, (_, at) => `${shapes[at % shapes.length]} AS c${at}`)
  await connection.run(`COPY (SELECT ${list.join(', ')} FROM range(${rows})) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
}
