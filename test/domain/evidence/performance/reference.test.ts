import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../../../electron/platform/assets.ts'
import { byPrediction, createPerformanceRuns, fixture, german, valuesOf } from './runs.ts'

type Numbers = Record<string, number>
interface Reference {
  german: Numbers
  california: { reference: Numbers; months: Record<string, Numbers>; chunk_mean: number; chunk_sd: number; paired: Numbers }
  wine: { confusion: number[][]; accuracy: number; balanced_accuracy: number; mcc: number; precision: Numbers; recall: Numbers; f1: Numbers }
  diabetes: { line: Numbers; forest: Numbers; mae_difference: Numbers }
}

/** By scikit-learn and scipy: test/fixtures/checks/performance/make.py. */
const known = JSON.parse(readFileSync(projectFile('test/fixtures/checks/performance/reference.json'), 'utf8')) as Reference
const runs = createPerformanceRuns()
afterAll(() => runs.end())

const near = (wanted: number | undefined) => expect.closeTo(wanted as number, 9) as number
const decisions = ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'balanced_accuracy', 'mcc', 'auc_roc', 'average_precision', 'log_loss', 'brier', 'ece'] as const
const houses = { task: 'binary' as const, label: 'clf_target', positive: '1', model: { prediction: 'y_pred', score: 'y_pred_proba', cutoff: null }, time: 'timestamp' }

describe('two classes', () => {
  it('meet scikit-learn on German credit to nine digits, counts exactly, and the interval of the area is DeLong’s', async () => {
    const result = await runs.run({ data: german }, byPrediction)
    const { tn, fp, fn, tp } = known.german
    expect(result.data.confusion).toEqual({ classes: ['0', '1'], counts: [[tn, fp], [fn, tp]] })
    for (const name of decisions) expect(valuesOf(result)[name]).toEqual(near(known.german[name]))
    const area = result.data.estimates.find(({ name }) => name === 'auc_roc')!
    expect(area.high! - area.low!).toEqual(near(2 * 1.959963984540054 * known.german['auc_se']!))
    expect(result.data.estimates.every(({ value, low, high }) => low! <= value! && value! <= high!)).toBe(true)
  })

  it('decide by a score and its cutoff as by the decisions that were made from it', async () => {
    const [byScore, byDecision] = [await runs.run({ data: german }, { ...byPrediction, model: { prediction: null, score: 'score', cutoff: 0.5 } }), await runs.run({ data: german }, byPrediction)]
    expect(byScore.data).toEqual(byDecision.data)
    expect(byScore.metrics).toEqual(byDecision.metrics)
  })
})

describe('decay', () => {
  it('meets scikit-learn in every month of production, where it defines a value; where it says 0 for lack of any, ours is undefined', async () => {
    const watched = [...decisions]
    const result = await runs.run({ data: fixture('california-housing-production.csv'), reference: fixture('california-housing-reference.csv') }, { ...houses, windows: { by: 'period', period: 'month' }, watched })
    expect(result.decay[0]!.windows.map(({ key }) => key)).toEqual(Object.keys(known.california.months))
    for (const { name, windows, reference } of result.decay) {
      expect(reference!.value).toEqual(near(known.california.reference[name]))
      for (const { key, value, n, verdict } of windows) {
        const month = known.california.months[key]!
        expect(n).toBe(month['tp']! + month['fp']! + month['fn']! + month['tn']!)
        const isUndefined = (name === 'precision' && month['tp']! + month['fp']! === 0) || (name === 'mcc' && month['tp']! + month['fp']! === 0)
        expect([value, verdict === 'insufficient_data']).toEqual(isUndefined ? [null, true] : [near(month[name]), verdict === 'insufficient_data'])
      }
    }
    expect(Object.values(known.california.months).some(({ tp, fp }) => tp! + fp! === 0)).toBe(true)
  })

  it('takes limits of mean ± 3 standard deviations over chunks of the reference as NannyML does', async () => {
    const result = await runs.run(
      { data: fixture('california-housing-production.csv'), reference: fixture('california-housing-reference.csv') },
      { ...houses, windows: { by: 'period', period: 'quarter' }, watched: ['accuracy'], alert: { by: 'deviations', deviations: 3, chunks: 10, source: 'NannyML' } },
    )
    const { limits, windows, chunks } = result.decay[0]!
    const { chunk_mean: mean, chunk_sd: sd } = known.california
    expect(limits!.min).toEqual(near(mean - 3 * sd))
    expect(limits!.warn!.max).toEqual(near(mean + 3 * sd))
    expect([chunks!.length, windows.map(({ key }) => key)]).toEqual([10, ['2021-Q2', '2021-Q3', '2021-Q4', '2022-Q1', '2022-Q2']])
  })
})

describe('several classes and numbers', () => {
  it('meet scikit-learn on wine: micro, macro and weighted', async () => {
    const result = await runs.run({ data: fixture('wine-predictions.csv') }, { task: 'multiclass', label: 'cultivar', model: { prediction: 'decided', score: null, cutoff: null } })
    const values = valuesOf(result)
    expect(result.data.confusion).toEqual({ classes: ['barbera', 'barolo', 'grignolino'], counts: known.wine.confusion })
    for (const name of ['accuracy', 'balanced_accuracy', 'mcc'] as const) expect(values[name]).toEqual(near(known.wine[name]))
    for (const name of ['precision', 'recall', 'f1'] as const) for (const [kind, value] of Object.entries(known.wine[name])) expect(values[`${name}_${kind}`]).toEqual(near(value))
  })

  it('meet scikit-learn and scipy on diabetes, alone and against a challenger', async () => {
    const result = await runs.run({ data: fixture('diabetes-predictions.csv') }, { task: 'regression', label: 'progression', model: { prediction: 'line', score: null, cutoff: null }, challenger: { prediction: 'forest', score: null, cutoff: null } })
    const { line, forest, mae_difference: wanted } = known.diabetes
    for (const name of ['mae', 'rmse', 'r2', 'mean_error', 'mape'] as const) expect(valuesOf(result)[name]).toEqual(near(line[name]))
    expect(result.data.shape!.medianAbsolute).toEqual(near(line['median_absolute']))
    const [mae, rmse] = result.challenger!.comparisons
    const own = result.data.estimates.find(({ name }) => name === 'mae')!
    expect(own.low).toEqual(near(line['mae_low']))
    expect(own.high).toEqual(near(line['mae_high']))
    expect(mae!.challenger).toEqual(near(forest['mae']))
    expect(rmse!.challenger).toEqual(near(forest['rmse']))
    for (const [ours, theirs] of [[mae!.difference, 'value'], [mae!.low, 'low'], [mae!.high, 'high'], [mae!.p, 'p']] as const) expect(ours).toEqual(near(wanted[theirs]))
  })
})

describe('a challenger', () => {
  it('is told from the champion by DeLong’s test of correlated areas', async () => {
    const result = await runs.run({ data: fixture('california-housing-production.csv') }, { ...houses, time: null, challenger: { prediction: null, score: 'MedInc', cutoff: 4 } })
    const area = result.challenger!.comparisons.find(({ name }) => name === 'auc_roc')!
    const { first, second, difference, se, p } = known.california.paired
    expect(area.champion).toEqual(near(first))
    expect(area.challenger).toEqual(near(second))
    expect(area.difference).toEqual(near(difference))
    expect(area.high! - area.difference!).toEqual(near(1.959963984540054 * se!))
    expect(area.p).toEqual(near(p))
  })

  it('gives the same from a file of its own, joined by a column, in whatever order and types', async () => {
    const own = { ...byPrediction, challenger: { prediction: null, score: 'month', cutoff: 20 } }
    const inside = await runs.run({ data: german }, own)
    const [head, ...lines] = readFileSync(german, 'utf8').trim().split('\n').map((line) => line.split(','))
    const [id, month] = ['row_id', 'month'].map((name) => head!.indexOf(name)) as [number, number]
    const apart = runs.write('challenger.csv', `months;who\n${lines.toReversed().map((line) => `${line[month]}.0;0${line[id]}`).join('\n')}\n`)
    await expect(runs.run({ data: german, challenger: apart }, { ...own, challenger: { prediction: null, score: 'months', cutoff: 20 }, id: 'row_id' })).rejects.toThrow('challenger.csv has no column “row_id”')
    const renamed = runs.write('renamed.csv', readFileSync(apart, 'utf8').replace('who', 'row_id'))
    const outside = await runs.run({ data: german, challenger: renamed }, { ...own, challenger: { prediction: null, score: 'months', cutoff: 20 }, id: 'row_id' })
    expect(outside.challenger).toEqual(inside.challenger)
  })
})
