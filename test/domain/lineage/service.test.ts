import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toText } from '../../../electron/cli/lineage.ts'
import type { Lineage, LineageSubject } from '../../../shared/contract/lineage.ts'
import { fairnessRun } from '../../support/checks.ts'
import { defaultThresholds } from '../../../shared/contract/evidence.ts'
import { createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../../support/world.ts'

let world: World
let run: string
let other: string
let ref: string
const client = { person: founder, source: 'mlflow' as const, client: 'mlflow-python-client/3.17.2' }
const of = (type: LineageSubject['type'], name: string) => world.workspace.lineage.of({ type, ref: name })
const edge = ({ edges }: Lineage, from: string, to: string) => edges.find((one) => one.from === from && one.to === to)
const named = { digest: '3f1c22aa', context: 'training', sourceType: 'http', source: 'https://example.org/extra.csv', schema: null, profile: null, snapshot: null, sha256: null }

beforeAll(async () => {
  world = await createWorld()
  const { catalog, experiments } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  const snapshot = await catalog.addSnapshot(founder, { path: predictionsFile, name: 'predictions', description: '', protected: ['sex'], rights: { source: 'UCI' } }, quiet)
  const { id: experiment } = experiments.open(founder, { name: 'Credit scoring' })
  const artefact = join(world.stateDir, 'model.bin')
  writeFileSync(artefact, 'weights')
  run = experiments.start(client, { experiment, name: 'kept' }).id
  experiments.addSnapshot(run, snapshot.ref, 'train')
  experiments.addDatasets(run, [{ ...named, name: 'extra', role: 'other' }])
  experiments.log(run, { tags: { 'mlflow.source.git.commit': 'abcdef0123456789' } })
  const { id: model } = experiments.models.create({ experiment, name: 'credit', type: 'sklearn', sourceRun: run, parameters: {}, tags: {} })
  await experiments.models.putFile(model, 'model.bin', artefact)
  await experiments.finish(founder, run)
  experiments.registry.open(founder, { name: 'credit', description: '', tags: {} })
  experiments.registry.register(founder, { model: 'credit', source: `models:/${model}`, storage: '', run, runLink: '', loggedModel: model, description: '', tags: {}, files: experiments.models.files(model) })
  other = experiments.start(client, { experiment, name: 'left' }).id
  experiments.addSnapshot(other, snapshot.ref, 'test')
  await experiments.finish(founder, other, { status: 'failed' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  ref = (await catalog.addVersion(founder, { model: 'credit-lr', artefact, data: [snapshot.ref], parameters: {}, note: '' }, quiet)).ref
})
afterAll(() => world.end())

it('leads from data over run, logged model and registration to the version by digests that both sides hold', () => {
  const drawn = of('version', ref)
  const { manifest } = world.workspace.catalog.version(ref)
  const logged = drawn.nodes.find(({ kind }) => kind === 'logged_model')!
  const registered = drawn.nodes.find(({ kind }) => kind === 'registered')!
  expect(edge(drawn, 'data:predictions@1', `version:${ref}`)).toMatchObject({ by: 'digest', digest: manifest.data[0]!.sha256 })
  expect(edge(drawn, 'data:predictions@1', `run:${run}`)).toMatchObject({ by: 'digest', digest: manifest.data[0]!.sha256, says: 'the run read it as train' })
  expect(edge(drawn, `run:${run}`, logged.id)).toMatchObject({ by: 'digest' })
  expect(edge(drawn, logged.id, `version:${ref}`)).toMatchObject({ by: 'digest', digest: manifest.artefact!.sha256 })
  expect(edge(drawn, logged.id, registered.id)).toMatchObject({ by: 'entry', seq: registered.seq })
  expect(edge(drawn, registered.id, `version:${ref}`)).toMatchObject({ by: 'digest' })
})

it('says what rests on a name alone, what is missing, and what else was tried on the same data', () => {
  const drawn = of('version', ref)
  expect(drawn.edges.filter(({ by }) => by === 'name').map(({ from, to }) => `${from} → ${to}`)).toEqual([`data:name:extra:3f1c22aa → run:${run}`, `code:name:abcdef0123456789 → run:${run}`])
  expect(drawn.gaps.map(({ says }) => says)).toEqual(['code: the manifest names none', 'environment: the manifest names none', 'extra: the file was never hashed; the client’s digest is of a sample', 'run kept: it names no environment'])
  expect(edge(drawn, 'data:predictions@1', `run:${other}`)).toMatchObject({ by: 'digest', says: 'the run read it as test' })
  expect(drawn.nodes.find(({ id }) => id === `run:${other}`)!.state).toEqual({ tone: 'bad', word: 'failed' })
  expect(edge(drawn, `run:${other}`, `version:${ref}`)).toBeUndefined()
})

it('goes on over check and review to the signatures, and is the same from a run and from a snapshot', async () => {
  const { workspace } = world
  await world.enrol('reviewer@example.org', 'risk_sme')
  const check = await workspace.evidence.run(founder, fairnessRun({ version: ref, path: predictionsFile, columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
  const { id } = workspace.reviews.request(founder, { version: ref, message: '' })
  const { sha256 } = workspace.reviews.statement('reviewer@example.org', { id, act: 'review' })
  await workspace.reviews.sign('reviewer@example.org', { id, sha256, passphrase: passphraseOf('reviewer@example.org') })
  const drawn = of('version', ref)
  const manifestHash = workspace.catalog.versionHead(ref).manifestHash
  expect(edge(drawn, `version:${ref}`, `check:${check.id}`)).toMatchObject({ by: 'digest', digest: manifestHash, seq: check.declaredSeq })
  expect(edge(drawn, 'data:predictions@1', `check:${check.id}`)).toMatchObject({ by: 'digest', digest: check.inputs[0]!.sha256 })
  expect(edge(drawn, `check:${check.id}`, `review:${id}`)).toMatchObject({ by: 'digest', digest: check.resultSha256 })
  expect(edge(drawn, `version:${ref}`, `review:${id}`)).toMatchObject({ by: 'digest', digest: manifestHash })
  const signed = drawn.nodes.find(({ kind }) => kind === 'signature')!
  expect(edge(drawn, `review:${id}`, signed.id)).toMatchObject({ by: 'digest', digest: manifestHash, seq: signed.seq })
  for (const around of [of('run', run), of('snapshot', 'predictions@1')]) {
    const ids = around.nodes.map((node) => node.id)
    expect(ids).toEqual(expect.arrayContaining(['data:predictions@1', `run:${run}`, `version:${ref}`, `review:${id}`, signed.id]))
  }
  expect(of('snapshot', 'predictions@1').nodes.map((node) => node.id)).toContain(`check:${check.id}`)
  expect(() => of('run', 'f'.repeat(32))).toThrow(/holds no run/)
})

it('lets what a client registered await a manifest until a version has its bytes or says that it stands for it', async () => {
  const { experiments, registered, catalog } = world.workspace
  expect(registered.get('credit')).toMatchObject({ model: null, awaiting: 1, versions: [{ number: 1, run: { id: run, name: 'kept', sealed: true }, files: [{ path: 'model.bin' }], version: null }] })
  expect(registered.adopt(founder, { registered: 'credit', model: 'credit-lr' })).toMatchObject({ model: { name: 'credit-lr', by: 'entry' }, awaiting: 0, versions: [{ version: { ref, by: 'bytes' } }] })
  expect(() => registered.adopt(founder, { registered: 'credit', model: 'credit-lr' })).toThrow(/is model credit-lr already/)
  experiments.registry.register(founder, { model: 'credit', source: 's3://bucket/model', storage: 's3://bucket/model', run: '', runLink: '', loggedModel: '', description: '', tags: {}, files: [] })
  const [second] = registered.get('credit').versions
  expect(second).toMatchObject({ number: 2, source: 's3://bucket/model', version: null })
  const made = await experiments.toVersion(founder, { registered: { model: 'credit', version: 2 }, model: 'credit-lr', artefactFile: predictionsFile, note: '' }, quiet)
  expect(registered.get('credit')).toMatchObject({ awaiting: 0, versions: [{ number: 2, version: { ref: made.ref, by: 'manifest' } }, {}] })
  expect(edge(of('version', made.ref), `registered:${second!.seq}`, `version:${made.ref}`)).toMatchObject({ by: 'entry', says: 'the manifest says that the version stands for it' })
  experiments.registry.rename(founder, 'credit', 'Credit scores')
  experiments.registry.removeVersion(founder, 'Credit scores', 1)
  expect(registered.list()).toMatchObject([{ name: 'Credit scores', model: { name: 'credit-lr' }, versions: [{ number: 2 }] }])
  experiments.registry.open(founder, { name: 'credit-lr', description: 'by name', tags: {} })
  expect(registered.get('credit-lr').model).toEqual({ name: catalog.model('credit-lr').name, by: 'name' })
  experiments.registry.remove(founder, 'Credit scores')
  expect(registered.list().map(({ name }) => name)).toEqual(['credit-lr'])
  expect(of('version', made.ref).nodes.find(({ id }) => id === `registered:${second!.seq}`)!.state).toEqual({ tone: 'void', word: 'removed' })
})

it('is evidence for the data of a version made from a sealed run: present and bound, and never complete', async () => {
  const { experiments, holdings } = world.workspace
  const made = await experiments.toVersion(founder, { run, model: 'credit-lr', note: '' }, quiet)
  expect(holdings.recordsOf(made.ref).filter(({ kind }) => kind === 'data_lineage')).toMatchObject([{ id: `predictions@1 to ${made.ref}`, subject: { type: 'snapshot', ref: 'predictions@1' }, seq: made.seq, missingFields: ['transforms', 'transform_code'] }])
  expect(holdings.recordsOf(ref).filter(({ kind }) => kind === 'data_lineage')).toEqual([])
})

it('is told on the command line, with what is not known', () => {
  const text = toText(of('version', ref), false)
  expect(text).toMatch(/data predictions@1\s+→ {2}run kept\s+by digest\s+the run read it as train/)
  expect(text).toMatch(/data extra\s+→ {2}run kept\s+by name only/)
  expect(text).toContain('  code: the manifest names none')
})

it('keeps its records as the ledger tells them', async () => world.check())
