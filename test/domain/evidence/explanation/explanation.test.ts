import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckRunInput, ExplanationResult } from '../../../../shared/contract/evidence.ts'
import { checkRun } from '../../../../shared/contract/evidence.ts'
import type { ExplanationFacts } from '../../../../electron/domain/evidence/explanation/facts.ts'
import { explanationKind } from '../../../../electron/domain/evidence/explanation/kind.ts'
import { toQuality } from '../../../../electron/domain/evidence/explanation/quality.ts'
import { drawRows, shuffle } from '../../../../electron/domain/evidence/explanation/shuffling.ts'
import { tallyExplanation } from '../../../../electron/domain/evidence/explanation/tally.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'
import { inspectDataFile, inspectModelFile } from '../../../../electron/platform/data-file.ts'
import { openSession } from '../../../../electron/platform/duckdb-session.ts'
import { projectFile } from '../../../../electron/platform/assets.ts'
import { resultOf } from '../../../support/checks.ts'
import { createWorld, founder, quiet, type World } from '../../../support/world.ts'

const fixture = (name: string) => projectFile(`test/fixtures/onnx/${name}`)
const reference = JSON.parse(readFileSync(fixture('reference.json'), 'utf8')) as Record<string, { baseline: number; importance: Record<string, { mean: number; sd: number }> }>

let world: World
beforeAll(async () => {
  world = await createWorld()
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Decide on small loans', affected: '', tier: 1, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
})
afterAll(() => world.end())

type Run = Extract<CheckRunInput, { check: 'explanation' }>
const run = async (inputs: Run['inputs'], settings: Run['settings']): Promise<{ id: string; result: ExplanationResult }> => {
  const { id } = await world.workspace.evidence.run(founder, checkRun.parse({ check: 'explanation', version: 'credit-lr@1', inputs, settings }), quiet)
  return { id, result: resultOf('explanation', world.workspace.evidence.check(id).result) }
}
const write = (name: string, lines: readonly string[]) => {
  const path = join(world.dir, '..', name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
const byColumn: Run['settings'] = {
  source: 'permutation',
  task: 'classification',
  label: 'label',
  positive: '1',
  features: ['age', 'credit_amount', 'month', 'purpose', 'status'],
  stored: { score: 'score', decision: 'prediction' },
  repeats: 40,
}
const withModel = (model: string) => ({ data: fixture('credit.csv'), model: fixture(model) })

describe('permutation importance of a model that comes as ONNX', () => {
  it.each<[string, string, Run['settings']]>([
    ['one input a column, numbers and texts, by AUC', 'columns', byColumn],
    ['one tensor, by accuracy', 'tensor', { ...byColumn, features: ['age', 'credit_amount', 'month'], stored: { score: 'tensor_score', decision: null }, metric: 'accuracy' }],
    ['a regression, by root mean squared error', 'regression', { ...byColumn, task: 'regression', label: 'credit_amount', positive: null, features: ['age', 'month'], stored: { score: null, decision: null }, metric: 'rmse' }],
  ])('%s: the baseline is scikit-learn’s, and every importance lies where its shuffles lie', async (_, name, settings) => {
    const { result } = await run(withModel(`${name}.onnx`), settings)
    const expected = reference[name]!
    expect(result.baseline!.value).toBeCloseTo(expected.baseline, name === 'regression' ? 2 : 5)
    for (const { name: feature, value, low, high } of result.features) {
      const { mean, sd } = expected.importance[feature]!
      // Two means over 40 and 200 shuffles: five standard errors of their difference.
      expect(Math.abs(value - mean)).toBeLessThan(5 * sd * Math.sqrt(1 / 40 + 1 / 200))
      expect(low!).toBeLessThan(value)
      expect(high!).toBeGreaterThan(value)
    }
    const order = Object.entries(expected.importance).toSorted(([, a], [, b]) => b.mean - a.mean)
    expect(result.features[0]!.name).toBe(order[0]![0])
  })

  it('predicts the rows again: decisions and scores of the file are this model’s, and both comparisons pass', async () => {
    const { id, result } = await run(withModel('columns.onnx'), { ...byColumn, repeats: 2 })
    expect(result.recomputed).toMatchObject({ rows: 1000, decisions: { compared: 1000, different: 0 }, scores: { compared: 1000 } })
    expect(result.recomputed!.scores!.largest).toBeLessThan(1e-6)
    expect(result.recomputed!.differing).toEqual([])
    expect(result.metrics.map(({ name, verdict }) => [name, verdict])).toEqual([['prediction_agreement', 'pass'], ['score_difference', 'pass'], ['largest_share', 'not_applicable']])
    expect(result.verdict).toBe('pass')
    expect(await world.workspace.evidence.recompute(() => founder, id, withModel('columns.onnx'), quiet)).toMatchObject({ same: true })
  })

  it('finds the rows whose stored prediction is another one', async () => {
    const lines = readFileSync(fixture('credit.csv'), 'utf8').trim().split('\n')
    const changed = lines.map((line, row) => (row === 7 || row === 500 ? line.replace(/,(0\.\d+),([01]),/, (_all, score: string, decision: string) => `,${score},${1 - Number(decision)},`) : line))
    const { result } = await run({ data: write('changed.csv', changed), model: fixture('columns.onnx') }, { ...byColumn, repeats: 2 })
    expect(result.recomputed!.decisions).toEqual({ compared: 1000, different: 2 })
    expect(result.recomputed!.differing).toEqual([7, 500])
    expect(result.verdict).toBe('fail')
  })

  const other = { ...byColumn, repeats: 2 }
  it.each<[string, Run['inputs'] | (() => Run['inputs']), Run['settings'], string]>([
    ['a model without one of the features', withModel('columns.onnx'), { ...other, features: ['age', 'month'] }, 'columns.onnx takes one input a feature: age, credit_amount, month, purpose, status. Of the features named, credit_amount, purpose, status are missing.'],
    ['too many features for a tensor', withModel('tensor.onnx'), { ...other, features: ['age', 'credit_amount', 'month', 'row_id'] }, 'takes 3 features in one tensor'],
    ['a text where the model takes numbers', withModel('tensor.onnx'), { ...other, features: ['age', 'credit_amount', 'purpose'] }, 'values in “purpose” are no numbers, for example “A'],
    ['a model that is none', () => ({ data: fixture('credit.csv'), model: fixture('reference.json') }), other, 'reference.json could not be loaded as an ONNX model'],
    ['no model', { data: fixture('credit.csv') }, other, 'needs the model as an ONNX file'],
    ['a positive value that never comes', withModel('columns.onnx'), { ...other, positive: 'good' }, 'never has the positive value “good”'],
    ['a label with more than two values', withModel('columns.onnx'), { ...other, label: 'row_id' }, 'has 1000 values'],
    ['the label as a feature', withModel('columns.onnx'), { ...other, features: ['age', 'label'] }, 'named as a feature and as what the model should say'],
    ['a metric of another task', withModel('columns.onnx'), { ...other, metric: 'rmse' }, 'rmse is no metric of classification'],
    ['a column that is not there', withModel('tensor.onnx'), { ...other, features: ['age', 'credit_amount', 'months'] }, 'credit.csv has no column “months”'],
  ])('refuses %s and writes nothing', async (_, inputs, settings, sentence) => {
    const before = world.workspace.ledger.tip().size
    await expect(run(typeof inputs === 'function' ? inputs() : inputs, settings)).rejects.toThrow(sentence)
    expect(world.workspace.ledger.tip().size).toBe(before)
  })
})

describe('the bytes that a digest stands for', () => {
  it('are those of the model that was asked: one that is replaced while its check begins is not taken for the other', async () => {
    const model = join(world.dir, '..', 'replaced.onnx')
    copyFileSync(fixture('columns.onnx'), model)
    const inputs = new Map([['data', await inspectDataFile(fixture('credit.csv'))], ['model', await inspectModelFile(model)]])
    const scratch = mkdtempSync(join(tmpdir(), 'replaced-'))
    const session = await openSession(inputs, scratch, 1)
    // The first look at all inputs is the one that their bytes are held to.
    let looked = false
    const meddling = Object.assign(new Map(inputs), {
      [Symbol.iterator]() {
        if (!looked) copyFileSync(fixture('reference.json'), model)
        looked = true
        return inputs[Symbol.iterator]()
      },
    })
    const settings = explanationKind.toSettings(byColumn as never)
    await expect(tallyExplanation({ ...session, inputs: meddling }, settings, () => {})).rejects.toThrow('replaced.onnx could not be loaded as an ONNX model')
    session.close()
    rmSync(scratch, { recursive: true, force: true })
  })

  it('are read once: a value that is no number is told from what was counted', async () => {
    const path = write('once.csv', ['age,income', '0.1,-0.4', 'old,-0.2'])
    const scratch = mkdtempSync(join(tmpdir(), 'once-'))
    const session = await openSession(new Map([['data', await inspectDataFile(path)]]), scratch, 1)
    const statements: string[] = []
    const settings = explanationKind.toSettings({ source: 'imported', method: 'm', table: { form: 'attributions', features: ['age', 'income'] } })
    const tally = await tallyExplanation({ ...session, query: (sql, file) => (statements.push(sql), session.query(sql, file)) }, settings, () => {})
    expect((tally.facts as ExplanationFacts).badNumbers).toEqual({ column: 'age', rows: 1, example: 'old' })
    expect(statements.filter((sql) => /FROM input\b/.test(sql))).toHaveLength(1)
    session.close()
    rmSync(scratch, { recursive: true, force: true })
  })
})

describe('importances that were computed elsewhere', () => {
  it('are stored by size with method, data set and share; negative ones by their size', async () => {
    const data = write('importances.csv', ['name,gain,sd', 'age,0.5,0.1', 'income,-1.5,', ',3,', 'region,,0.2'])
    const { result } = await run({ data }, { source: 'imported', method: 'Gain, XGBoost 2.1', dataset: 'training rows', table: { form: 'importances', feature: 'name', importance: 'gain', deviation: 'sd' } })
    expect(result.features).toEqual([
      { name: 'income', value: -1.5, low: null, high: null, deviation: null, direction: null, share: 0.75 },
      { name: 'age', value: 0.5, low: null, high: null, deviation: 0.1, direction: null, share: 0.25 },
    ])
    expect(result.rows).toEqual({ read: 4, used: 2, excluded: { missing_feature: 1, missing_importance: 1 } })
    expect(result.verdict).toBe('not_applicable')
    expect(result.limits[0]).toContain('nothing here recomputes “Gain, XGBoost 2.1”')
  })

  it('by case become mean |attribution| with interval and direction', async () => {
    const data = write('shap.csv', ['age,income', '0.1,-0.4', '-0.3,-0.2', '0.2,'])
    const { result } = await run({ data }, { source: 'imported', method: 'TreeSHAP 0.48', table: { form: 'attributions', features: ['age', 'income'] }, thresholds: { largest_share: { max: 0.5, source: 'policy 7' } } })
    const [income, age] = result.features
    expect(income).toMatchObject({ name: 'income', direction: expect.closeTo(-0.3, 12) as number })
    expect(income!.value).toBeCloseTo(0.3, 12)
    expect(age!.value).toBeCloseTo(0.2, 12)
    // Mean 0.3 of two values 0.2 apart: ± 12.706 · 0.1414 / √2.
    expect(income!.high! - income!.value).toBeCloseTo(12.706204736 * 0.1, 6)
    expect(result.rows.excluded).toEqual({ 'missing:income': 1 })
    expect(result.metrics.find(({ name }) => name === 'largest_share')).toMatchObject({ value: expect.closeTo(0.6, 12) as number, over: ['income'], verdict: 'fail' })
  })

  it.each([
    ['a feature twice', ['name,gain', 'age,1', 'age,2'], 'the feature “age” is there twice'],
    ['words for importances', ['name,gain', 'age,high'], '1 value in “gain” is no number, for example “high”'],
    ['no row', ['name,gain'], 'has a header and no rows'],
  ])('are refused with %s', async (_, lines, sentence) => {
    await expect(run({ data: write('bad.csv', lines) }, { source: 'imported', method: 'm', table: { form: 'importances', feature: 'name', importance: 'gain', deviation: null } })).rejects.toThrow(sentence)
  })
})

describe('shuffling', () => {
  it('keeps every value, and the seed decides the order', () => {
    const column = Float64Array.from({ length: 100 }, (_, at) => at)
    const once = shuffle(column, createRandom(1))
    expect([...once].toSorted((a, b) => a - b)).toEqual([...column])
    expect([...once]).not.toEqual([...column])
    expect(shuffle(column, createRandom(1))).toEqual(once)
    expect(shuffle(column, createRandom(2))).not.toEqual(once)
  })

  it('draws different rows in their order, every row as often as any other', () => {
    expect(drawRows(3, 10, 1)).toEqual([0, 1, 2])
    const times = Array.from({ length: 10 }, () => 0)
    for (let seed = 0; seed < 3_000; seed += 1) {
      const rows = drawRows(10, 3, seed)
      expect(new Set(rows).size).toBe(3)
      for (const row of rows) times[row]! += 1
    }
    // 900 expected with a deviation of 25.
    for (const count of times) expect(Math.abs(count - 900)).toBeLessThan(125)
  })
})

it('metrics are those of the field, by hand', () => {
  const values = Float64Array.from([1, 0, 1, 0])
  const said = { scores: Float64Array.from([0.9, 0.4, 0.3, 0.2]), decisions: ['1', '0', '0', '0'] }
  const truth = { values, positive: '1' }
  expect(toQuality('accuracy', said, truth)).toBe(0.75)
  expect(toQuality('roc_auc', said, truth)).toBe(0.75)
  expect(toQuality('log_loss', said, truth)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.6) + Math.log(0.3) + Math.log(0.8)) / 4, 12)
  expect(toQuality('mae', said, truth)).toBeCloseTo(0.35, 12)
  expect(toQuality('rmse', said, truth)).toBeCloseTo(Math.sqrt((0.01 + 0.16 + 0.49 + 0.04) / 4), 12)
  expect(toQuality('r2', said, truth)).toBeCloseTo(1 - 0.7 / 1, 12)
  expect(toQuality('roc_auc', { scores: null, decisions: ['1', '0', '0', '0'] }, truth)).toBeNaN()
})
