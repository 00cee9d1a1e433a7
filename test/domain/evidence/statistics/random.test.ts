import { describe, expect, it } from 'vitest'
import { bootstrapCounts } from '../../../../electron/domain/evidence/statistics/bootstrap.ts'
import { chiSquareTail } from '../../../../electron/domain/evidence/statistics/distributions.ts'
import { binomialDensity } from '../../../../electron/domain/evidence/statistics/beta.ts'
import { createRandom, fromState, splitMix64 } from '../../../../electron/domain/evidence/statistics/random.ts'
import { normalCdf } from '../../../../electron/domain/evidence/statistics/distributions.ts'
import { drawBinomial, resampleCounts } from '../../../../electron/domain/evidence/statistics/resampling.ts'

describe('the random numbers', () => {
  it('are those of the authors’ C programs', () => {
    const random = fromState([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, random.next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804])
    expect(splitMix64(1_234_567n)).toEqual([6457827717110365317n, 3203168211198807973n])
    expect(Array.from({ length: 6 }, createRandom(1_234_567).next)).toEqual([1967786208, 270031234, 1115494691, 824886977, 1639868524, 2161081248])
  })

  it('refuse a seed that a file could not hold', () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => createRandom(seed)).toThrow(RangeError)
    expect(createRandom(2 ** 53 - 1).next()).not.toBe(createRandom(2 ** 53 - 2).next())
  })
})

/** Pearson's statistic over values with an expectation of five or more. */
function fits(draw: () => number, density: (k: number) => number, draws = 40_000): number {
  const seen = new Map<number, number>()
  for (let at = 0; at < draws; at++) {
    const value = draw()
    seen.set(value, (seen.get(value) ?? 0) + 1)
  }
  let [statistic, cells, rest, restExpected] = [0, 0, draws, draws]
  for (const [value, count] of seen) {
    const expected = draws * density(value)
    if (expected < 5) continue
    statistic += (count - expected) ** 2 / expected
    cells++
    rest -= count
    restExpected -= expected
  }
  if (restExpected > 1) statistic += (rest - restExpected) ** 2 / restExpected
  return chiSquareTail(statistic, cells)
}

describe('draws follow their distribution', () => {
  it.each([[12, 0.3], [1_000, 0.004], [50, 0.5], [400, 0.3], [100_000, 0.7], [30, 0.95]])('binomial, n = %d, p = %d', (n, p) => {
    const random = createRandom(42)
    expect(fits(() => drawBinomial(random, n, p), (k) => binomialDensity(k, n, p))).toBeGreaterThan(0.001)
  })

  it('at the ends there is nothing to draw', () => {
    const random = createRandom(1)
    expect([drawBinomial(random, 10, 0), drawBinomial(random, 10, 1), drawBinomial(random, 0, 0.5)]).toEqual([0, 10, 0])
  })
})

describe('a bootstrap from counts', () => {
  it('keeps the number of rows, empties no full table and fills no empty cell', () => {
    const random = createRandom(5)
    const into = [0, 0, 0, 0]
    let total = 0
    for (let at = 0; at < 2_000; at++) {
      resampleCounts(random, [10, 0, 30, 60], into)
      expect(into.reduce((a, b) => a + b)).toBe(100)
      expect(into[1]).toBe(0)
      total += into[2]!
    }
    expect(total / 2_000).toBeCloseTo(30, 0)
  })

  it('gives the same interval for the same seed, and for a statistic without spread a point', () => {
    const share = ([counts]: readonly Float64Array[]) => counts![0]! / (counts![0]! + counts![1]!)
    const options = { seed: 9, resamples: 1_000 }
    expect(bootstrapCounts([[30, 70]], share, options)).toEqual(bootstrapCounts([[30, 70]], share, options))
    expect(bootstrapCounts([[30, 70]], share, options)).not.toEqual(bootstrapCounts([[30, 70]], share, { ...options, seed: 10 }))
    expect(bootstrapCounts([[30, 0]], share, options)).toMatchObject({ low: 1, high: 1, method: 'percentile' })
  })

  it('takes percentiles where every resample is on one side of what was observed', () => {
    const rate = ([yes = 0, no = 0]: Float64Array) => yes / (yes + no)
    const between = bootstrapCounts([[3e6, 2e6], [3e6, 2e6]], ([a, b]) => Math.abs(rate(a!) - rate(b!)), { seed: 1, resamples: 200 })
    expect(between).toMatchObject({ method: 'percentile', defined: 200 })
    expect(between!.low).toBeGreaterThan(0)
    expect(normalCdf(Number.NaN)).toBeNaN()
  })

  it('is undefined where too few samples have the statistic', () => {
    const ratio = ([counts]: readonly Float64Array[]) => (counts![0] === 0 ? null : counts![1]! / counts![0]!)
    expect(bootstrapCounts([[1, 9]], ratio, { seed: 1, resamples: 500 })).toBeNull()
    expect(bootstrapCounts([[20, 80]], ratio, { seed: 1, resamples: 500 })).toMatchObject({ defined: 500, method: 'bca' })
  })
})
