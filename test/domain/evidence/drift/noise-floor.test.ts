import { describe, expect, it } from 'vitest'
import { toFloors, toOrderedFloors } from '../../../../electron/domain/evidence/drift/floors.ts'
import { judge } from '../../../../electron/domain/evidence/drift/judging.ts'
import { chiSquareCritical } from '../../../../electron/domain/evidence/statistics/distributions.ts'
import { cramersV, hellinger, jensenShannon, populationStability } from '../../../../electron/domain/evidence/statistics/divergences.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'
import { resampleCounts } from '../../../../electron/domain/evidence/statistics/resampling.ts'
import { compareSorted } from '../../../../electron/domain/evidence/statistics/two-samples.ts'

const runs = 4_000
const zero = { share: 0.0001, smallest: false }

/** Pairs of samples of the same ten even bins, drawn without any drift. */
function simulate(n: number, seed: number) {
  const random = createRandom(seed)
  const even = Array.from({ length: 10 }, () => n / 10)
  const beyond = { psi: 0, js: 0, hellinger: 0, v: 0 }
  let total = 0
  for (let run = 0; run < runs; run++) {
    const [reference, current] = [Array.from(even, () => 0), Array.from(even, () => 0)]
    resampleCounts(random, even, reference)
    resampleCounts(random, even, current)
    const pair = { reference, current }
    const floors = toFloors(pair, { jsBase: '2' })
    const psi = populationStability(pair, zero)
    total += psi
    beyond.psi += Number(psi > floors.psi!.critical)
    beyond.js += Number(jensenShannon(pair, 2) > floors.js_distance!.critical)
    beyond.hellinger += Number(hellinger(pair) > floors.hellinger!.critical)
    beyond.v += Number(cramersV(pair) > floors.cramers_v!.critical)
  }
  return { mean: total / runs, shares: Object.values(beyond).map((count) => count / runs) }
}

describe('the noise floor', () => {
  it.each([[200, 1], [340, 2], [1000, 3]])('is exceeded by about one pair in twenty without drift, n = m = %i', (n, seed) => {
    const { mean, shares } = simulate(n, seed)
    for (const share of shares) {
      expect(share).toBeGreaterThan(0.04)
      expect(share).toBeLessThan(0.065)
    }
    expect(mean).toBeGreaterThan((9 * 2) / n / 1.05)
    expect(mean).toBeLessThan(((9 * 2) / n) * 1.05)
  })

  it('of PSI is χ²(B − 1)·(1/n + 1/m): with ten bins and 200 rows each 0.169, above the warning bound of 0.1', () => {
    const { psi } = toFloors({ reference: Array(10).fill(20) as number[], current: Array(10).fill(20) as number[] }, { jsBase: '2' })
    expect(psi).toEqual({ expected: 0.09, critical: chiSquareCritical(0.05, 9) * 0.01 })
    expect(psi!.critical).toBeCloseTo(0.169, 3)
  })

  it('of Kolmogorov–Smirnov is exceeded by about one pair in twenty', () => {
    const random = createRandom(7)
    const draw = () => Float64Array.from({ length: 300 }, () => random.fraction()).sort()
    let beyond = 0
    for (let run = 0; run < 1_000; run++) beyond += Number(compareSorted(draw(), draw()).d > toOrderedFloors(300, 300, 1).ks_statistic!.critical)
    expect(beyond / 1_000).toBeGreaterThan(0.025)
    expect(beyond / 1_000).toBeLessThan(0.065)
  })
})

describe('a value against its threshold', () => {
  const threshold = { max: 0.25, warn: { max: 0.1 }, source: 'test' }
  const at = (value: number | null, critical: number) => judge({ value, floor: { expected: null, critical } }, threshold, null)

  it.each([
    [0.02, 0.05, 'pass'],
    [0.1, 0.05, 'pass'],
    [0.11, 0.05, 'warn'],
    [0.25, 0.05, 'warn'],
    [0.26, 0.05, 'fail'],
    [0.02, 0.1, 'pass'],
    [0.02, 0.11, 'insufficient_data'],
    [0.2, 0.11, 'insufficient_data'],
    [0.26, 0.11, 'fail'],
    [0.26, 0.3, 'insufficient_data'],
    [null, 0.05, 'insufficient_data'],
  ] as const)('%s with a floor of %s is %s', (value, critical, verdict) => expect(at(value, critical).verdict).toBe(verdict))

  it('is not told where there is an obstacle, however large', () => {
    expect(judge({ value: 9 }, threshold, 'few_values')).toEqual({ verdict: 'insufficient_data', reason: 'few_values' })
  })
})
