import { driftChoices } from '../../shared/contract/evidence.ts'
import { driftKind } from '../../electron/domain/evidence/drift/kind.ts'
import { tallyDrift } from '../../electron/domain/evidence/drift/tally.ts'
import { inspectDataFile } from '../../electron/platform/data-file.ts'
import { openSession } from '../../electron/platform/duckdb-session.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'

/** One drift check in a process of its own: from two paths to the bytes to be stored. Prints milliseconds, those of the processors, and memory. */
const [reference = '', current = '', scratch = '', threads = '2'] = process.argv.slice(2)
const started = performance.now()
const before = process.cpuUsage()
const session = await openSession(new Map([['data', await inspectDataFile(current)], ['reference', await inspectDataFile(reference)]]), scratch, Number(threads))
const settings = driftKind.toSettings(driftChoices.parse({}))
const tally = await tallyDrift(session, settings, () => {})
const { duckdb, query } = tally.facts
const result = driftKind.toResult({ settings, facts: tally.facts, engine: { countersign: 'bench', duckdb, query }, counts: await tally.release() })
const bytes = Buffer.from(toCanonical(result)).byteLength
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - started, processor: (user + system) / 1_000, mebibytes: process.resourceUsage().maxRSS / 1024, bytes }))
