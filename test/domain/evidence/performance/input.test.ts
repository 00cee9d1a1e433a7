import { afterAll, describe, expect, it } from 'vitest'
import { type Choices, createPerformanceRuns } from './runs.ts'

const runs = createPerformanceRuns()
afterAll(() => runs.end())

const plain: Choices = { task: 'binary', label: 'y', positive: '1', model: { prediction: 'p', score: null, cutoff: null } }
let at = 0
const run = (lines: string, more: Partial<Choices> = {}) => runs.run({ data: runs.write(`in-${at++}.csv`, `${lines.replaceAll(' ', '\n')}\n`) }, { ...plain, ...more })

describe('settings are refused before a file is opened', () => {
  it.each<[Partial<Choices>, string]>([
    [{ positive: null }, 'Name the value of the label that counts as positive.'],
    [{ model: { prediction: null, score: 's', cutoff: null } }, 'a score column with a cutoff'],
    [{ model: { prediction: 'p', score: null, cutoff: 0.5 } }, 'leave the cutoff out'],
    [{ model: { prediction: 'y', score: null, cutoff: null } }, 'named as label and as prediction'],
    [{ windows: { by: 'period', period: 'month' } }, 'need a time column'],
    [{ watched: ['auc_roc'] }, 'auc_roc is no metric of this check'],
    [{ thresholds: { accuracy: { max: 0.9, source: 'x' } } }, 'accuracy is judged by a min alone'],
    [{ thresholds: { accuracy: { min: 0.9, warn: { min: 0.8 }, source: 'x' } } }, 'it must warn first'],
    [{ alert: { by: 'relative', warn: 0.2, fail: 0.1, source: 'x' } }, 'it must warn first'],
    [{ alert: { by: 'deviations', deviations: 3, chunks: 10, source: 'x' } }, 'need a reference file'],
    [{ task: 'regression', positive: null, thresholds: { mae: { min: 3, source: 'x' } } }, 'mae is judged by a max alone'],
    [{ segments: [{ column: 'g' }], locality: { metric: 'mae' } }, 'compared by accuracy, precision, recall or specificity'],
    [{ business: { column: null, tp: { fixed: 0, perUnit: 1 }, fp: { fixed: 0, perUnit: 0 }, fn: { fixed: 0, perUnit: 0 }, tn: { fixed: 0, perUnit: 0 } } }, 'name the column'],
  ])('%j', async (more, sentence) => {
    await expect(run('y,p', more)).rejects.toThrow(sentence)
  })
})

describe('files are refused with a sentence each', () => {
  it.each<[string, Partial<Choices>, string]>([
    ['y,p', {}, 'has a header and no rows'],
    ['y,q 1,1', {}, 'has no column “p”. Its columns are: y, q.'],
    ['y,p 1,1 2,2 3,3', {}, 'has 3 values: “1” (1 row)'],
    ['y,p 0,1 0,2 1,0', {}, '“p” has values that the label does not have'],
    ['y,p 0,0 2,2', {}, 'never has the positive value “1”'],
    ['y,p 1,1 1,1', {}, 'one value only'],
    ['y,s 1,0.5 0,low 0,inf', { model: { prediction: null, score: 's', cutoff: 0.5 } }, '2 values in “s” are no finite numbers, for example “low”'],
    ['y,p 1,x 2,3', { task: 'regression', positive: null }, '1 value in “p” is no finite number, for example “x”'],
    ['y,p,t 1,1,2026-02-30 0,0,2026-02-01', { time: 't', windows: { by: 'period', period: 'month' } }, 'is no time, for example “2026-02-30”'],
    ['y,p 1, ,0', {}, 'none of its 2 rows has both'],
  ])('%s', async (lines, more, sentence) => {
    await expect(run(lines, more)).rejects.toThrow(sentence)
  })
})

describe('small and odd files', () => {
  it('count what was left out by reason, and judge nothing that rests on too little', async () => {
    const result = await run('y,p 1,1 0,0 1.0,01 NA,1 0, ?,?', { thresholds: { accuracy: { min: 0.5, source: 'x' } } })
    expect(result.rows).toEqual({ read: 6, used: 3, excluded: { missing_label: 2, missing_prediction: 1 } })
    expect(result.data.confusion).toEqual({ classes: ['0', '1'], counts: [[1, 0], [0, 2]] })
    expect([result.verdict, result.metrics[0]]).toEqual(['insufficient_data', expect.objectContaining({ name: 'accuracy', value: 1, verdict: 'insufficient_data', reason: 'too_few_rows' })])
  })

  it('leave undefined what has no value: nobody called positive, scores that are no probabilities, targets of 0', async () => {
    const never = await run('y,p,s 1,0,7 0,0,-3 0,0,2', { model: { prediction: 'p', score: 's', cutoff: null }, minimumRows: 1, minimumCases: 1, thresholds: { precision: { min: 0.5, source: 'x' } } })
    const reasons = Object.fromEntries(never.data.estimates.map(({ name, value, reason }) => [name, value ?? reason]))
    expect(reasons).toMatchObject({ precision: 'denominator_zero', mcc: 'denominator_zero', recall: 0, f1: 0, auc_roc: 1, log_loss: 'score_outside_0_1', brier: 'score_outside_0_1', ece: 'score_outside_0_1' })
    expect(never.metrics.find(({ name }) => name === 'precision')!.verdict).toBe('insufficient_data')
    const zero = await run('y,p 0,1 0,2', { task: 'regression', positive: null })
    expect(zero.data.estimates.map(({ name, value, reason }) => [name, value ?? reason])).toEqual([['mae', 1.5], ['rmse', Math.sqrt(2.5)], ['r2', 'constant_target'], ['mean_error', 1.5], ['mape', 'targets_are_zero']])
    expect(zero.limits).toContain('2 rows with a target of 0 have no relative error and are left out of MAPE.')
  })

  it('cut by whole rows and by bands that repeated values share', async () => {
    const lines = Array.from({ length: 10 }, (_, row) => `${row % 2},${row % 2},${row < 8 ? 5 : row}`).join(' ')
    const result = await run(`y,p,g ${lines}`, { windows: { by: 'rows', rows: 4 }, segments: [{ column: 'g', bands: 4 }], locality: { minimumRows: 1 } })
    expect(result.decay[0]!.windows.map(({ key, n }) => [key, n])).toEqual([['1', 4], ['2', 4], ['3', 2]])
    expect(result.locality!.edges).toEqual({ g: [5] })
    expect(result.locality!.tried).toBe(0)
  })
})
