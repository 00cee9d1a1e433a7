import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultThresholds } from '../../../shared/contract/evidence.ts'
import { compareResults } from '../../../electron/domain/evidence/recompute.ts'
import { toCanonical } from '../../../electron/tlog/canonical.ts'
import { fairnessRun, resultOf, type FairnessAsk } from '../../support/checks.ts'
import { createWorld, founder, predictionsFile, quiet, type World } from '../../support/world.ts'

let world: World
const dir = mkdtempSync(join(tmpdir(), 'service-'))
beforeAll(async () => {
  world = await createWorld()
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Decide on small loans', affected: '', tier: 1, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
})
afterAll(() => {
  world.end()
  rmSync(dir, { recursive: true, force: true })
})

const input = (changes: Partial<FairnessAsk> = {}): FairnessAsk => ({
  version: 'credit-lr@1',
  path: predictionsFile,
  columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex', 'age_group'] },
  thresholds: defaultThresholds,
  minimumGroup: 30,
  ...changes,
})
const size = () => world.workspace.ledger.tip().size
const entry = (seq: number) => world.workspace.ledger.read(seq)

describe('computing a check again', () => {
  const again = async (id: string, path: string) => world.workspace.evidence.recompute(() => founder, id, { data: path }, quiet)

  it('on the same bytes gives the stored result, wherever the file lies now, and writes nothing', async () => {
    const check = await world.workspace.evidence.run(founder, fairnessRun(input()), quiet)
    const before = size()
    const moved = join(dir, 'moved.csv')
    copyFileSync(predictionsFile, moved)
    expect(await again(check.id, moved)).toEqual({ id: check.id, same: true, differences: [] })
    expect(size()).toBe(before)
  })

  it('on other bytes is refused, naming both digests', async () => {
    const check = await world.workspace.evidence.run(founder, fairnessRun(input()), quiet)
    const other = join(dir, 'other.csv')
    writeFileSync(other, readFileSync(predictionsFile, 'utf8').replace(/\n$/, '\n\n'))
    await expect(again(check.id, other)).rejects.toThrow(/^other\.csv is not the file that C-\d+ read as data: its SHA-256 begins with [0-9a-f]{12}, that of “german-lr-predictions\.csv” with dd539775b2b6\.$/)
    await expect(world.workspace.evidence.recompute(() => founder, check.id, {}, quiet)).rejects.toThrow('Say where the file “german-lr-predictions.csv” is')
  })

  it('names every number that differs', () => {
    const { result } = world.workspace.evidence.check(world.workspace.evidence.checks({})[0]!.id)
    const changed = structuredClone(result)
    if (result === null || changed?.check !== 'fairness') throw new Error('another kind')
    changed.groups[0]!.n += 1
    changed.verdict = 'pass'
    expect(compareResults(result, changed).map(({ path }) => path)).toEqual(['verdict', 'groups.0.n'])
  })
})

describe('a fairness check', () => {
  it('is declared with its settings and the digest of the file, then completed with its result', async () => {
    const before = size()
    const check = await world.workspace.evidence.run(founder, fairnessRun(input()), quiet)
    expect(size()).toBe(before + 2)
    const declared = entry(before)
    expect(declared).toMatchObject({ kind: 'check.declared/v1', actor: founder })
    expect(declared.body).toMatchObject({
      version: 'credit-lr@1',
      manifestHash: world.workspace.catalog.version('credit-lr@1').manifestHash,
      inputs: [{ role: 'data', name: 'german-lr-predictions.csv', sha256: createHash('sha256').update(readFileSync(predictionsFile)).digest('hex'), format: 'csv' }],
      settings: { minimumGroup: 30, minimumDenominator: 30, thresholds: defaultThresholds },
    })
    expect(entry(before + 1).body).toMatchObject({ declaration: before, verdict: check.verdict, result: { sha256: check.resultSha256 }, rows: { read: 1000, used: 1000 } })
    expect(check).toMatchObject({ id: `C-${before + 1}`, declaredSeq: before, seq: before + 1, by: founder, scope: ['sex', 'age_group'], rowsUsed: 1000 })
    await world.check()
  })

  it('stores its result canonically, the same bytes for the same file', async () => {
    const { evidence } = world.workspace
    const [first, second] = [await evidence.run(founder, fairnessRun(input()), quiet), await evidence.run(founder, fairnessRun(input()), quiet)]
    expect(second.resultSha256).toBe(first.resultSha256)
    const { result } = evidence.check(first.id)
    expect(createHash('sha256').update(toCanonical(result)).digest('hex')).toBe(first.resultSha256)
    expect(result!.metrics).toHaveLength(41)
    expect(resultOf('fairness', result).groups).toHaveLength(8)
  })

  it('counts verdicts of its metrics for lists, newest first, also after a restart', async () => {
    const check = await world.workspace.evidence.run(founder, fairnessRun(input({ thresholds: { impact_ratio: { min: 0.8, source: 'four-fifths' } } })), quiet)
    expect(check.counts['not_applicable']).toBe(38)
    const listed = world.workspace.evidence.checks({ version: 'credit-lr@1' })
    expect(listed[0]).toEqual(world.workspace.evidence.checks({})[0])
    expect(world.reopen().evidence.checks({ version: 'credit-lr@1' })).toEqual(listed)
    expect(world.workspace.evidence.checks({ version: 'credit-lr@2' })).toEqual([])
    await world.check()
  })

  it.each<[string, Partial<FairnessAsk>, string]>([
    ['an unknown version', { version: 'credit-lr@9' }, 'credit-lr@9'],
    ['a missing column', { columns: { ...input().columns, label: 'truth' } }, 'has no column “truth”'],
    ['a positive value that never comes', { columns: { ...input().columns, positive: 'good' } }, 'never has the positive value “good”'],
    ['a threshold of the wrong kind', { thresholds: { impact_ratio: { max: 0.8, source: 'x' } } }, 'impact_ratio is judged by a min alone'],
    ['a file that is not there', { path: '/nowhere/at-all.csv' }, 'There is no file /nowhere/at-all.csv'],
  ])('refuses %s and writes nothing', async (_, changes, sentence) => {
    const before = size()
    await expect(world.workspace.evidence.run(founder, fairnessRun(input(changes)), quiet)).rejects.toThrow(sentence)
    expect(size()).toBe(before)
  })

  it('writes nothing when it is cancelled while the file is read', async () => {
    const before = size()
    const path = join(dir, 'large.csv')
    writeFileSync(path, `label,prediction,group\n${Array.from({ length: 300_000 }, (_, at) => `${at % 2},1,g${at % 7}`).join('\n')}\n`)
    const stop = new AbortController()
    const columns = { ...input().columns, groups: ['group'] }
    const running = world.workspace.evidence.run(founder, fairnessRun(input({ path, columns })), { signal: stop.signal, progress: (done) => done > 0 && stop.abort() })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(size()).toBe(before)
  })

  it('that is not there is said to be so, with those that are', () => {
    expect(() => world.workspace.evidence.check('C-9999')).toThrow(/^There is no check C-9999 in this workspace\. There are: C-/)
  })
})

describe('the preview of a file', () => {
  it('proposes roles for the German credit predictions', async () => {
    const { columns, rows, bytes } = await world.workspace.evidence.preview(predictionsFile, quiet)
    const guesses = Object.fromEntries(columns.map(({ name, guess }) => [name, guess]))
    expect(guesses).toMatchObject({ row_id: 'id', label: 'label', score: 'score', prediction: 'prediction', sex: 'group', age_group: 'group', foreign_worker: 'group', credit_amount: 'other' })
    expect(rows).toHaveLength(50)
    expect(bytes).toBe(54_127)
    expect(columns.find(({ name }) => name === 'sex')).toMatchObject({ distinctInSample: 2, examples: ['male', 'female'] })
  })

  it('shows no row of a sealed test set, and refuses a check by somebody who may not use it', async () => {
    const { catalog, evidence, testSets } = world.workspace
    await catalog.addSnapshot(founder, { path: predictionsFile, name: 'held-out', description: '', protected: [], rights: {} }, quiet)
    await world.enrol('vera@example.org', 'validator')
    testSets.seal('vera@example.org', { snapshot: 'held-out@1', purpose: 'Approval', users: ['vera@example.org'], model: null, split: { method: null, seed: null, parts: null } })
    const { columns, rows, testSet } = await evidence.preview(predictionsFile, quiet)
    expect([rows, testSet]).toEqual([[], 'held-out@1'])
    expect(columns.flatMap(({ name, examples }) => (examples.length > 0 ? [name] : []))).toEqual(['label', 'prediction', 'sex', 'age_group', 'foreign_worker', 'purpose', 'status'])
    const before = world.workspace.ledger.tip().size
    await expect(evidence.run(founder, fairnessRun(input()), quiet)).rejects.toThrow('held-out@1 is a sealed test set that only vera@example.org may use. Nothing was written.')
    expect(world.workspace.ledger.tip().size).toBe(before)
  })
})
