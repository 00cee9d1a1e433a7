import { DuckDBInstance } from '@duckdb/node-api'
import { defaultThresholds, type FairnessSettings } from '../../shared/contract/evidence.ts'
import { toFairnessResult } from '../../electron/domain/evidence/fairness/result.ts'
import { tallyFairness } from '../../electron/domain/evidence/fairness/tally.ts'
import { hashFile } from '../../electron/platform/blobs.ts'
import { inspectDataFile } from '../../electron/platform/data-file.ts'
import { missingTokens } from '../../electron/platform/data-source.ts'
import { openSession } from '../../electron/platform/duckdb-session.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'

/**
 * One measurement in a process of its own: what to do, over which file, with how many threads. Prints milliseconds, those of the
 * processors (which other programs on the machine disturb less), and memory.
 */
const [what = '', path = '', scratch = '', threads = '2'] = process.argv.slice(2)
const started = performance.now()
const before = process.cpuUsage()
const answer = await acts()[what]?.()
const milliseconds = performance.now() - started
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ milliseconds, processor: (user + system) / 1_000, mebibytes: process.resourceUsage().maxRSS / 1024, answer }))

function acts(): Record<string, () => Promise<unknown>> {
  return {
    bare: () => groupBy('prediction'),
    'bare-score': () => groupBy('score >= 0.5'),
    hash: () => hashFile(path),
    engine: () => engine({ kind: 'prediction', column: 'prediction' }),
    'engine-score': () => engine({ kind: 'score', column: 'score', threshold: 0.5 }),
  }
}

/** What a person would type, with DuckDB's own types and settings. */
async function groupBy(decision: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:', { threads })
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(`SELECT sex, age_group, label, ${decision}, count(*) FROM '${path}' GROUP BY ALL`)
  return result.getRows().length
}

/** Everything between a path and the bytes to be stored: digest, facts, checks of the input, counts, rates, intervals, verdicts. */
async function engine(decision: FairnessSettings['columns']['decision']): Promise<unknown> {
  const session = await openSession(new Map([['data', await inspectDataFile(path)]]), scratch, Number(threads))
  const columns = { label: 'label', positive: '1', decision, groups: ['sex', 'age_group'] }
  const judged = { thresholds: defaultThresholds, minimumGroup: 30, minimumDenominator: 30, confidence: 0.95, mode: 'point', resamples: 1_000, seed: 1 } as const
  const settings: FairnessSettings = { task: 'binary', columns, ...judged, missing: [...missingTokens] }
  const tally = await tallyFairness(session, settings, () => {})
  const { inputs, rows, duckdb, query } = tally.facts
  const result = toFairnessResult({ settings, inputs, engine: { countersign: 'bench', duckdb, query }, rows, counts: await tally.release() })
  return Buffer.from(toCanonical(result)).byteLength
}
