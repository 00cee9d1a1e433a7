import { afterAll, beforeAll, expect, it } from 'vitest'
import { exactTerms, type ReproductionResult } from '../../../shared/contract/reproductions.ts'
import { judgeDemand } from '../../../shared/demands.ts'
import { builtIn, demandsOf } from '../../../electron/domain/policies/service.ts'
import { createWorld, founder, quiet, type World } from '../../support/world.ts'

let world: World
const other = 'other@example.org'
const experiments = () => world.workspace.experiments
const who = (person: string) => ({ person, source: 'command_line' as const, client: null })
const point = (value: number) => ({ key: 'auc', value, step: 0, atMs: 1_790_000_000_000 })
const findings = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind, detail }) => `${kind}: ${detail.replace(/^Entry \d+/, 'Entry N')}`)

async function makeRun(person: string, auc: number, repeats?: string): Promise<string> {
  const { id } = experiments().start(who(person), { experiment: '0', ...(repeats !== undefined && { repeats: { original: repeats, terms: { ...exactTerms, tolerances: [{ metric: 'auc', kind: 'absolute', value: 0.01 }] } } }) })
  experiments().log(id, { parameters: { C: '1' }, points: [point(auc)] })
  await experiments().finish(person, id)
  return id
}

let original: string
beforeAll(async () => {
  world = await createWorld()
  await world.enrol(other, 'data_scientist')
  world.workspace.catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 3, tierReasons: '' })
  original = await makeRun(founder, 0.9)
})
afterAll(() => world.end())

it('takes a rerun as evidence for the versions made from the run, bound to their manifest; a repetition by the same person is none', async () => {
  const { catalog, holdings } = world.workspace
  const version = await experiments().toVersion(other, { run: original, model: 'credit-lr', newModel: { useCase: 'Retail credit', task: 'classification', description: '' }, note: '' }, quiet)
  expect(catalog.version(version.ref)).toMatchObject({ run: original, authors: [other, founder], manifest: { provenance: { run: { id: original, seal: 1, by: [founder] }, loggedModel: null, registered: null, unregisteredData: [] } } })
  expect(experiments().versionParts({ run: original }).versions).toEqual(['credit-lr@1'])
  const judged = (tier: 1 | 2) => {
    const { records: held, context } = holdings.gather(holdings.about(version.ref))
    return judgeDemand(demandsOf(builtIn('tiered'), tier).evidence.find(({ kind }) => kind === 'reproduction_run')!, held, context)
  }
  expect(judged(1).status).toBe('missing')
  const repetition = await makeRun(founder, 0.9, original)
  const rerun = await makeRun(other, 0.905, original)
  const records = () => holdings.recordsOf(version.ref).filter(({ kind }) => kind === 'reproduction_run')
  expect(experiments().reproductions(repetition).of?.results).toMatchObject([{ verdict: 'reproduced', independent: false, people: { original: [founder], repeated: [founder] } }])
  expect(records()).toMatchObject([{ id: `run ${rerun}`, verdict: 'pass', predeclared: true, boundTo: version.manifestHash, authors: [other], title: `Reproduced within tolerance by ${other}` }])
  expect(judged(1).status).toBe('met')
  const failed = await makeRun(other, 0.5, original)
  for (const tier of [1, 2] as const) expect(judged(tier)).toMatchObject({ status: 'failed', lacking: ['not_failed'], why: [`run ${failed} failed (Not reproduced by ${other}).`], next: expect.stringContaining('sets it aside') })
  expect(records().map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
  await experiments().discard(founder, failed, 'It does not suit us')
  expect(records().map(({ title }) => title)[1]).toBe(`Not reproduced by ${other}, set aside by ${founder}`)
  expect(judged(1).status).toBe('failed')
  experiments().restore(other, failed, 'It was run as it should be')
  await experiments().discard(other, failed, 'The wrong rows')
  expect(records()).toHaveLength(1)
  expect(judged(1).status).toBe('met')
  const { nodes, edges } = world.workspace.lineage.of({ type: 'version', ref: version.ref })
  const behind = edges.filter(({ from, to }) => from === `run:${original}` && to.startsWith('run:'))
  expect(behind.map(({ to, by, says }) => [nodes.find(({ id }) => id === to)!.state!.word, by, says])).toEqual(['set aside', 'within tolerance', 'reproduced it, same people'].map((word) => [word, 'digest', 'its result names both sealed records']))
  await world.check()
})

it('fills a manifest from what a client registered: the logged model behind it, the files of its run, or only a name where they are elsewhere', async () => {
  const { models, registry } = experiments()
  const { id: run } = experiments().start(who(other), { experiment: '0', parameters: { depth: '4' } })
  const model = models.create({ experiment: '0', name: 'tree', type: '', sourceRun: run, parameters: { random_state: '7' }, tags: {} })
  const content = (text: string) => (async function* () { yield Buffer.from(text) })()
  await models.putFile(model.id, 'model.pkl', content('tree'))
  await experiments().putArtefact(run, 'old/model.pkl', content('older'))
  registry.open(other, { name: 'Credit tree', description: '', tags: {} })
  const register = (source: string, storage: string, loggedModel: string, of: string) => registry.register(other, { model: 'Credit tree', source, storage, run: of, runLink: '', loggedModel, description: '', tags: {}, files: [] }).version
  const parts = (version: number) => experiments().versionParts({ registered: { model: 'Credit tree', version } })
  const first = register(`models:/${model.id}`, `mlflow-artifacts:/0/models/${model.id}/artifacts`, model.id, run)
  expect(() => parts(first)).toThrow(/is not sealed yet/)
  await experiments().finish(other, run)
  expect(parts(first)).toMatchObject({ run: { id: run }, chosen: model.id, suggestedModel: 'Credit-tree', artefact: { kind: 'folder', name: 'tree' }, parameters: { depth: '4', random_state: '7' }, seed: '7', provenance: { loggedModel: model.id, registered: { model: 'Credit tree', version: 1 } } })
  expect(parts(register(`runs:/${run}/old`, `mlflow-artifacts:/0/${run}/artifacts/old`, '', run))).toMatchObject({ artefact: { kind: 'folder', name: 'old', bytes: 5 }, provenance: { loggedModel: null } })
  const elsewhere = parts(register('s3://bucket/model', 's3://bucket/model', '', ''))
  expect(elsewhere).toMatchObject({ run: null, artefact: null })
  expect(elsewhere.missing[0]).toMatchObject({ part: 'artefact', why: 'Its files are at s3://bucket/model, outside of this workspace.' })
})

it('judges a rerun again at each of its seals, and refuses what is not there to be repeated', async () => {
  const { by } = experiments().reproductions(original)
  const rerun = by.find(({ results }) => results[0]?.verdict === 'within_tolerance')!.run.id
  experiments().reopen(rerun)
  experiments().log(rerun, { points: [{ ...point(0.7), step: 1 }] })
  await experiments().finish(other, rerun)
  expect(experiments().reproductions(rerun).of?.results.map(({ number, verdict }) => `${number} ${verdict}`)).toEqual(['2 not_reproduced', '1 within_tolerance'])
  const open = experiments().start(who(founder), { experiment: '0' }).id
  const begin = (of: string, terms = exactTerms) => experiments().start(who(other), { experiment: '0', repeats: { original: of, terms } })
  expect(() => begin(open)).toThrow(/is not sealed yet/)
  await experiments().finish(founder, open, { status: 'failed' })
  expect(() => begin(open)).toThrow(/was sealed as failed/)
  const twice = { metric: 'auc', kind: 'absolute' as const, value: 1 }
  expect(() => begin(original, { ...exactTerms, tolerances: [twice, twice] })).toThrow(/is given twice/)
  await world.check()
})

it('finds a verdict that does not follow, one that was left out, terms that came late, and a version from a run that was never sealed so', async () => {
  const { ledger } = world.workspace
  const entries = [...ledger.entries(0, ledger.tip().size)]
  const newest = <T>(kind: string) => entries.findLast((entry) => entry.kind === kind)! as unknown as { body: T }
  const { body: judged } = newest<ReproductionResult>('run.reproduction/v1')
  const { body: declared } = newest<object>('run.reproduction-declared/v1')
  const { body: seal } = newest<object>('run.sealed/v1')
  const { body: version } = newest<object>('version.registered/v1')
  const run = { id: original, seal: 1, description: 'f'.repeat(64), by: [founder] }
  ledger.append(founder, () => [
    { kind: 'run.reproduction/v1', body: { ...judged, verdict: 'reproduced' } },
    { kind: 'run.reproduction/v1', body: { ...judged, independent: false } },
    { kind: 'run.reproduction/v1', body: { ...judged, metrics: { ...judged.metrics, outside: 0 } } },
    { kind: 'run.reproduction/v1', body: { ...judged, number: 1 } },
    { kind: 'run.sealed/v1', body: { ...seal, run: judged.run, number: 3 } },
    { kind: 'run.reproduction-declared/v1', body: { ...declared, run: judged.original, original: judged.run, number: 3, description: (seal as { description: { sha256: string } }).description.sha256 } },
    { kind: 'version.registered/v1', body: { ...version, number: 2, provenance: { run, loggedModel: null, registered: null } } },
  ])
  expect((await findings()).filter((line) => line.startsWith('REPRODUCTION-RULE'))).toEqual([
    'REPRODUCTION-RULE: Entry N (run.reproduction/v1): it says “reproduced”, and from what is sealed follows “not reproduced”.',
    'REPRODUCTION-RULE: Entry N (run.reproduction/v1): it says that the same people repeated the run, and they were others.',
    'REPRODUCTION-RULE: Entry N (run.reproduction/v1): it does not say what follows from the two sealed runs.',
    'REPRODUCTION-RULE: Entry N (run.reproduction/v1): it does not judge the newest seal of the rerun.',
    'REPRODUCTION-RULE: Entry N (run.sealed/v1): the rerun was sealed without the comparison with its original.',
    `REPRODUCTION-RULE: Entry N (run.reproduction-declared/v1): it repeats something that was not sealed so before it. Run ${judged.run} was sealed as failed; only a run that finished can be reproduced.`,
    `REPRODUCTION-RULE: Entry N (version.registered/v1): the version names seal 1 of run ${original}, which the ledger did not hold so before it.`,
  ])
})
