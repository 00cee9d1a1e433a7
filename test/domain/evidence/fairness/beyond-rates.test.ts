import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { FairnessResult } from '../../../../shared/contract/evidence.ts'
import { createRuns, metricOf } from '../check-runs.ts'

/** Everything that German credit's reference says beside rates: of scores, against a reference group, of inequality. */
interface Attribute {
  groups: Record<string, Record<string, number>>
  disparities: { reference_group: string; versus_reference: Record<string, Record<string, Record<string, number>>> }
  scoring_rate: { median: number; categories: Record<string, { above_median: number; scoring_rate: number; impact_ratio: number }> }
  smd: Record<string, { mean: number; smd_pooled: number }>
  individual: { generalized_entropy_index_alpha2: number; theil_index: number }
  smoothed_edf_predictions: number
}
const reference = JSON.parse(readFileSync(new URL('../../../fixtures/checks/reference-german.json', import.meta.url), 'utf8')) as { attributes: Record<string, Attribute> }
const german = new URL('../../../../examples/german-credit/german-lr-predictions.csv', import.meta.url).pathname
const data = (name: string) => new URL(`../../../fixtures/data/${name}`, import.meta.url).pathname
const runs = createRuns()
afterAll(() => runs.end())

const near = (actual: number | null | undefined, wanted: number) => expect(Math.abs((actual ?? Infinity) - wanted)).toBeLessThanOrEqual(1e-9)
const byName = <T extends { by: Record<string, string> }>(groups: readonly T[], by: Record<string, string>) => groups.find((one) => JSON.stringify(one.by) === JSON.stringify(by))!
const shortRates = { selection_rate: 'selection_rate', true_positive_rate: 'tpr', false_positive_rate: 'fpr', positive_predictive_value: 'ppv', accuracy: 'accuracy' } as const

describe.each(['sex', 'sex x age_group'])('German credit over %s', (name) => {
  const wanted = reference.attributes[name]!
  const columns = name.split(' x ')
  const toBy = (key: string) => Object.fromEntries(columns.map((column, at) => [column, key.split(' | ')[at]!]))
  const run = () => runs.run(german, { groups: columns, columns: { score: 'score' }, more: { reference: toBy(wanted.disparities.reference_group), resamples: 200 }, thresholds: {} })

  it('scores, distances from the reference and inequality meet the reference', async () => {
    const { result } = await run()
    for (const [key, group] of Object.entries(wanted.groups)) {
      const found = byName(result.scores!, toBy(key))
      near(found.auc.value, group['auc']!)
      near(found.brier, group['brier']!)
      near(found.logLoss, group['log_loss']!)
      near(found.calibrationError, group['ece10']!)
      near(found.mean.value, group['mean_score']!)
      near(found.gap.value, group['calibration_in_the_large']!)
      expect(found.bins.reduce((sum, { n }) => sum + n, 0)).toBe(group['count'])
    }
    for (const [key, rates] of Object.entries(wanted.disparities.versus_reference)) {
      for (const [rate, short] of Object.entries(shortRates)) {
        const found = result.comparisons.find((one) => one.rate === rate && JSON.stringify(one.by) === JSON.stringify(toBy(key)))!
        near(found.difference.value, rates[short]!['difference']!)
        near(found.ratio.value, rates[short]!['ratio']!)
        near(found.z, rates[short]!['z']!)
        const p = found.test === 'fisher' ? rates[short]!['p_value_fisher'] : rates[short]!['p_value_z']
        near(p === undefined ? 0 : found.p, p ?? 0)
      }
    }
    near(metricOf(result, 'generalized_entropy_index', []).value, wanted.individual.generalized_entropy_index_alpha2)
    near(metricOf(result, 'theil_index', []).value, wanted.individual.theil_index)
    near(metricOf(result, 'differential_fairness', columns).value, wanted.smoothed_edf_predictions)
  })

  it('scoring rates above the median meet the reference', async () => {
    const { result } = await runs.run(german, { groups: columns, decision: { kind: 'median', column: 'score' }, thresholds: {} })
    expect(result.median).toBe(wanted.scoring_rate.median)
    for (const [key, category] of Object.entries(wanted.scoring_rate.categories)) {
      expect(byName(result.groups, toBy(key)).selected).toBe(category.above_median)
      near(metricOf(result, 'impact_ratio', columns).ratios!.find(({ by }) => JSON.stringify(by) === JSON.stringify(toBy(key)))!.value, category.impact_ratio)
    }
  })
})

it('two groups’ standardized difference of scores meets the reference', async () => {
  const { result } = await runs.run(german, { groups: ['sex'], columns: { score: 'score' }, thresholds: {} })
  const wanted = reference.attributes['sex']!.smd['female']!.smd_pooled
  expect(byName(result.scores!, { sex: 'female' }).standardized.value).toBeCloseTo(wanted, 10)
})

describe('Local Law 144', () => {
  const audit = (file: string, decision: FairnessResult['settings']['columns']['decision'], minimumShare?: number) =>
    runs.run(data(file), {
      groups: ['sex', 'race_ethnicity'],
      decision,
      columns: { label: undefined },
      thresholds: {},
      more: { report: 'nyc_local_law_144', missing: ['', 'Unknown'], ...(minimumShare === undefined ? {} : { minimumShare }) },
    })
  const row = ({ audit: tables }: FairnessResult, by: Record<string, string>) => byName(tables!.flatMap(({ rows }) => rows), by)

  it('reproduces the tables that the rule prints for selections, counts the unknown and passes no judgement', async () => {
    const { result } = await audit('ll144-selection-example.csv', { kind: 'prediction', column: 'selected' })
    expect(row(result, { sex: 'Male' })).toMatchObject({ applicants: 1390, selected: 667, ratio: 1 })
    expect(row(result, { sex: 'Female' })).toMatchObject({ applicants: 1181, selected: 555 })
    expect(row(result, { sex: 'Female' }).ratio!.toFixed(3)).toBe('0.979')
    expect(row(result, { sex: 'Female', race_ethnicity: 'Hispanic or Latino' }).ratio!.toFixed(3)).toBe('0.827')
    expect(row(result, { sex: 'Male', race_ethnicity: 'White' })).toMatchObject({ applicants: 412, selected: 215, ratio: 1 })
    expect(result.audit!.map(({ unknown, assessed }) => [unknown, assessed])).toEqual([[250, 2821], [250, 2821], [250, 2821]])
    expect(result.verdict).toBe('not_applicable')
    expect(result.groups[0]).not.toHaveProperty('tp')
  })

  it('reproduces the printed scoring rates', async () => {
    const { result } = await audit('ll144-scoring-example.csv', { kind: 'median', column: 'score' })
    expect(result.median).toBe(49.75)
    expect(row(result, { sex: 'Female' }).rate!.toFixed(3)).toBe('0.447')
    expect(row(result, { race_ethnicity: 'Hispanic or Latino' })).toMatchObject({ applicants: 28, selected: 18, ratio: 1 })
    expect(row(result, { sex: 'Female', race_ethnicity: 'Asian' }).ratio).toBe(1 / 3)
    expect(result.audit![0]).toMatchObject({ kind: 'scoring', unknown: 15 })
  })

  it('lists a category below 2 % with number and rate, and leaves it out of the ratios', async () => {
    const { result } = await audit('ll144-selection-example.csv', { kind: 'prediction', column: 'selected' }, 0.02)
    expect(row(result, { race_ethnicity: 'Native American or Alaska Native' })).toMatchObject({ applicants: 41, selected: 18, ratio: null, reason: 'below_minimum_share' })
    expect(row(result, { race_ethnicity: 'Two or More Races' }).ratio!.toFixed(3)).toBe('0.872')
  })
})

describe('other ways to decide', () => {
  it('several classes are judged one against the rest', async () => {
    const rows = ['a,a,x', 'a,b,x', 'b,b,x', 'c,a,x', 'a,a,z', 'b,b,z', 'c,c,z', 'c,b,z']
    const path = runs.write('classes.csv', `label,prediction,group\n${rows.join('\n')}\n`)
    const { result } = await runs.run(path, { columns: { positive: undefined }, more: { task: 'multiclass' } })
    const counts = result.groups.map(({ view, by, tp, fp, fn, tn }) => [view, by['group'], tp, fp, fn, tn])
    expect(counts).toEqual([['a', 'x', 1, 1, 1, 1], ['a', 'z', 1, 0, 0, 3], ['b', 'x', 1, 1, 0, 2], ['b', 'z', 1, 1, 0, 2], ['c', 'x', 0, 0, 1, 3], ['c', 'z', 1, 0, 1, 2]])
    expect(result.metrics.filter(({ name }) => name === 'impact_ratio').map(({ view }) => view)).toEqual(['a', 'b', 'c'])
  })

  it('places are counted within each list, equal ones share the best, and exposure falls with the logarithm', async () => {
    const rows = ['q1,9,x', 'q1,7,z', 'q1,7,x', 'q1,1,z', 'q2,3,z', 'q2,2,x', 'q2,,x', ',5,x']
    const path = runs.write('lists.csv', `list,score,group\n${rows.join('\n')}\n`)
    const { result } = await runs.run(path, { decision: { kind: 'top', column: 'score', order: 'descending', list: 'list', cutoffs: [1, 2] }, columns: { label: undefined, positive: undefined }, more: { task: 'ranking' }, thresholds: {} })
    expect(result.groups.map(({ view, by, selected, n }) => [view, by['group'], selected, n])).toEqual([['top 1', 'x', 1, 3], ['top 1', 'z', 1, 3], ['top 2', 'x', 3, 3], ['top 2', 'z', 2, 3]])
    expect(result.rows).toEqual({ read: 8, used: 6, excluded: { missing_place: 2, 'missing_group:group': 0 } })
    near(byName(result.exposure!, { group: 'z' }).exposure.value, (1 / Math.log2(3) + 1 / Math.log2(5) + 1) / 3)
    near(byName(result.exposure!, { group: 'x' }).cutoffs[1]!.skew, Math.log((3 * 6) / (5 * 3)))
  })

  it('errors of predicted numbers are those of a loop over the rows, large means included', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({ y: 1e6 + ((at * 37) % 23), x: 1e6 + ((at * 37) % 23) + Math.sin(at), g: at % 3 === 0 ? 'x' : 'z' }))
    const path = runs.write('numbers.csv', `y,x,group\n${rows.map(({ y, x, g }) => `${y},${x},${g}`).join('\n')}\n,1,x\n2,NaN,z\n`)
    const { result } = await runs.run(path, { label: 'y', decision: { kind: 'prediction', column: 'x' }, columns: { positive: undefined }, more: { task: 'regression' }, thresholds: {} })
    const own = rows.filter(({ g }) => g === 'x')
    const mean = (of: (row: (typeof rows)[number]) => number) => own.reduce((sum, row) => sum + of(row), 0) / own.length
    const found = byName(result.errors!, { group: 'x' })
    near(found.meanError.value, mean(({ x, y }) => x - y))
    near(found.mae.value, mean(({ x, y }) => Math.abs(x - y)))
    near(found.rmse.value, Math.sqrt(mean(({ x, y }) => (x - y) ** 2)))
    const centre = mean(({ y }) => y)
    near(found.r2, 1 - mean(({ x, y }) => (x - y) ** 2) / mean(({ y }) => (y - centre) ** 2))
    expect(result.rows.excluded).toMatchObject({ missing_label: 1, missing_prediction: 1 })
    expect(result.groups).toEqual([])
  })

  it('weights count rows as the rows themselves would, repeated', async () => {
    const rows = [['1', '1', 'x', 3], ['0', '0', 'x', 2], ['1', '0', 'z', 4], ['0', '1', 'z', 1], ['1', '1', 'z', 2]] as const
    const weighted = runs.write('weighted.csv', `label,prediction,group,w\n${rows.map((row) => row.join(',')).join('\n')}\n`)
    const repeated = runs.write('repeated.csv', `label,prediction,group\n${rows.flatMap(([l, p, g, w]) => Array.from({ length: w }, () => `${l},${p},${g}`)).join('\n')}\n`)
    const [one, other] = [(await runs.run(weighted, { columns: { weight: 'w' } })).result, (await runs.run(repeated)).result]
    const values = ({ metrics }: FairnessResult) => metrics.filter(({ name, over }) => over.length > 0 && name !== 'differential_fairness').map(({ name, value }) => [name, value])
    expect(values(one)).toEqual(values(other))
    expect(one.groups[0]!.weight).toEqual({ sum: 5, squares: 13 })
    expect(one.groups[0]!.rates.selection_rate.effective).toBe(25 / 13)
  })
})

it('is the same number by number when it is counted again, whatever order threads add in', async () => {
  const once = async () => (await runs.run(german, { groups: ['sex', 'age_group'], columns: { score: 'score', controls: ['foreign_worker'] }, more: { resamples: 100 } })).result
  expect(await once()).toEqual(await once())
})
