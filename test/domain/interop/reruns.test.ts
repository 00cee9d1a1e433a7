import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exactTerms, type ReproductionResult } from '../../../shared/contract/reproductions.ts'
import { bundlePaths } from '../../../electron/tlog/bundle.ts'
import type { Body } from '../../../electron/domain/ledger/folds.ts'
import { copyWorld, createWorld, founder, quiet, type World } from '../../support/world.ts'
import { changed, loadFiles, packSigned, proveAgain, type Files, type Frozen } from './forge.ts'
import { author, fairnessOf, receive, send } from './workspaces.ts'

type Move = Body<'review.moved/v1'>
type Item = Frozen['evidence'][number]

const other = 'other@example.org'
let world: World
let review: string
let original: string
let rerun: string
let request: Files

async function makeRun({ workspace: { experiments } }: World, person: string, auc: number, repeats?: string): Promise<string> {
  const terms = { ...exactTerms, tolerances: [{ metric: 'auc', kind: 'absolute' as const, value: 0.01 }] }
  const { id } = experiments.start({ person, source: 'command_line', client: null }, { experiment: '0', ...(repeats !== undefined && { repeats: { original: repeats, terms } }) })
  experiments.log(id, { parameters: { C: '1' }, points: [{ key: 'auc', value: auc, step: 0, atMs: 1_790_000_000_000 }] })
  await experiments.finish(person, id)
  return id
}

beforeAll(async () => {
  world = await createWorld()
  await world.enrol(other, 'data_scientist')
  const { catalog, evidence, experiments, reviews } = world.workspace
  catalog.addUseCase(author, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  original = await makeRun(world, author, 0.9)
  const version = await experiments.toVersion(author, { run: original, model: 'credit-lr', newModel: { useCase: 'Retail credit', task: 'classification', description: '' }, note: '' }, quiet)
  rerun = await makeRun(world, other, 0.905, original)
  // What its maker repeated is no evidence, and stays at home.
  await makeRun(world, author, 0.9, original)
  await evidence.run(author, fairnessOf(version.ref), quiet)
  review = reviews.request(author, { version: version.ref, message: '' }).id
  request = loadFiles(send(world, review, `${world.stateDir}/request.countersign`))
})
afterAll(() => world.end())

const submission = () => world.workspace.ledger.read(Number(review.slice(2)) + 1).body as Move
const inspect = (one: World, files: Files) => () => one.workspace.interop.inspect(packSigned(`${world.stateDir}/lie.countersign`, one, files))
const seqIn = (kind: string, run: string): number =>
  [...request].flatMap(([path]) => /^entries\/(\d+)\.json$/.exec(path)?.[1] ?? []).map(Number).find((seq) => {
    const entry = world.workspace.ledger.read(seq)
    return entry.kind === kind && (entry.body as { run?: string }).run === run
  })!
const without = (...paths: readonly string[]): Files => new Map([...request].filter(([path]) => !paths.includes(path)))
const withoutEntry = (seq: number) => without(bundlePaths.entry(seq), bundlePaths.proof(seq))

test('a request with an independent rerun comes in, with all that its verdict follows from, and can be signed there', async () => {
  const item = submission().bundle!.evidence.find(({ id }) => id === `run ${rerun}`)
  expect(item).toMatchObject({ kind: 'reproduction_run', verdict: 'pass' })
  const there = await createWorld()
  const id = await receive(there, `${world.stateDir}/request.countersign`)
  const detail = there.workspace.interop.request(id, founder)
  expect(detail.request).toEqual(world.workspace.reviews.get(review))
  expect(detail.request.evidence).toContainEqual(item)
  expect(detail.request.authors).toContain(other)
  there.end()
})

test('a bundle that lacks a part of it is refused', () => {
  const result = world.workspace.ledger.read(seqIn('run.reproduction/v1', rerun)).body as unknown as ReproductionResult
  for (const sha256 of [result.originalDescription, result.description, result.result.sha256]) expect(inspect(world, without(bundlePaths.blob(sha256))), sha256).toThrow(/\(blobs\/[0-9a-f]{64}\) is missing from it/)
  expect(inspect(world, withoutEntry(seqIn('run.started/v1', original)))).toThrow(`the entry by which run ${original} began is missing from it`)
  expect(inspect(world, withoutEntry(seqIn('run.sealed/v1', original)))).toThrow(/seal 1 of run \w+, from which credit-lr@1 was made, is missing from it/)
  expect(inspect(world, withoutEntry(seqIn('run.sealed/v1', rerun)))).toThrow(/does not judge the seal of the entry before it/)
  expect(inspect(world, withoutEntry(seqIn('run.reproduction-declared/v1', rerun)))).toThrow(/entry \d+ \(run\.reproduction-declared\/v1\), which it speaks of, is missing from it/)
  expect(inspect(world, withoutEntry(seqIn('run.reproduction/v1', rerun)))).toThrow(/which is not the newest result of that rerun in it/)
  const stray = [...world.workspace.ledger.entries(0, world.workspace.ledger.tip().size)].findLast(({ kind }) => kind === 'run.started/v1')!
  expect(inspect(world, proveAgain(world, request, [stray.seq]))).toThrow(/it holds an entry about run \w+ \(entry \d+\), which no evidence in it names/)
})

interface Lie {
  item?: (item: Item) => Item
  /** A second seal of the rerun, and what it is said to have come to. */
  result?: (body: ReproductionResult) => ReproductionResult
  sentence: RegExp
}

const lies: Record<string, Lie> = {
  'another verdict': { item: (item) => ({ ...item, verdict: 'fail' }), sentence: /run \w+ is listed as evidence, and is not what entry \d+ says of this rerun/ },
  'another kind': { item: (item) => ({ ...item, kind: 'performance_test' }), sentence: /is not what entry \d+ says of this rerun/ },
  'another comparison': { item: (item) => ({ ...item, sha256: '0'.repeat(64) }), sentence: /is not what entry \d+ says of this rerun/ },
  'the name of another run': { item: (item) => ({ ...item, id: `run ${'f'.repeat(32)}` }), sentence: /it holds an entry about run \w+ \(entry \d+\), which no evidence in it names/ },
  'another entry': { item: (item) => ({ ...item, seq: 1 }), sentence: /is listed as evidence by entry 1, which is not the newest result of that rerun in it/ },
  'a verdict that does not follow': { result: (body) => ({ ...body, verdict: 'reproduced' }), sentence: /is refuted by what is sealed: it says “reproduced”, and from what is sealed follows “within tolerance”/ },
  'other people than those who sealed': { result: (body) => ({ ...body, people: { ...body.people, repeated: ['third@example.org'] } }), sentence: /is refuted by what is sealed: it does not say what follows from the two sealed runs/ },
  'a repetition by whoever made it': { result: (body) => ({ ...body, independent: false }), sentence: /is listed as evidence, and was repeated by somebody who had made the run/ },
  'a rerun of another run': { result: (body) => ({ ...body, original: 'e'.repeat(32) }), sentence: /repeats another run than the one that the version was made from/ },
}

/** Somebody with the log key, who submits the request again and again, each time with another lie; gives the entries that a bundle needs for the newest. */
function createLiar(): { liar: World; tell(lie: Lie): number[] } {
  const liar = copyWorld(world)
  const { ledger } = liar.workspace
  const [seal, judged] = ['run.sealed/v1', 'run.reproduction/v1'].map((kind) => ledger.read(seqIn(kind, rerun)).body) as unknown as [Body<'run.sealed/v1'>, ReproductionResult]
  const append = (actor: string, kind: string, body: object) => ledger.append(actor, () => ({ kind, body }) as never)[0]!.seq
  const kept: number[] = []
  const move = (body: object) => void kept.push(append(founder, 'review.moved/v1', { review, by: 'person', reason: 'No.', ...body }))
  let revision = 1
  let number = 1
  const tell = ({ item = (one) => one, result }: Lie): number[] => {
    if (revision > 1) move({ revision, from: 'submitted', to: 'in_review' })
    move({ revision, from: 'in_review', to: 'changes_requested' })
    revision += 1
    move({ revision, from: 'changes_requested', to: 'draft' })
    const results: number[] = []
    if (result) {
      number += 1
      kept.push(append(other, 'run.sealed/v1', { ...seal, number, previous: seal.description.sha256 }))
      results.push(append(other, 'run.reproduction/v1', result({ ...judged, number })))
    }
    move({ revision, from: 'draft', to: 'submitted', bundle: changed(submission().bundle!, 'run ', (one) => item({ ...one, seq: results[0] ?? one.seq })) })
    return [...kept, ...results]
  }
  return { liar, tell }
}

test('what the log key alone could say of a rerun is refused, each with its sentence', () => {
  expect(inspect(world, proveAgain(world, request, []))().request?.id).toBe(review)
  const { liar, tell } = createLiar()
  for (const [name, lie] of Object.entries(lies)) expect(inspect(liar, proveAgain(liar, request, tell(lie))), name).toThrow(lie.sentence)
  liar.end()
})

test('what others could not check does not go out, with a sentence that says what to do', () => {
  const result = world.workspace.ledger.read(seqIn('run.reproduction/v1', rerun)).body as unknown as ReproductionResult
  const out = join(world.stateDir, 'never.countersign')
  const poor = copyWorld(world)
  const { ledger, blobs, interop } = { ...poor.workspace, blobs: join(poor.dir, 'blobs', result.description.slice(0, 2), result.description.slice(2)) }
  const seal = ledger.read(seqIn('run.sealed/v1', original)).body
  const before = ledger.tip().size
  const sent = () => interop.export(founder, { record: review, out, by: undefined, seen: [] })
  const description = readFileSync(blobs)
  rmSync(blobs)
  expect(sent).toThrow(/The rerun \w+ is evidence of credit-lr@1, and a sealed description .* is not in this workspace any more, .* have it signed in this workspace\. Nothing was written\./)
  writeFileSync(blobs, description)
  ledger.append(founder, () => ({ kind: 'run.sealed/v1', body: { ...seal, number: 7 } }) as never)
  expect(sent).toThrow(/R-\d+ can not go out in a bundle, because the other side could not check it\. .*seal 7 of run \w+ \(entry \d+\) does not follow the one before it.*Have it signed in this workspace/)
  expect([ledger.tip().size, existsSync(out)]).toEqual([before + 1, false])
  poor.end()
})
