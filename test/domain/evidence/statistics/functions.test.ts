import { describe, expect, it } from 'vitest'
import { hanleyMcNeil, toAuc, toAucSums } from '../../../../electron/domain/evidence/statistics/auc.ts'
import { binOf, expectedCalibrationError, logLoss } from '../../../../electron/domain/evidence/statistics/calibration.ts'
import { entropyOfCounts } from '../../../../electron/domain/evidence/statistics/inequality.ts'
import { kolmogorovSmirnovP, kolmogorovTail } from '../../../../electron/domain/evidence/statistics/kolmogorov.ts'
import { cochranMantelHaenszel, pooledDifference, pooledOddsRatio, pooledRatio } from '../../../../electron/domain/evidence/statistics/mantel-haenszel.ts'
import { meanInterval, standardizedMeanDifference, welch } from '../../../../electron/domain/evidence/statistics/means.ts'
import { fisherExact, mcnemar, twoProportionZ } from '../../../../electron/domain/evidence/statistics/proportions.ts'
import { quantile } from '../../../../electron/domain/evidence/statistics/quantiles.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'
import { sortNumbers } from '../../../../electron/domain/evidence/statistics/sorting.ts'
import { createSum, sum, toMoments } from '../../../../electron/domain/evidence/statistics/summation.ts'

describe('sums', () => {
  it('lose no small addend beside a large one', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2)
    expect(sum(Array.from({ length: 1_000_000 }, () => 0.1))).toBe(100_000)
    expect([sum([]), sum([Infinity, 1]), sum([Number.NaN])]).toEqual([0, Infinity, Number.NaN])
    const running = createSum()
    for (const value of [0.1, 0.2, 0.3]) running.add(value)
    expect(running.value()).toBe(0.6)
  })
})

describe('sorting', () => {
  it('puts numbers of every size and sign where comparing puts them, in long lists and short ones', () => {
    const random = createRandom(3)
    const words = new Uint32Array(2 * 30_000).map(() => random.next())
    const numbers = new Float64Array(words.buffer).filter((value) => !Number.isNaN(value))
    const odd = [0, -0, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, 1, 1, -1]
    for (const values of [Float64Array.from([...numbers, ...odd]), Float64Array.from(odd), new Float64Array(25_000).fill(-2.5), numbers.map((_, at) => (at * 7919) % 1_000)]) {
      expect(Buffer.from(sortNumbers(values.slice()).buffer).equals(Buffer.from(values.toSorted().buffer))).toBe(true)
    }
  })
})

describe('what is undefined stays undefined', () => {
  it('tests without anything to compare', () => {
    expect(twoProportionZ(0, 5, 0, 9)).toBeNull()
    expect(twoProportionZ(5, 5, 9, 9)).toBeNull()
    expect([fisherExact(0, 5, 0, 9), fisherExact(5, 5, 9, 9), mcnemar(0, 0).exact]).toEqual([1, 1, 1])
    const apart = [{ k1: 1, n1: 4, k2: 0, n2: 0 }]
    expect([pooledRatio(apart), pooledDifference(apart), pooledOddsRatio(apart), cochranMantelHaenszel(apart)]).toEqual([null, null, null, null])
  })

  it('curves of one class, calibration of no rows, means of one value', () => {
    expect(toAuc(toAucSums([{ score: 1, positives: 3, negatives: 0 }]))).toBeNull()
    expect([expectedCalibrationError([]), logLoss([])]).toEqual([null, null])
    expect(meanInterval(toMoments([3]))).toBeNull()
    expect(welch(toMoments([1, 1]), toMoments([2, 2]))).toBeNull()
    expect(standardizedMeanDifference(toMoments([1, 1]), toMoments([2, 2]))).toBeNull()
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('Fisher’s exact test', () => {
  it('takes no longer for a million rows, and agrees with z there', () => {
    const exact = fisherExact(300_500, 1_000_000, 299_500, 1_000_000)
    expect(exact).toBeCloseTo(twoProportionZ(300_500, 1_000_000, 299_500, 1_000_000)!.p, 3)
    expect(fisherExact(300_500, 1_000_000, 299_500, 1_000_000)).toBe(fisherExact(299_500, 1_000_000, 300_500, 1_000_000))
  })
})

describe('AUC', () => {
  it('of a perfect order is 1, of the reverse 0, of one score a half', () => {
    const perfect = [{ score: 0, positives: 0, negatives: 8 }, { score: 1, positives: 9, negatives: 0 }]
    expect(toAuc(toAucSums(perfect))).toMatchObject({ value: 1, method: 'hanley-mcneil', low: 1, high: 1 })
    expect(toAuc(toAucSums(perfect.map((cell) => ({ ...cell, score: -cell.score }))))?.value).toBe(0)
    expect(toAuc(toAucSums([{ score: 0.3, positives: 5, negatives: 7 }]))?.value).toBe(0.5)
  })

  it('has Hanley and McNeil’s error where one positive leaves no spread to see', () => {
    const found = toAuc(toAucSums([{ score: 0, positives: 0, negatives: 3 }, { score: 1, positives: 1, negatives: 1 }]))
    expect(found).toMatchObject({ value: 0.875, method: 'hanley-mcneil' })
    expect(found?.standardError).toBe(Math.sqrt(hanleyMcNeil(0.875, 1, 4)))
    // Their own example: area 0.893 with 51 abnormal and 58 normal images has a standard error of 0.0325.
    expect(Math.sqrt(hanleyMcNeil(0.893, 51, 58))).toBeCloseTo(0.0325, 4)
  })

  it('counts five million rows of one score each in whole numbers', () => {
    const cells = [{ score: 1, positives: 1_000_000, negatives: 1_500_000 }, { score: 2, positives: 1_500_000, negatives: 1_000_000 }]
    expect(toAuc(toAucSums(cells))?.value).toBe(0.6)
  })
})

describe('calibration', () => {
  it('bins are open below, closed above, the first closed at 0', () => {
    expect([0, 0.05, 0.1, 0.100001, 0.3, 0.95, 1].map((score) => binOf(score))).toEqual([0, 0, 0, 1, 2, 9, 9])
  })

  it('weights gaps by rows', () => {
    const bins = [{ n: 10, scores: 2, positives: 3 }, { n: 30, scores: 24, positives: 21 }, { n: 0, scores: 0, positives: 0 }]
    expect(expectedCalibrationError(bins)).toBe(0.1)
  })
})

describe('inequality', () => {
  const counts = [93, 754, 153]
  it('meets the values of the German credit reference', () => {
    expect(entropyOfCounts([0, 1, 2], counts, 2)).toBeCloseTo(0.10786756852972573, 14)
    expect(entropyOfCounts([0, 1, 2], counts, 1)).toBeCloseTo(0.1418282968301215, 14)
  })

  it('is 0 where all have the same, and undefined where nobody has anything', () => {
    expect(entropyOfCounts([3], [7], 2)).toBe(0)
    expect([entropyOfCounts([], [], 2), entropyOfCounts([0], [3], 2), entropyOfCounts([0, 1, 2], counts, 0)]).toEqual([null, null, null])
  })
})

describe('Kolmogorov’s tail', () => {
  it('is continuous where its two series meet, and 1 for no distance', () => {
    expect(kolmogorovTail(1 - 1e-12)).toBeCloseTo(kolmogorovTail(1), 11)
    expect([kolmogorovTail(0), kolmogorovSmirnovP(0, 10, 10)]).toEqual([1, 1])
  })
})
