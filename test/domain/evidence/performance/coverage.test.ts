import { describe, expect, it } from 'vitest'
import type { PerformanceEstimate } from '../../../../shared/contract/evidence.ts'
import { decisionEstimate } from '../../../../electron/domain/evidence/performance/decision-estimates.ts'
import { regressionEstimate } from '../../../../electron/domain/evidence/performance/regression-estimates.ts'
import { createRandom, type Random } from '../../../../electron/domain/evidence/statistics/random.ts'
import { resampleCounts } from '../../../../electron/domain/evidence/statistics/resampling.ts'

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction())

/** How often the interval holds the truth. */
function share(runs: number, truth: number, draw: (random: Random) => PerformanceEstimate): number {
  const random = createRandom(11)
  const held = Array.from({ length: runs }, () => draw(random)).filter(({ low, high }) => low! <= truth && truth <= high!)
  return held.length / runs
}

const tables = { tn: 130, fp: 40, fn: 30, tp: 100 }
const drawTable = (random: Random) => {
  const cells = new Float64Array(4)
  resampleCounts(random, Object.values(tables), cells)
  return { k: 2, cells }
}

/** y = 3x + noise, predicted by 3x: R² = 9/(9 + 4), mean |e| = 2√(2/π). */
function drawErrors(random: Random) {
  const sums = { n: 0, shift: 0, e: 0, absolute: 0, e2: 0, e4: 0, t: 0, t2: 0, t3: 0, t4: 0, e2t: 0, e2t2: 0, relativeN: 0, relative: 0, relative2: 0 }
  for (let at = 0; at < 200; at++) {
    const prediction = 3 * normal(random)
    const [e, t] = [2 * normal(random), prediction]
    const y = t - e
    sums.n++
    sums.e += e
    sums.absolute += Math.abs(e)
    sums.e2 += e ** 2
    sums.e4 += e ** 4
    sums.t += y
    sums.t2 += y ** 2
    sums.t3 += y ** 3
    sums.t4 += y ** 4
    sums.e2t += e ** 2 * y
    sums.e2t2 += e ** 2 * y ** 2
  }
  return sums
}

describe('95 % intervals hold the truth about as often as they say', () => {
  it.each([
    ['f1', (2 * 100) / (2 * 100 + 40 + 30)],
    ['mcc', (100 * 130 - 40 * 30) / Math.sqrt(140 * 130 * 170 * 160)],
    ['balanced_accuracy', (100 / 130 + 130 / 170) / 2],
  ] as const)('%s, resampled from counts', (name, truth) => {
    const found = share(250, truth, (random) => decisionEstimate(name, drawTable(random), { seed: random.next(), resamples: 1_000 }))
    expect(found).toBeGreaterThan(0.915)
    expect(found).toBeLessThan(0.985)
  })

  it.each([
    ['r2', 9 / 13],
    ['rmse', 2],
    ['mae', 2 * Math.sqrt(2 / Math.PI)],
  ] as const)('%s, from sums of powers', (name, truth) => {
    const found = share(1_000, truth, (random) => regressionEstimate(name, drawErrors(random)))
    expect(found).toBeGreaterThan(0.925)
    expect(found).toBeLessThan(0.975)
  })
})
