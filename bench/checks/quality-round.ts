import { DuckDBInstance } from '@duckdb/node-api'
import { readFileSync } from 'node:fs'
import { qualityChoices } from '../../shared/contract/evidence.ts'
import { qualityKind } from '../../electron/domain/evidence/quality/kind.ts'
import { tallyQuality } from '../../electron/domain/evidence/quality/tally.ts'
import { inspectDataFile } from '../../electron/platform/data-file.ts'
import { openSession } from '../../electron/platform/duckdb-session.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'

/** One measurement in a process of its own: `summarize` or `profile`, a file, a scratch folder, threads. */
const [what = '', path = '', scratch = '', threads = '2'] = process.argv.slice(2)
const started = performance.now()
const before = process.cpuUsage()
const bytes = what === 'summarize' ? await summarize() : await profile()
const milliseconds = performance.now() - started
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ milliseconds, processor: (user + system) / 1_000, mebibytes: highWaterMark(), bytes }))

async function summarize(): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads })
  const connection = await instance.connect()
  return (await connection.runAndReadAll(`SUMMARIZE FROM '${path}'`)).currentRowCount
}

/** From a path to the bytes to be stored, digest of the file included. */
async function profile(): Promise<number> {
  const session = await openSession(new Map([['data', await inspectDataFile(path)]]), scratch, Number(threads))
  const settings = qualityKind.toSettings(qualityChoices.parse({}))
  const { facts, release } = await tallyQuality(session, settings, () => {})
  const engine = { countersign: 'bench', duckdb: facts.duckdb, query: facts.query }
  return toCanonical(qualityKind.toResult({ settings, facts, engine, counts: await release() })).length
}

/** VmHWM where there is one. */
function highWaterMark(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
  } catch {
    return process.resourceUsage().maxRSS / 1024
  }
}
