import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Who } from '../../../electron/domain/experiments/service.ts'
import { runDescription } from '../../../shared/contract/runs.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { createWorld, founder, quiet, type World } from '../../support/world.ts'

let world: World
const who: Who = { person: founder, source: 'app', client: null }
const page = { filter: '', orderBy: [], show: 'kept' as const, limit: 100, offset: 0 }
const experiments = () => world.workspace.experiments
const blobs = () => createBlobStore(join(world.dir, 'blobs'))
const kinds = () => [...world.workspace.ledger.entries(0, world.workspace.ledger.tip().size)].map(({ kind }) => kind)

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

it('seals a run: its points as a file, its description over them, and one entry that names both', async () => {
  const { id: experiment } = experiments().open(founder, { name: 'Credit scoring', question: 'Does a tree beat the logistic regression?' })
  const run = experiments().start(who, { experiment, name: 'tree depth 4' }).id
  experiments().log(run, { parameters: { depth: '4' }, tags: { stage: 'tuning' } })
  experiments().log(run, { points: [1, 2, 3].map((step) => ({ key: 'loss, "train"', step, atMs: 1_790_000_000_000 + step, value: 1 / step })) })
  experiments().log(run, { points: [{ key: 'auc', step: 0, atMs: 1_790_000_000_000, value: Number.NaN }, { key: 'auc', step: 1, atMs: 1_790_000_000_000, value: Number.POSITIVE_INFINITY }] })
  await experiments().putArtefact(run, 'figures/roc.txt', (async function* () { yield Buffer.from('curve') })())
  const sealed = await experiments().finish(founder, run)
  expect(sealed).toMatchObject({ status: 'finished', changed: false, sealed: { number: 1 }, parameters: { depth: '4' }, metrics: { auc: 'Infinity', 'loss, "train"': 1 / 3 } })
  const description = runDescription.parse(JSON.parse(blobs().read(sealed.sealed!.sha256).toString('utf8')))
  expect(description.metrics['auc']).toEqual({ points: 2, last: { value: 'Infinity', step: 1, at: '2026-09-21T14:13:20.000Z' }, min: 'Infinity', max: 'Infinity' })
  expect(blobs().read(description.metricsFile!.sha256).toString('utf8')).toBe(
    ['key,step,timestamp_ms,value', 'auc,0,1790000000000,NaN', 'auc,1,1790000000000,Infinity', '"loss, ""train""",1,1790000000001,1', '"loss, ""train""",2,1790000000002,0.5', '"loss, ""train""",3,1790000000003,0.3333333333333333', ''].join('\n'),
  )
  expect(readFileSync(blobs().path(description.artefacts[0]!.sha256), 'utf8')).toBe('curve')
  expect(kinds().slice(-3)).toEqual(['experiment.opened/v1', 'run.started/v1', 'run.sealed/v1'])
  await world.check()
})

it('keeps failed and discarded runs: each is sealed, and the list counts them', async () => {
  const experiment = experiments().find('Credit scoring')!.id
  const failed = experiments().start(who, { experiment }).id
  await experiments().finish(founder, failed, { status: 'failed' })
  const bad = experiments().start(who, { experiment, name: 'wrong data' }).id
  const discarded = await experiments().discard(founder, bad, 'It ran on the wrong file')
  expect(discarded).toMatchObject({ discarded: true, status: 'killed', changed: false, sealed: { number: 1 }, discardedFor: { reason: 'It ran on the wrong file', by: founder } })
  expect(experiments().get(experiment).runs).toEqual({ all: 3, open: 0, failed: 2, discarded: 1 })
  expect(() => experiments().log(bad, { tags: { a: 'b' } })).toThrow(/was set aside/)
  expect(experiments().restore(founder, bad, 'It was the right file').discarded).toBe(false)
  await world.check()
})

it('refuses to change what is sealed until somebody takes it up again; then both seals stay', async () => {
  const { rows } = experiments().search({ ...page, experiments: [experiments().find('Credit scoring')!.id], filter: "params.depth = '4'" })
  const run = rows[0]!.id
  expect(() => experiments().log(run, { tags: { late: 'yes' } })).toThrow(/is sealed/)
  experiments().reopen(run)
  experiments().log(run, { tags: { late: 'yes' } })
  expect(experiments().head(run)).toMatchObject({ status: 'running', changed: true, sealed: { number: 1 } })
  expect(() => experiments().log(run, { parameters: { depth: '5' } })).toThrow(/“depth” of run .* is “4” already/)
  const again = await experiments().finish(founder, run)
  expect(again.versions.map(({ number }) => number)).toEqual([2, 1])
  const size = world.workspace.ledger.tip().size
  await experiments().finish(founder, run)
  expect(world.workspace.ledger.tip().size).toBe(size)
})

it('writes a batch whole or not at all', () => {
  const run = experiments().start(who, { experiment: '0' }).id
  const points = [{ key: 'm', step: 1, atMs: 1, value: 1 }, { key: 'm', step: 1.5, atMs: 1, value: 1 }]
  expect(() => experiments().log(run, { parameters: { 'new name': '1' }, points })).toThrow(/steps are whole numbers/)
  expect(experiments().run(run)).toMatchObject({ metrics: {}, parameters: {} })
  experiments().log(run, { parameters: { 'new name': '1' } })
  expect(experiments().run(run).parameters).toEqual({ 'new name': '1' })
  expect(experiments().get('0')).toMatchObject({ name: 'Default', runs: { all: 1, open: 1 } })
})

it('finds runs by metrics, parameters, tags and attributes, sorts them, and says what is wrong with a filter', async () => {
  const { id: experiment } = experiments().open(founder, { name: 'Search' })
  const make = (name: string, auc: number, C: string) => {
    const { id } = experiments().start(who, { experiment, name })
    experiments().log(id, { points: [{ key: 'auc', step: 0, atMs: 1, value: auc }], parameters: { C }, tags: { Team: 'Credit_Risk' } })
  }
  make('a', 0.95, '1.0')
  make('b', 0.8, '1.0')
  make('c', Number.NaN, '2.0')
  const names = (filter: string, orderBy: string[] = ['run_name']) => experiments().search({ ...page, experiments: [experiment], filter, orderBy }).rows.map(({ name }) => name)
  expect(names("metrics.auc > 0.9 and params.C = '1.0'")).toEqual(['a'])
  expect(names('metrics.auc != 0.8')).toEqual(['a'])
  expect(names("tags.Team LIKE 'Credit\\_%'")).toEqual([])
  expect(names("tags.Team LIKE 'Credit%'")).toEqual(['a', 'b', 'c'])
  expect(names("tags.Team LIKE 'credit%'")).toEqual([])
  expect(names("tags.Team ILIKE 'credit_risk'")).toEqual(['a', 'b', 'c'])
  expect(names("attributes.status = 'RUNNING' and params.D != '1'")).toEqual([])
  expect(names('', ['metrics.auc ASC'])).toEqual(['b', 'a', 'c'])
  expect(names('', ['metrics.auc DESC'])).toEqual(['a', 'b', 'c'])
  expect(() => names('metrics.auc ~ 1')).toThrow(/can not be read/)
  expect(experiments().search({ ...page, experiments: [experiment], limit: 1 })).toMatchObject({ total: 3, rows: [{}] })
  expect(experiments().keys([experiment])).toEqual({ parameters: ['C'], metrics: ['auc'], tags: ['Team'] })
})

it('thins a long curve without losing its peaks', () => {
  const run = experiments().start(who, { experiment: '0' }).id
  const points = Array.from({ length: 5000 }, (_, step) => ({ key: 'loss', step, atMs: step, value: step === 3333 ? 99 : step === 1234 ? -5 : 1 }))
  experiments().log(run, { points })
  const [series] = experiments().series(run, ['loss'], 100)
  expect(series!.total).toBe(5000)
  expect(series!.points.length).toBeLessThanOrEqual(104)
  expect(series!.points.map(({ value }) => value)).toEqual(expect.arrayContaining([99, -5]))
  expect(series!.points.at(-1)!.step).toBe(4999)
})

it('takes in folders, and refuses paths that lead out of the run', async () => {
  const run = experiments().start(who, { experiment: '0' }).id
  writeFileSync(join(world.stateDir, 'model.txt'), 'weights')
  expect(await experiments().addFiles(run, join(world.stateDir, 'model.txt'), 'model', quiet)).toMatchObject([{ path: 'model/model.txt', bytes: 7 }])
  const put = (path: string) => experiments().putArtefact(run, path, join(world.stateDir, 'model.txt'))
  for (const path of ['../x', '/etc/passwd', 'a//b', 'a/./b', 'C:/x', 'a\\b', '']) await expect(put(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(put('model')).rejects.toThrow(/a file or a folder/)
  await expect(experiments().putArtefact(run, 'gone.txt', join(world.stateDir, 'gone.txt'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})

it('reads sealed runs again from their bytes where drafts.db is gone, and keeps what is open over a restart', async () => {
  const open = experiments().start(who, { experiment: '0', name: 'open' }).id
  experiments().log(open, { parameters: { a: 'b' } })
  world.reopen()
  expect(experiments().run(open).parameters).toEqual({ a: 'b' })
  const before = experiments().search({ ...page, experiments: [experiments().find('Credit scoring')!.id] })
  world.workspace.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.dir, `drafts.db${suffix}`), { force: true })
  world.reopen()
  expect(experiments().search({ ...page, experiments: [experiments().find('Credit scoring')!.id] }).rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(before.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  expect(() => experiments().run(open)).toThrow(/no run/)
  await world.check()
})
