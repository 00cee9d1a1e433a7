import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import type { ImportReport } from '../../shared/contract/run-import.ts'
import type { ModelInspection } from '../../shared/contract/model-files.ts'
import { author, createPlace, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'
import { toPickle, toZip } from '../support/model-files.ts'

let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const inPlace = (...args: string[]) => place.run(['--workspace', 'workspace', '--as', author, ...args])
async function json<T>(...args: string[]): Promise<T> {
  const run = await inPlace('--json', ...args)
  expect(run, run.stderr).toMatchObject({ code: 0 })
  return JSON.parse(run.stdout) as T
}
const write = (path: string, content: string | Buffer) => {
  mkdirSync(join(place.root, path, '..'), { recursive: true })
  writeFileSync(join(place.root, path), content)
}
const store = projectFile('test/fixtures/mlflow/mlruns-3.6')
type Imported = { dryRun: boolean; entry: number | null; report: ImportReport }

test('import mlflow says what would come, brings it, says what came, and brings nothing twice', async () => {
  const dry = await inPlace('import', 'mlflow', store, '--dry-run')
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/Runs +1 +1 +0 +0 +0[^]*Registered models +1 +1[^]*Nothing was written/)])
  const done = await json<Imported>('import', 'mlflow', store)
  expect(done).toMatchObject({ dryRun: false, entry: expect.any(Number) as number, report: { counts: { runs: { imported: 1 }, logged_models: { imported: 1 }, model_versions: { imported: 1 } }, left: [] } })
  const again = await inPlace('import', 'mlflow', store)
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing new came, so nothing was written.')])
  expect(await json('run', 'show', '34672c960087470385cd55fa0ac6baf7')).toMatchObject({ source: 'import', parameters: { 'a/b': expect.any(String) as string } })
  const named = await inPlace('import', 'mlflow', store, '--experiment', 'Nobody')
  expect([named.code, named.stderr]).toEqual([2, expect.stringContaining('no experiment “Nobody”')])
})

test('an archive in the place of a folder is not unpacked, whatever it is called, and a sentence says so', async () => {
  const head = place.head()
  const tar = Buffer.alloc(1024)
  tar.write('ustar', 257)
  const given: Record<string, [Buffer, string]> = {
    'mlruns.zip': [toZip({ 'mlruns/0/meta.yaml': { deflated: deflateRawSync(Buffer.alloc(1 << 20)), bytes: 1 << 20 } }), 'is a ZIP archive'],
    'mlruns.tar.gz': [gzipSync(Buffer.alloc(1 << 20)), 'is packed with gzip'],
    'mlflow.db': [gzipSync(Buffer.alloc(100)), 'is packed with gzip'],
    'mlruns.tar': [tar, 'is a tar archive'],
  }
  for (const [name, [content, word]] of Object.entries(given)) {
    write(name, content)
    const run = await inPlace('import', 'mlflow', name)
    expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(new RegExp(`${name} ${word}\\. Unpack it into a folder`))])
  }
  expect(place.head()).toBe(head)
})

test('files that would unfold or fill the memory are left out of an import with the reason, and the rest comes', async () => {
  const unfolding = Array.from({ length: 12 }, (_, at) => `a${at}: &a${at} [${Array.from({ length: 12 }, () => (at === 0 ? 'x' : `*a${at - 1}`)).join(', ')}]`).join('\n')
  const id = (digit: string) => digit.repeat(32)
  write('bad/mlruns/7/meta.yaml', 'name: Bad\n')
  write(`bad/mlruns/7/${id('a')}/meta.yaml`, `status: 3\n${unfolding}\n`)
  write(`bad/mlruns/7/${id('b')}/meta.yaml`, 'status: 3\nstart_time: 4102444800000\n')
  write(`bad/mlruns/7/${id('b')}/params/huge`, Buffer.alloc((4 << 20) + 1, 'x'))
  write(`bad/mlruns/7/${id('b')}/artifacts/bomb.zip`, toZip({ 'a.bin': { deflated: deflateRawSync(Buffer.alloc(1 << 20)), bytes: 1 << 20 } }))
  const { report } = await json<Imported>('import', 'mlflow', 'bad/mlruns')
  expect(report.counts).toMatchObject({ runs: { found: 2, imported: 1, left: 1 }, values: { left: 1 }, artefacts: { imported: 1, left: 0 } })
  expect(report.left.map(({ what, why }) => `${what}: ${why}`)).toEqual(expect.arrayContaining([expect.stringContaining('meta.yaml'), expect.stringContaining('more than 4 MB')]))
  // It came as it is; nobody unpacks it. Its times are what the other clock said.
  const run = await json<{ startedMs: number; clockNote: string; artefacts: { sha256: string }[] }>('run', 'show', id('b'))
  const bomb = createHash('sha256').update(readFileSync(join(place.root, `bad/mlruns/7/${id('b')}/artifacts/bomb.zip`))).digest('hex')
  expect(run).toMatchObject({ startedMs: 4_102_444_800_000, clockNote: expect.stringMatching(/ran ahead: it says 2100-01-01/) as string, artefacts: [{ sha256: bomb }] })
})

test('times by hand: those ahead are kept and said, those that are none are refused and nothing is written', async () => {
  const { run } = await json<{ run: string }>('run', 'start', '--experiment', 'Default')
  write('ahead.json', JSON.stringify([{ key: 'm', value: 1, step: 0, timestamp: 4_102_444_800_000 }]))
  expect(await json('run', 'log', run, '--metrics-file', 'ahead.json')).toMatchObject({ status: 'running' })
  write('never.json', JSON.stringify([{ key: 'n', value: 1, step: 0, timestamp: 253_402_300_800_000 }]))
  const refused = await inPlace('run', 'log', run, '--param', 'late=1', '--metrics-file', 'never.json')
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/The time of metric “n” at step 0 is .*up to the year 9999/)])
  expect(await json('run', 'finish', run)).toMatchObject({ parameters: {}, metrics: { m: 1 }, clockNote: null })
})

test('model inspect reads a file without running it: facts, digest and findings, exit code 1 for a grave one', async () => {
  const path = projectFile('test/fixtures/model-files/logistic.joblib')
  const known = await json<ModelInspection>('model', 'inspect', path)
  expect(known).toMatchObject({ format: 'pickle', architecture: 'LogisticRegression', findings: [], sha256: createHash('sha256').update(readFileSync(path)).digest('hex') })
  write('evil.pkl', toPickle(0x80, 2, 'cos\nsystem\n', '(', 'U', 6, 'rm -rf', 't', 'R', '.'))
  const evil = await inPlace('model', 'inspect', 'evil.pkl')
  expect([evil.code, evil.stdout]).toEqual([1, expect.stringContaining('os.system')])
  const none = await inPlace('model', 'inspect', 'not-there.pkl')
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('not-there.pkl')])
})
