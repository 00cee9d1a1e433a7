import { bootstrapCounts } from '../../../../electron/domain/evidence/statistics/bootstrap.ts'
import { toAuc, toAucSums } from '../../../../electron/domain/evidence/statistics/auc.ts'
import { type Interval, katz, newcombe, wilson } from '../../../../electron/domain/evidence/statistics/intervals.ts'
import { pooledDifference, pooledRatio } from '../../../../electron/domain/evidence/statistics/mantel-haenszel.ts'
import { meanInterval, welch } from '../../../../electron/domain/evidence/statistics/means.ts'
import { createRandom, type Random } from '../../../../electron/domain/evidence/statistics/random.ts'
import { drawBinomial } from '../../../../electron/domain/evidence/statistics/resampling.ts'
import { toMoments } from '../../../../electron/domain/evidence/statistics/summation.ts'

/** One interval in one situation: draws data of which the truth is known and makes the interval; null where it is undefined. */
export interface Situation {
  name: string
  truth: number
  draw(random: Random): Interval | null
}

/** Scores 0 to 8 are binomial, with a higher chance for positives. */
const [positiveChance, negativeChance] = [0.6, 0.45]

/** Situations as checks meet them: groups of some tens to some thousands, rates from rare to even. */
export const situations: readonly Situation[] = [
  // A count takes whole values, so that at one rate coverage swings (n = 100, p = 0.1: 93.6 %); over all rates it keeps its promise.
  ...[30, 100, 310, 2_000].map((n) => ({
    name: `Wilson, n = ${n}, any rate from 0.02 to 0.98`,
    truth: 0,
    draw: (random: Random) => {
      const p = 0.02 + 0.96 * random.fraction()
      const { low, high } = wilson(drawBinomial(random, n, p), n)
      return { low: low - p, high: high - p }
    },
  })),
  ...[[60, 0.5, 80, 0.4], [310, 0.73, 690, 0.77], [1_500, 0.05, 400, 0.08]].map(([n1, p1, n2, p2]) => ({
    name: `Newcombe, ${n1} at ${p1} and ${n2} at ${p2}`,
    truth: p1! - p2!,
    draw: (random: Random) => newcombe(drawBinomial(random, n1!, p1!), n1!, drawBinomial(random, n2!, p2!), n2!),
  })),
  ...[[100, 0.5, 120, 0.4], [310, 0.73, 690, 0.77]].map(([n1, p1, n2, p2]) => ({
    name: `Katz, ${n1} at ${p1} and ${n2} at ${p2}`,
    truth: p1! / p2!,
    draw: (random: Random) => katz(drawBinomial(random, n1!, p1!), n1!, drawBinomial(random, n2!, p2!), n2!),
  })),
  { name: 'Mantel–Haenszel difference, three strata', truth: 0.1, draw: (random) => pooledDifference(drawStrata(random, (p) => p + 0.1)) },
  { name: 'Mantel–Haenszel ratio, three strata', truth: 1.25, draw: (random) => pooledRatio(drawStrata(random, (p) => p * 1.25)) },
  { name: 'DeLong, 150 and 250 of nine scores', truth: aucTruth(), draw: (random) => toAuc(toAucSums(drawScores(random, 150, 250))) },
  { name: 'mean of 30, Student', truth: 1, draw: (random) => meanInterval(toMoments(Array.from({ length: 30 }, () => 1 + normal(random)))) },
  { name: 'Welch, 25 and 60', truth: 1, draw: (random) => welch(toMoments(Array.from({ length: 25 }, () => 2 + normal(random))), toMoments(Array.from({ length: 60 }, () => 1 + 3 * normal(random)))) },
]

/** Slower by a thousand resamples each. */
export const bootstrapSituation: Situation = {
  name: 'bootstrap BCa of a difference, 310 at 0.73 and 690 at 0.77',
  truth: 0.73 - 0.77,
  draw(random) {
    const counts = [[310, 0.73], [690, 0.77]].map(([n, p]) => {
      const k = drawBinomial(random, n!, p!)
      return [k, n! - k]
    })
    return bootstrapCounts(counts, (strata) => rate(strata[0]!) - rate(strata[1]!), { seed: random.next(), resamples: 1_000 })
  },
}

const rate = (counts: ArrayLike<number>): number => counts[0]! / (counts[0]! + counts[1]!)

/** Share of intervals that hold the truth; undefined ones hold nothing. */
export function coverage({ truth, draw }: Situation, { seed, runs }: { seed: number; runs: number }): number {
  const random = createRandom(seed)
  let held = 0
  for (let run = 0; run < runs; run++) {
    const found = draw(random)
    if (found !== null && found.low <= truth && truth <= found.high) held++
  }
  return held / runs
}

function drawStrata(random: Random, other: (p: number) => number) {
  return [[120, 90, 0.2], [60, 200, 0.4], [150, 150, 0.6]].map(([n1, n2, p]) => ({ k1: drawBinomial(random, n1!, other(p!)), n1: n1!, k2: drawBinomial(random, n2!, p!), n2: n2! }))
}

function drawScores(random: Random, positives: number, negatives: number) {
  const cells = Array.from({ length: 9 }, (_, score) => ({ score, positives: 0, negatives: 0 }))
  for (let at = 0; at < positives; at++) cells[drawBinomial(random, 8, positiveChance)]!.positives++
  for (let at = 0; at < negatives; at++) cells[drawBinomial(random, 8, negativeChance)]!.negatives++
  return cells
}

function aucTruth(): number {
  const density = (p: number) => Array.from({ length: 9 }, (_, k) => [1, 8, 28, 56, 70, 56, 28, 8, 1][k]! * p ** k * (1 - p) ** (8 - k))
  const [up, down] = [density(positiveChance), density(negativeChance)]
  return up.reduce((total, a, i) => total + down.reduce((inner, b, j) => inner + a * b * (i > j ? 1 : i === j ? 0.5 : 0), 0), 0)
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction())
}
