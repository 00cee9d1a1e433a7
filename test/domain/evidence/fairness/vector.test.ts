import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { fairnessResult } from '../../../../shared/contract/evidence.ts'
import { toCanonical } from '../../../../electron/tlog/canonical.ts'
import { createRuns } from '../check-runs.ts'

const runs = createRuns()
afterAll(() => runs.end())

const root = new URL('../../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root))
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

it('the stored result of the specification comes out byte by byte', async () => {
  const [specification, stored] = [read('docs/formats/check-result.md').toString(), read('test/fixtures/checks/vector/result.json')]
  const vector = fairnessResult.parse(JSON.parse(stored.toString()))
  const path = fileURLToPath(new URL('test/fixtures/checks/vector/predictions.csv', root))
  const { result } = await runs.run(path, { minimum: 1, thresholds: vector.settings.thresholds, more: { resamples: 1_000 } })
  // Program versions are the only part that another build may change.
  const { countersign, duckdb } = vector.engine
  const ours = Buffer.from(toCanonical({ ...result, engine: { ...result.engine, countersign, duckdb } }))
  expect(ours.toString()).toBe(stored.toString())
  expect(specification).toContain(digest(ours))
  expect(specification).toContain(result.inputs[0]!.sha256)
  expect(fairnessResult.parse(result)).toEqual(result)
})
