import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DriftMeasure, DriftResult } from '../../../../shared/contract/evidence.ts'
import { cellOf, createDriftRuns, metricOf, valueOf } from './drift-runs.ts'

const fixtures = new URL('../../../fixtures/', import.meta.url)
const load = <T>(path: string) => JSON.parse(readFileSync(new URL(path, fixtures), 'utf8')) as T
const file = (name: string) => fileURLToPath(new URL(`data/${name}.csv`, fixtures))
const pairs: Record<string, { data: string; reference: string }> = {
  titanic: { data: file('titanic-later'), reference: file('titanic') },
  'california-housing': { data: file('california-housing-production'), reference: file('california-housing-reference') },
}

const runs = createDriftRuns()
afterAll(() => runs.end())

function close(found: readonly (number | null)[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, at) => expect(Math.abs((value ?? Number.NaN) - wanted[at]!), `${value} against ${wanted[at]}`).toBeLessThanOrEqual(1e-9))
}

describe.each(['titanic', 'california-housing'])('with the profile evidently, %s', (name) => {
  const wanted = load<Record<string, Record<string, Record<string, number> & { default: string }>>>('checks/drift/evidently.json')[name]!
  const names: Record<string, DriftMeasure> = { chisquare: 'chi_square_p_value', z: 'z_p_value', ks: 'ks_p_value', wasserstein: 'wasserstein', jensenshannon: 'js_distance', psi: 'psi', hellinger: 'hellinger' }
  let result: DriftResult
  beforeAll(async () => {
    result = await runs.run(pairs[name]!, { profile: 'evidently', columns: Object.keys(wanted), categorical: name === 'titanic' ? [] : ['y_pred', 'clf_target'] })
  })

  it.each(Object.keys(wanted))('%s: the measure that Evidently picks, and the others, to 1e-9', (column) => {
    const { default: picked, score, ...others } = wanted[column]!
    const [metric, ...more] = result.metrics.filter(({ over }) => over.join() === column)
    expect(metric?.name).toBe(names[picked])
    expect(more).toEqual([])
    close([metric?.value ?? null], [score as number])
    close(Object.keys(others).map((other) => valueOf(result, column, names[other]!)), Object.values(others) as number[])
  })
})

describe('with the profile nannyml, California housing in chunks of 1,000', () => {
  type Method = { value: number[]; upper: number | null; alert: boolean[] }
  const { period, ...columns } = load<{ period: string[] } & Record<string, Record<string, Method>>>('checks/drift/nannyml.json')
  const names: Record<string, DriftMeasure> = { jensen_shannon: 'js_distance', kolmogorov_smirnov: 'ks_statistic', wasserstein: 'wasserstein', hellinger: 'hellinger', chi2: 'chi_square', l_infinity: 'l_infinity' }
  const wanted = columns as Record<string, Record<string, Method>>
  let result: DriftResult
  beforeAll(async () => {
    result = await runs.run(pairs['california-housing']!, { profile: 'nannyml', columns: Object.keys(wanted), categorical: ['y_pred', 'clf_target'], windows: { by: 'rows', size: 1000 } })
  })

  it('has the same windows', () => {
    expect(result.windows.map(({ role }) => role)).toEqual((period as string[]).map((one) => (one === 'analysis' ? 'current' : one)))
    expect(result.windows.map(({ rows }) => rows)).toEqual([1000, 1000, 1000, 1000, 1000, 832, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 232])
  })

  it.each(Object.keys(wanted))('%s: every measure in every window to 1e-9', (column) => {
    expect(Object.keys(wanted[column]!)).toContain('jensen_shannon')
    for (const [method, { value }] of Object.entries(wanted[column]!)) close(value.map((_, at) => valueOf(result, column, names[method]!, at)), value)
  })

  it.each(Object.keys(wanted))('%s: the limit from the reference’s windows, and the same alerts', (column) => {
    const { upper, alert } = wanted[column]!['jensen_shannon']!
    result.windows.forEach(({ key, role }, at) => {
      const metric = role === 'current' ? metricOf(result, 'js_distance', [column, key]) : null
      close([metric?.threshold?.max ?? upper!], [upper!])
      expect(cellOf(result, column, at).verdict === 'fail').toBe(metric !== null && alert[at] === true)
    })
  })
})
