import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DriftResult } from '../../../../shared/contract/evidence.ts'
import { cellOf, columnOf, createDriftRuns, valueOf } from './drift-runs.ts'

interface Binned {
  interior_edges: number[]
  counts_ref: number[]
  counts_cur: number[]
  psi: number
  js_distance_base2: number
  js_distance_natural: number
  hellinger: number
  tvd: number
}
type Numeric = { type: 'numeric'; quantile10: Binned; width10: Binned; std_ref_population: number; mean_ref: number; ks_d: number; ks_p_asymptotic: number; wasserstein: number; wasserstein_normed_by_ref_std: number }
type Categorical = Omit<Binned, 'interior_edges'> & { type: 'categorical'; categories: string[]; l_infinity: number; chi2: number; chi2_p: number; cramers_v: number }
const reference = JSON.parse(readFileSync(new URL('../../../fixtures/checks/reference-drift-german-age-split.json', import.meta.url), 'utf8')) as {
  columns: Record<string, Numeric | Categorical>
  'multiple_testing_alpha_0.05': Record<string, string[]>
}
const german = new URL('../../../../examples/german-credit/german-lr-predictions.csv', import.meta.url)

const runs = createDriftRuns()
afterAll(() => runs.end())

/** The file sorted by age: the first 500 rows are the reference, the last 500 the current ones. */
function splitByAge(): { data: string; reference: string } {
  const [header = '', ...lines] = readFileSync(german, 'utf8').trim().split('\n')
  const names = header.split(',')
  const cell = (line: string, name: string) => Number(line.split(',')[names.indexOf(name)])
  const sorted = lines.toSorted((a, b) => cell(a, 'age') - cell(b, 'age') || cell(a, 'row_id') - cell(b, 'row_id'))
  const half = (part: string[]) => `${[header, ...part].join('\n')}\n`
  return { reference: runs.write('reference.csv', half(sorted.slice(0, 500))), data: runs.write('current.csv', half(sorted.slice(500))) }
}

const columns = Object.keys(reference.columns)
const of = <T extends 'numeric' | 'categorical'>(type: T) => Object.entries(reference.columns).filter((entry): entry is [string, Extract<Numeric | Categorical, { type: T }>] => entry[1].type === type)

function close(found: readonly (number | null | undefined)[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, at) => expect(Math.abs((value ?? Number.NaN) - wanted[at]!), `${value} against ${wanted[at]}`).toBeLessThanOrEqual(1e-9))
}

describe('the German credit predictions, split by age', () => {
  let deciles: DriftResult
  let widths: DriftResult
  let natural: DriftResult
  beforeAll(async () => {
    const files = splitByAge()
    deciles = await runs.run(files, { columns, label: 'label', prediction: 'prediction' })
    widths = await runs.run(files, { columns }, (settings) => ({ ...settings, method: { ...settings.method, bins: { by: 'width', count: 10 } } }))
    natural = await runs.run(files, { columns }, (settings) => ({ ...settings, method: { ...settings.method, jsBase: 'e' } }))
  })

  it.each(of('numeric'))('%s: every reference value to 1e-9, counts exactly', (name, wanted) => {
    const { values, furthest } = cellOf(deciles, name)
    for (const [result, binned] of [[deciles, wanted.quantile10], [widths, wanted.width10]] as const) {
      const { bins, reference: found } = columnOf(result, name)
      close(bins.by === 'edges' ? bins.edges : [], binned.interior_edges)
      expect(found.counts).toEqual(binned.counts_ref)
      expect(cellOf(result, name).counts).toEqual(binned.counts_cur)
      close([valueOf(result, name, 'psi'), valueOf(result, name, 'js_distance'), valueOf(result, name, 'hellinger')], [binned.psi, binned.js_distance_base2, binned.hellinger])
    }
    close([valueOf(natural, name, 'js_distance')], [wanted.quantile10.js_distance_natural])
    const { deviation } = columnOf(deciles, name).reference
    close([values.ks_statistic?.value, values.ks_p_value?.value, deviation], [wanted.ks_d, wanted.ks_p_asymptotic, wanted.std_ref_population])
    close([values.wasserstein?.value, (values.wasserstein?.value ?? 0) * (deviation ?? 0)], [wanted.wasserstein_normed_by_ref_std, wanted.wasserstein])
    close([Math.abs(furthest!.reference / 500 - furthest!.current / 500)], [wanted.ks_d])
  })

  it.each(of('categorical'))('%s: every reference value to 1e-9, counts exactly', (name, wanted) => {
    const { values, counts } = cellOf(deciles, name)
    expect(columnOf(deciles, name).bins).toEqual({ by: 'values', values: wanted.categories, rest: false })
    expect(columnOf(deciles, name).reference.counts).toEqual(wanted.counts_ref)
    expect(counts).toEqual(wanted.counts_cur)
    close([values.psi?.value, values.js_distance?.value, valueOf(natural, name, 'js_distance')], [wanted.psi, wanted.js_distance_base2, wanted.js_distance_natural])
    close([values.hellinger?.value, values.l_infinity?.value, values.cramers_v?.value], [wanted.hellinger, wanted.l_infinity, wanted.cramers_v])
    close([values.chi_square?.value, values.chi_square_p_value?.value], [wanted.chi2, wanted.chi2_p])
  })

  it('corrects p-values over the columns: the same ones stay significant', () => {
    const significant = deciles.columns.filter(({ windows }) => Object.values(windows[0]!.values).some(({ corrected }) => corrected !== undefined && corrected !== null && corrected <= 0.05))
    expect(significant.map(({ name }) => name).toSorted()).toEqual(reference['multiple_testing_alpha_0.05']['benjamini_hochberg'])
  })

  it('names label and prediction drift as such', () => {
    expect(deciles.columns.map(({ name, role }) => [name, role]).filter(([, role]) => role !== 'feature')).toEqual([['prediction', 'prediction'], ['label', 'label']])
  })
})
