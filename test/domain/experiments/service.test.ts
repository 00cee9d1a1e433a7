import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Who } from '../../../electron/domain/experiments/service.ts'
import { runDescription } from '../../../shared/contract/runs.ts'
import { blobsOf } from '../../../electron/domain/ledger/verification/blob-digests.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { createWorld, founder, quiet, type World } from '../../support/world.ts'

let world: World
const who: Who = { person: founder, source: 'app', client: null }
const page = { filter: '', orderBy: [], show: 'kept' as const, limit: 100, offset: 0 }
const experiments = () => world.workspace.experiments
const blobs = () => createBlobStore(join(world.dir, 'blobs'))
const kinds = () => [...world.workspace.ledger.entries(0, world.workspace.ledger.tip().size)].map(({ kind }) => kind)
const fixture = (name: string) => projectFile(`test/fixtures/notebooks/${name}`)

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
  experiments().start(who, { experiment, name: 'without any' })
  const ordered = (orderBy: string, limit: number) => experiments().search({ ...page, experiments: [experiment], orderBy: [orderBy], limit }).rows.map(({ name }) => name)
  // A page that reaches far down is sorted in another way.
  for (const limit of [100, 30_000]) {
    expect(ordered('metrics.auc ASC', limit)).toEqual(['b', 'a', 'c', 'without any'])
    expect(ordered('metrics.auc DESC', limit)).toEqual(['a', 'b', 'c', 'without any'])
    expect(ordered('params.C DESC', limit).slice(-1)).toEqual(['without any'])
  }
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
  await experiments().addFiles(run, fixture('old.ipynb'), 'notebooks', quiet)
  expect(await experiments().notebook(run, 'notebooks/old.ipynb')).toMatchObject({ name: 'old.ipynb', format: '3.0' })
  await expect(experiments().notebook(run, 'notebooks/new.ipynb')).rejects.toThrow(/has no file “notebooks\/new.ipynb”/)
  expect(await experiments().addFiles(run, join(world.stateDir, 'model.txt'), 'model', quiet)).toMatchObject([{ path: 'model/model.txt', bytes: 7 }])
  const put = (path: string) => experiments().putArtefact(run, path, join(world.stateDir, 'model.txt'))
  for (const path of ['../x', '/etc/passwd', 'a//b', 'a/./b', 'C:/x', 'a\\b', '']) await expect(put(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(put('model')).rejects.toThrow(/a file or a folder/)
  await expect(experiments().putArtefact(run, 'gone.txt', join(world.stateDir, 'gone.txt'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})

/** A note on a run as somebody writes it: its text saved, its files attached. */
function writeNote(ref: string, text: string, files: readonly string[] = [], kind = 'experiment_note') {
  const { drafts } = world.workspace.documents
  const { id, content, revision } = drafts.begin(founder, { kind, subject: { type: 'run', ref } })
  drafts.save(founder, { id, revision, content: { ...content, text } })
  for (const file of files) drafts.attach(founder, id, fixture(file))
  return id
}

it('keeps several notes on a run: drafts of one person, sealed with their files, bound to what was sealed of the run, compared', async () => {
  const { documents } = world.workspace
  const { drafts } = documents
  const run = experiments().start(who, { experiment: '0', name: 'with notes' }).id
  const subject = { type: 'run', ref: run } as const
  const blank = drafts.begin(founder, { kind: 'leakage_note', subject })
  expect(blank).toMatchObject({ subjectTitle: 'with notes', content: { title: 'Leakage screen: with notes', text: expect.stringContaining('| Is one feature too good to be true? |') } })
  expect(drafts.begin(founder, { kind: 'leakage_note', subject }).id).toBe(blank.id)
  expect(() => documents.seal(founder, blank.id)).toThrow(/Nothing is written in this note yet/)
  drafts.discard(founder, blank.id)
  const text = '## Hypothesis\n\nDepth helps.\n\n![Bars](bars.png)\n'
  const [one, two] = [writeNote(run, text, ['bars.png', 'exploration.ipynb']), writeNote(run, 'Another try.')]
  expect(one).not.toBe(two)
  const first = documents.seal(founder, one)
  await experiments().finish(founder, run)
  const next = drafts.begin(founder, { document: first.id })
  drafts.save(founder, { id: next.id, revision: next.revision, content: { ...next.content, text: text.replace('helps', 'does not help') } })
  const second = documents.seal(founder, next.id)
  expect([first.boundTo, second.boundTo]).toEqual([null, experiments().run(run).sealed!.sha256])
  expect(documents.diff(first.id, 1, 2).text.filter((line) => line.added || line.removed)).toEqual([
    { added: false, removed: true, text: 'Depth helps.\n' },
    { added: true, removed: false, text: 'Depth does not help.\n' },
  ])
  documents.seal(founder, two)
  expect(documents.list({ subject }).map(({ kind, number, attachments }) => [kind, number, attachments])).toEqual([['experiment_note', 1, 0], ['experiment_note', 2, 2]])
  expect(documents.text(first.id, 1, 'markdown')).toBe(`# Hypothesis, method, result, decision: with notes\n\n${text}`)
  const [bars, notebook] = documents.get(first.id).content!.attachments
  expect(documents.picture({ id: first.id, sha256: bars!.sha256 }, null)).toMatchObject({ mediaType: 'image/png', width: 48 })
  expect((await documents.notebook({ id: first.id, number: 1, sha256: notebook!.sha256 }, null)).cells).toHaveLength(6)
  expect(() => documents.picture({ id: first.id, sha256: notebook!.sha256 }, null)).toThrow(/no PNG, JPEG, GIF or WebP by its bytes/)
  await world.check()
  expect(blobsOf(world.workspace.ledger.read(first.seq))).toEqual(expect.arrayContaining([first.sha256, bars!.sha256, notebook!.sha256]))
  // A full verification reads them.
  rmSync(blobs().path(bars!.sha256))
  expect((await world.workspace.ledger.verify('full', quiet)).findings).toMatchObject([{ kind: 'BLOB-MISSING', seq: first.seq }])
  blobs().put(readFileSync(fixture('bars.png')))
})

it('shows pictures and notebooks of a draft to its writer alone, and takes no picture that is none', () => {
  const { documents } = world.workspace
  const run = experiments().start(who, { experiment: '0' }).id
  const draft = writeNote(run, 'A picture.', ['bars.png'])
  const { sha256 } = documents.drafts.get(founder, draft).attachments[0]!
  expect(documents.picture({ draft, sha256 }, founder)).toMatchObject({ height: 16 })
  expect(() => documents.picture({ draft, sha256 }, null)).toThrow(/Sign in/)
  expect(() => documents.picture({ draft, sha256 }, 'other@example.org')).toThrow(/You have no draft/)
  const svg = join(world.stateDir, 'logo.png')
  writeFileSync(svg, '<svg xmlns="http://www.w3.org/2000/svg"/>')
  expect(() => documents.drafts.attach(founder, draft, svg, true)).toThrow(/is SVG, which can hold scripts/)
  expect(() => documents.drafts.begin(founder, { kind: 'free_note', subject: { type: 'run', ref: 'none' } })).toThrow(/There is no run none/)
  expect(() => documents.drafts.begin(founder, { kind: 'free_note', subject: { type: 'workspace', ref: 'workspace' } })).toThrow(/is written about a run or an experiment/)
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

it('reads the cells on screen by name, whatever runs and names they are of', () => {
  const { id: experiment } = experiments().open(founder, { name: 'Cells' })
  const [a, b] = ['lbfgs', 'saga'].map((solver, at) => experiments().start(who, { experiment, name: `cell ${at}`, parameters: { solver }, tags: { 'a.b': 'x' } }).id) as [string, string]
  experiments().log(a, { points: [{ key: 'auc', value: Number.NaN, step: 0, atMs: 5 }] })
  experiments().log(b, { points: [1, 2].map((step) => ({ key: 'auc', value: step, step, atMs: 5 })) })
  const unknown = 'f'.repeat(32)
  expect(experiments().cells({ runs: [b, unknown, a], metrics: ['auc', 'none'], parameters: ['solver'], tags: ['a.b'] })).toEqual({
    runs: [b, unknown, a],
    metrics: [{ key: 'auc', values: [2, null, 'NaN'] }, { key: 'none', values: [null, null, null] }],
    parameters: [{ key: 'solver', values: ['saga', null, 'lbfgs'] }],
    tags: [{ key: 'a.b', values: ['x', null, 'x'] }],
  })
  expect(experiments().search({ ...page, experiments: [experiment], values: false }).rows[0]).toMatchObject({ parameters: {}, metrics: {}, tags: {} })
})

it('offers values that occur for completion, the most frequent first', () => {
  const { id: experiment } = experiments().open(founder, { name: 'Values' })
  for (const solver of ['saga', 'lbfgs', 'saga', '']) experiments().start(who, { experiment, name: `of ${solver}`, parameters: { solver, long: 'x'.repeat(300) } })
  const run = experiments().start(who, { experiment, name: 'with data' }).id
  experiments().addDatasets(run, [{ name: 'german', digest: 'd1', role: 'train', context: 'training', sourceType: 'local', source: '', schema: null, profile: null, snapshot: null, sha256: null }])
  const of = (entity: 'parameter' | 'tag' | 'attribute' | 'dataset', key: string, part = '') => experiments().usedValues({ experiments: [experiment], entity, key, part })
  expect([of('parameter', 'solver'), of('parameter', 'solver', 'LB'), of('parameter', 'long'), of('parameter', 'gone')]).toEqual([['saga', 'lbfgs'], ['lbfgs'], [], []])
  expect([of('attribute', 'run_name', 'of s'), of('attribute', 'user_id'), of('attribute', 'start_time')]).toEqual([['of saga'], [founder], []])
  expect([of('dataset', 'name'), of('dataset', 'context'), of('dataset', 'digest')]).toEqual([['german'], ['training'], ['d1']])
})

it('keeps views of a table under names: saved, replaced on request, renamed and removed', () => {
  const { views } = experiments()
  const { id } = views.save(founder, { experiment: '0', name: 'Best', state: { filter: 'metrics.auc > 0.9' }, replace: false })
  expect(() => views.save(founder, { experiment: '0', name: 'Best', state: {}, replace: false })).toThrow(/“Best” is there already/)
  expect(views.save(founder, { experiment: '0', name: 'Best', state: { sort: '-metrics.auc' }, replace: true })).toMatchObject({ id, state: { sort: '-metrics.auc' }, person: founder })
  const other = views.save(founder, { experiment: '0', name: 'All', state: {}, replace: false })
  expect(() => views.rename(other.id, 'Best')).toThrow(/is there already/)
  expect(views.rename(other.id, 'Every run').name).toBe('Every run')
  expect([views.list('0').map(({ name }) => name), views.list('1')]).toEqual([['Best', 'Every run'], []])
  expect([views.remove(id), views.remove(id), views.list('0').length]).toEqual([true, false, 1])
  expect(() => views.rename(id, 'Gone')).toThrow(/was removed/)
})
