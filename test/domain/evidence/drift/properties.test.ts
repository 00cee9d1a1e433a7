import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareContingency, hellinger, jensenShannon, lInfinity, populationStability } from '../../../../electron/domain/evidence/statistics/divergences.ts'
import { exactKolmogorovSmirnovP, kolmogorovSmirnovP } from '../../../../electron/domain/evidence/statistics/kolmogorov.ts'
import { compareSorted } from '../../../../electron/domain/evidence/statistics/two-samples.ts'

const counts = fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 })), { minLength: 1, maxLength: 12 }).filter((bins) => bins.some(([a]) => a > 0) && bins.some(([, b]) => b > 0))
const toPair = (bins: readonly (readonly [number, number])[]) => ({ reference: bins.map(([a]) => a), current: bins.map(([, b]) => b) })
const swapped = ({ reference, current }: ReturnType<typeof toPair>) => ({ reference: current, current: reference })
const zero = { share: 0.0001, smallest: false }
const sample = fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 60 }).map((values) => Float64Array.from(values, (value) => value + 0).sort())
const measures = { psi: (pair: ReturnType<typeof toPair>) => populationStability(pair, zero), js: (pair: ReturnType<typeof toPair>) => jensenShannon(pair, 2), hellinger, lInfinity, chi: (pair: ReturnType<typeof toPair>) => chiSquareContingency(pair).statistic }

describe.each(Object.entries(measures))('%s of binned counts', (_, measure) => {
  it('is 0 between equal shares, of any size', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), (bins, times) => {
        const { reference } = toPair(bins)
        expect(measure({ reference, current: reference.map((count) => count * times) })).toBeCloseTo(0, 7)
      }),
    )
  })

  it('is the same both ways round, and in any order of the bins', () => {
    fc.assert(
      fc.property(counts, (bins) => {
        const pair = toPair(bins)
        const value = measure(pair)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(measure(swapped(pair))).toBeCloseTo(value, 9)
        expect(measure(toPair(bins.toReversed()))).toBeCloseTo(value, 9)
      }),
    )
  })
})

describe('distances of binned counts', () => {
  it('stay in their ranges, and Jensen–Shannon in base e is √ln 2 times that in base 2', () => {
    fc.assert(
      fc.property(counts, (bins) => {
        const pair = toPair(bins)
        for (const value of [jensenShannon(pair, 2), hellinger(pair), lInfinity(pair)]) expect(value).toBeLessThanOrEqual(1 + 1e-12)
        expect(jensenShannon(pair, Math.E)).toBeCloseTo(jensenShannon(pair, 2) * Math.sqrt(Math.LN2), 12)
      }),
    )
  })
})

describe('Kolmogorov–Smirnov and Wasserstein', () => {
  it('are 0 between a sample and itself, and the same both ways round', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(compareSorted(a, a)).toMatchObject({ d: 0, wasserstein: 0 })
        const [there, back] = [compareSorted(a, b), compareSorted(b, a)]
        expect(back.d).toBe(there.d)
        expect(back.wasserstein).toBeCloseTo(there.wasserstein, 6)
        expect(there.d).toBe(Math.abs(there.below[0] * b.length - there.below[1] * a.length) / (a.length * b.length))
      }),
    )
  })

  it('move with a shift: Wasserstein is its size, and at least the difference of the means', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 1000 }), (a, by) => {
        expect(compareSorted(a, a.map((value) => value + by)).wasserstein).toBeCloseTo(by, 5)
      }),
    )
  })
})

describe('the exact p-value of D', () => {
  it.each([
    // scipy.stats.ks_2samp(…, method='exact') for samples of n and m with D = gap / (nm).
    [4, 4, 4, 1],
    [8, 4, 4, 0.7714285714285715],
    [16, 4, 4, 0.028571428571428567],
    [12, 3, 5, 0.1428571428571428],
  ])('gap %i of %i and %i is %f', (gap, n, m, p) => expect(exactKolmogorovSmirnovP(gap, n, m)).toBeCloseTo(p, 12))

  it('comes near its limit for large samples', () => {
    for (const d of [0.02, 0.05, 0.08]) expect(exactKolmogorovSmirnovP(Math.round(d * 2000 * 1500), 2000, 1500)).toBeCloseTo(kolmogorovSmirnovP(d, 2000, 1500), 1)
  })
})
