import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectFile } from '../../../electron/platform/assets.ts'
import { importReport } from '../../../shared/contract/run-import.ts'
import { runDescription } from '../../../shared/contract/runs.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { createWorld, founder, quiet, type World } from '../../support/world.ts'

let world: World
const fixture = (name: string) => projectFile(`test/fixtures/mlflow/${name}`)
const at = (...parts: string[]) => join(world.dir, '..', ...parts)
const experiments = () => world.workspace.experiments
const bring = (path: string, options: { experiments?: string[]; dryRun?: boolean } = {}) => experiments().importRuns(founder, { path, experiments: options.experiments ?? [], dryRun: options.dryRun ?? false }, quiet)
const kinds = (from: number) => [...world.workspace.ledger.entries(from, world.workspace.ledger.tip().size)].map(({ kind }) => kind)
const size = () => world.workspace.ledger.tip().size
const first = '34672c960087470385cd55fa0ac6baf7'
const own = '190068328051269795'

beforeAll(async () => {
  world = await createWorld()
  cpSync(fixture('mlruns-3.6'), at('moved', 'mlruns'), { recursive: true })
})
afterAll(() => world.end())

const digests = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name)).toSorted().map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)

function makeDatabase(name: string, ...further: string[]): string {
  mkdirSync(at('server'), { recursive: true })
  const file = at('server', `${name}-${further.length}.db`)
  const database = new Database(file)
  database.exec([readFileSync(fixture(`mlflow-${name}.sql`), 'utf8'), ...further].join('\n'))
  database.close()
  return file
}

it('tells what a source holds before anything is chosen', () => {
  expect(experiments().importSource(at('moved', 'mlruns'))).toMatchObject({ source: { kind: 'folder', name: 'mlruns' }, experiments: expect.arrayContaining([expect.objectContaining({ id: own, runs: 1, isDeleted: false })]) })
  expect(() => experiments().importSource(at('nowhere'))).toThrow(/There is no folder or database of MLflow at/)
  expect(() => experiments().importReport(0)).toThrow(/Entry 0 is none of an import/)
  expect(() => experiments().importReport(999_999)).toThrow(/is none of an import/)
})

it('says in a dry run what would come, and writes nothing', async () => {
  const [before, sources] = [size(), digests(at('moved'))]
  const { report, entry } = await bring(at('moved', 'mlruns'), { dryRun: true })
  expect(entry).toBeNull()
  expect(report.counts).toMatchObject({ runs: { found: 1, imported: 1 }, experiments: { found: 2, imported: 1, present: 1 }, artefacts: { imported: 6 } })
  expect([size(), digests(at('moved'))]).toEqual([before, sources])
  expect(() => experiments().run(first)).toThrow(/There is no run/)
})

it('imports a file store that was moved: ids, nested names, points, data, files, the model that the run logged; a second time nothing is written', async () => {
  const sources = digests(at('moved'))
  const before = size()
  const { report, entry } = await bring(at('moved', 'mlruns'))
  expect(kinds(before)).toEqual(['experiment.opened/v1', 'run.sealed/v1', 'registry.opened/v1', 'registry.registered/v1', 'runs.imported/v1'])
  expect(experiments().importReport(entry!)).toMatchObject({ report, by: founder })
  expect(digests(at('moved'))).toEqual(sources)
  const run = experiments().run(first)
  expect(run).toMatchObject({
    name: 'r1',
    experiment: own,
    status: 'finished',
    source: 'import',
    changed: false,
    startedMs: 1795233391965,
    startedSeq: null,
    parameters: { lr: expect.any(String), 'a/b': expect.any(String) },
    metrics: { acc: 'NaN', f1: 0.9, inf: 'Infinity' },
    tags: { 'mlflow.note.content': 'multi\nline' },
    datasets: [{ name: 'train', digest: 'd0ca2a63', role: 'train', context: 'training', sha256: null }],
  })
  expect(run.artefacts.map(({ path }) => path)).toEqual(['d/h.txt', 'model/MLmodel', 'model/conda.yaml', 'model/model.pkl', 'model/python_env.yaml', 'model/requirements.txt'])
  const blobs = createBlobStore(join(world.dir, 'blobs'))
  expect(runDescription.parse(JSON.parse(blobs.read(run.sealed!.sha256).toString('utf8'))).metrics).toMatchObject({ acc: { points: 2, min: 0.5, max: 0.5 }, inf: { points: 1 } })
  const { body } = world.workspace.ledger.read(entry!)
  expect(importReport.parse(JSON.parse(blobs.read((body as { report: { sha256: string } }).report.sha256).toString('utf8')))).toEqual(report)
  expect([report.left, report.notes]).toEqual([[], []])
  expect(report.counts).toMatchObject({ registered_models: { imported: 1 }, model_versions: { imported: 1 }, logged_models: { found: 1, imported: 1 } })
  await world.check()
  const again = await bring(at('moved', 'mlruns'))
  expect([again.entry, size(), again.report.counts.runs]).toEqual([null, entry! + 1, { found: 1, imported: 0, changed: 0, present: 1, left: 0 }])
})

it('brings the model that a run logged, and registered models with versions, aliases and tags: as if clients had logged them here', () => {
  const { models, registry } = experiments()
  const model = 'm-0fd3aa96a4ca4ff2a6bdb2f15e68c815'
  expect(models.of(first)).toEqual([{ model, direction: 'input', step: 0 }, { model, direction: 'output', step: 0 }])
  expect(models.get(model)).toMatchObject({ name: 'model', status: 'ready', experiment: own, source_run: first, parameters: { 'a/b': expect.any(String) }, created_ms: 1795233392029 })
  expect(models.get(model).points.filter(({ key }) => key !== 'sub/m')).toEqual([
    { key: 'f1', value: 0.9, step: 0, atMs: 1795233392212, run: first, dataset: null },
    { key: 'inf', value: Number.POSITIVE_INFINITY, step: expect.any(Number), atMs: expect.any(Number), run: first, dataset: null },
  ])
  expect(models.files(model).map(({ path }) => path)).toEqual(['MLmodel', 'conda.yaml', 'model.pkl', 'python_env.yaml', 'requirements.txt'])
  expect(registry.get('RM')).toMatchObject({ aliases: [{ alias: 'champ', version: 1 }], latest: [{ version: 1, run: first, logged_model: model, tags: { a: expect.any(String) }, storage: `mlflow-artifacts:/${own}/models/${model}/artifacts`, source: `models:/${model}` }] })
  expect(world.workspace.registered.list().map(({ name }) => name)).toEqual(['RM'])
  const registered = [...world.workspace.ledger.entries(0, size())].find(({ kind }) => kind === 'registry.registered/v1')!
  expect(registered.body).toMatchObject({ model: 'RM', version: 1, run: first, loggedModel: model, files: expect.arrayContaining([expect.objectContaining({ path: 'model.pkl' })]) })
})

it('seals a run that changed at the source as a further version, and leaves one that was taken up here', async () => {
  const folder = at('moved', 'mlruns', own, first)
  appendFileSync(join(folder, 'metrics', 'f1'), '1795233392999 0.95 1\n')
  const { report } = await bring(at('moved', 'mlruns'))
  expect(report.counts.runs).toMatchObject({ changed: 1, imported: 0 })
  expect(report.notes[0]).toMatchObject({ what: `run ${first}`, note: expect.stringContaining('changed at the source') })
  expect(experiments().run(first)).toMatchObject({ metrics: { f1: 0.95 }, sealed: { number: 2 }, changed: false })
  // Files that are not at hand any more are no change.
  rmSync(join(folder, 'artifacts'), { recursive: true })
  expect((await bring(at('moved', 'mlruns'))).report.counts.runs).toMatchObject({ present: 1 })
  experiments().reopen(first)
  experiments().log(first, { tags: { mine: 'yes' } })
  await experiments().finish(founder, first)
  expect((await bring(at('moved', 'mlruns'))).report.counts.runs).toMatchObject({ present: 1 })
  appendFileSync(join(folder, 'metrics', 'f1'), '1795233393999 0.96 2\n')
  expect((await bring(at('moved', 'mlruns'))).report.left.find(({ entity }) => entity === 'runs')).toMatchObject({ what: first, why: expect.stringContaining('taken up here since') })
  world.reopen()
  expect(experiments().run(first)).toMatchObject({ tags: { mine: 'yes' }, sealed: { number: 3 }, changed: false })
})

it('leaves out what can not be read, and says so: bad meta.yaml, broken lines, long names, links, a status that is none', async () => {
  const root = at('partial', 'mlruns')
  const id = (digit: string) => digit.repeat(32)
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const meta = (run: string, status: number | string = 3) => write(`7/${run}/meta.yaml`, `run_id: ${run}\nstatus: ${status}\nstart_time: 1700000000000\nend_time: 1700000009000\nlifecycle_stage: active\n`)
  write('7/meta.yaml', "experiment_id: '7'\nname: Partial\nlifecycle_stage: active\n")
  write('8/meta.yaml', 'name: [unclosed\n')
  write(`8/${id('f')}/meta.yaml`, 'status: 3\n')
  write('.trash/9/meta.yaml', "experiment_id: '9'\nname: Thrown away\nlifecycle_stage: deleted\n")
  write(`.trash/9/${id('9')}/meta.yaml`, 'status: 4\nlifecycle_stage: deleted\n')
  for (const digit of ['a', 'c']) meta(id(digit))
  write(`7/${id('b')}/meta.yaml`, 'status: {{{\n')
  meta(id('d'), 77)
  mkdirSync(join(root, '7', id('e')))
  write(`7/${id('a')}/metrics/loss`, '1700000000000 1e-3 0\nnonsense\n1700000000000 -inf 1\n1700000000000 0.5\n1700000000000 1 12345678901234567890\n')
  write(`7/${id('a')}/params/${'k'.repeat(251)}`, 'v')
  write(`7/${id('a')}/params/binary`, Buffer.from([0xff, 0xfe]))
  write(`7/${id('a')}/artifacts/kept.txt`, 'kept')
  symlinkSync('/etc', join(root, '7', id('a'), 'artifacts', 'way-out'))
  write('../data.csv', 'a,b\n1,2\n')
  utimesSync(at('partial', 'data.csv'), new Date('2023-11-01'), new Date('2023-11-01'))
  for (const [run, path] of [['a', 'data.csv'], ['c', 'data.csv']] as const) {
    write(`7/${id(run)}/inputs/i/meta.yaml`, 'source_type: DATASET\nsource_id: s\ntags:\n  mlflow.data.context: test\n')
    write('7/datasets/s/meta.yaml', `name: rows\ndigest: abc\nsource_type: local\nsource: '{"uri": "${path}"}'\n`)
  }
  const { report } = await bring(root)
  expect(report.counts).toMatchObject({ experiments: { found: 3, imported: 2, left: 1 }, runs: { found: 7, imported: 3, left: 4 }, points: { imported: 3, left: 2 }, values: { left: 2 }, artefacts: { imported: 1 } })
  expect(report.left.map(({ entity, what, count }) => `${entity} ${what.replaceAll(/(\w)\1{31,}/g, '$1*')} ${count}`)).toEqual([
    'experiments 8 1', 'runs of experiment 8 1',
    'values parameter binary of run a* 1', 'points metric loss of run a* 1', 'artefacts way-out of run a* 1', 'points metric "loss" of run a* 1', expect.stringContaining('values parameter "k*'),
    'runs b* 1', 'artefacts files of run c* 1', 'runs d* 1', 'runs e* 1', 'artefacts files of run 9* 1',
  ])
  const run = experiments().run(id('a'))
  expect(run).toMatchObject({ experiment: '7', name: 'run-aaaaaaaa', metrics: { loss: '-Infinity' }, artefacts: [{ path: 'kept.txt' }] })
  expect(run.datasets[0]).toMatchObject({ role: 'test', digest: 'abc', sha256: createHash('sha256').update('a,b\n1,2\n').digest('hex') })
  expect(experiments().run(id('9'))).toMatchObject({ discarded: true, status: 'failed', discardedFor: { reason: expect.stringContaining('deleted in MLflow') } })
  expect(experiments().find('Thrown away')).toMatchObject({ id: '9', archived: true })
  expect((await bring(root)).entry).toBeNull()
  await expect(bring(root, { experiments: ['Nothing'] })).rejects.toThrow(/no experiment “Nothing”. It has: Partial/)
  await expect(bring(join(root, '7'))).rejects.toThrow(/one experiment of a file store/)
})

it('imports databases of two ages, with tables and columns that are missing, and leaves nothing beside them', async () => {
  const old = await bring(makeDatabase('2.12'))
  expect(old.report).toMatchObject({ source: { kind: 'database', schema: 'acf3f17fdcc7' }, counts: { runs: { imported: 2 } } })
  expect(experiments().run('e6a6e09d6bc148778bddfc67eb20cb5a')).toMatchObject({ experimentName: 'exp A', status: 'finished', datasets: [{ name: 'train', role: 'train', digest: 'c247459b' }] })
  expect(experiments().run('4460a6cc5abc4b1c9d929f3fe3643836')).toMatchObject({ status: 'running', sealed: { number: 1 }, changed: false })
  const logged = at('server', 'mlartifacts', '2', 'models', 'm-f04374d87f1f44dcaddbc7474716d051', 'artifacts')
  mkdirSync(logged, { recursive: true })
  writeFileSync(join(logged, 'MLmodel'), 'flavors: {}\n')
  expect(old.report.counts).toMatchObject({ registered_models: { imported: 1 }, model_versions: { imported: 1 } })
  expect(experiments().registry.version('RM2', 1)).toMatchObject({ stage: 'Staging', description: 'desc', run: 'e6a6e09d6bc148778bddfc67eb20cb5a', storage: 'mlflow-artifacts:/1/e6a6e09d6bc148778bddfc67eb20cb5a/artifacts/model' })
  const file = makeDatabase('3.6', 'DROP TABLE inputs;', 'ALTER TABLE runs DROP COLUMN user_id;')
  const recent = await bring(file, { experiments: ['exp D2'] })
  expect(recent.report.counts.runs).toMatchObject({ found: 3, imported: 3 })
  expect(experiments().run('84ce2b8fe2da4308bd74f1186f7f0eda')).toMatchObject({ status: 'failed', experiment: '2', metrics: { acc: 0.5 }, artefacts: [{ path: 'model/MLmodel' }] })
  expect(recent.report.left).toContainEqual(expect.objectContaining({ entity: 'registered_models', count: 3 }))
  const further = [
    "CREATE TABLE registered_model_aliases (alias TEXT, version INTEGER, name TEXT); INSERT INTO registered_model_aliases VALUES ('best', 1, 'RMcopy');",
    "CREATE TABLE registered_model_tags (key TEXT, value TEXT, name TEXT); INSERT INTO registered_model_tags VALUES ('mlflow.prompt.is_prompt', 'true', 'pr');",
    "CREATE TABLE logged_model_metrics (model_id TEXT, metric_name TEXT, metric_timestamp_ms INTEGER, metric_step INTEGER, metric_value REAL, experiment_id INTEGER, run_id TEXT); INSERT INTO logged_model_metrics VALUES ('m-e477753b91c04485b6b21400ff3f4e33', 'acc', 1795234529060, 0, 0.5, 1, 'cffe432ecc094566a3a0ac1183fdf7f3');",
  ]
  const whole = await bring(makeDatabase('3.6', ...further))
  expect(whole.report.counts).toMatchObject({ registered_models: { found: 3, imported: 2, present: 1 }, model_versions: { found: 3, imported: 2, left: 1 }, logged_models: { found: 2, imported: 1, present: 1 } })
  expect(whole.report.left).toContainEqual({ entity: 'model_versions', what: 'version 1 of RM2', why: 'Another version of this number is registered here; it stays as it is.', count: 1 })
  const { registry, models } = experiments()
  expect([registry.byAlias('RMcopy', 'best'), registry.get('pr').tags, models.get('m-e477753b91c04485b6b21400ff3f4e33').points.length]).toMatchObject([{ logged_model: 'm-f04374d87f1f44dcaddbc7474716d051' }, { 'mlflow.prompt.is_prompt': 'true' }, 1])
  expect((await bring(makeDatabase('3.6', ...further, ''))).entry).toBeNull()
  await world.check()
  expect(readdirSync(at('server')).toSorted()).toEqual(['2.12-0.db', '3.6-2.db', '3.6-3.db', '3.6-4.db', 'mlartifacts'])
  writeFileSync(at('server', 'text.db'), 'no database at all, but long enough to be looked at'.repeat(20))
  await expect(bring(at('server', 'text.db'))).rejects.toThrow(/can not be read as a SQLite database/)
})

it('goes on where it was interrupted', async () => {
  const root = at('many', 'mlruns')
  for (let run = 0; run < 210; run++) {
    const folder = join(root, '5', `a${run.toString(16).padStart(31, '0')}`)
    mkdirSync(join(folder, 'metrics'), { recursive: true })
    writeFileSync(join(folder, 'meta.yaml'), 'status: 3\n')
    if (run >= 200) writeFileSync(join(folder, 'metrics', 'm'), `1700000000000 ${run} 0\n`)
  }
  writeFileSync(join(root, '5', 'meta.yaml'), 'name: Many\n')
  const stop = new AbortController()
  const work = { signal: stop.signal, progress: (done: number) => void (done === 205 && stop.abort()) }
  await expect(experiments().importRuns(founder, { path: root, experiments: [], dryRun: false }, work)).rejects.toThrow(/was interrupted/)
  world.reopen()
  expect(experiments().get('5').runs.all).toBe(200)
  const { report } = await bring(root)
  expect(report.counts.runs).toMatchObject({ found: 210, present: 200, imported: 10 })
  expect(experiments().search({ experiments: ['5'], filter: 'metrics.m >= 200', orderBy: [], show: 'kept', limit: 100, offset: 0 }).total).toBe(10)
  await world.check()
})
