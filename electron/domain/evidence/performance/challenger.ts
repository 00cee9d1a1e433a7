import type { BusinessValue, ChallengerResult, ModelComparison, PerformanceMetric, PerformanceSettings } from '../../../../shared/contract/evidence.ts'
import { bootstrapCounts } from '../statistics/bootstrap.ts'
import { studentTwoSided, twoSidedNormal, z95 } from '../statistics/distributions.ts'
import { meanInterval } from '../statistics/means.ts'
import { pairedAucDifference } from '../statistics/paired-auc.ts'
import { mcnemar } from '../statistics/proportions.ts'
import { worths, worthSums } from './business.ts'
import { type Table, valueOf } from './confusion.ts'
import type { JointCell, JointCounts, JointErrors, RankSums } from './facts.ts'

/** As few rows that only one model has right, and McNemar's test is made exactly. */
const fewDiscordant = 25

const compared = {
  binary: ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'balanced_accuracy', 'mcc'],
  multiclass: ['accuracy', 'balanced_accuracy', 'f1_macro', 'mcc'],
  regression: [],
} as const satisfies Record<PerformanceSettings['task'], readonly PerformanceMetric[]>

/** Challenger − champion over the rows that both speak of. */
export function toChallenger(joint: JointCounts, settings: PerformanceSettings, k: number): ChallengerResult {
  if (joint.errors) return { n: joint.errors.n, comparisons: compareErrors(joint.errors), mcnemar: null }
  const { cells } = joint
  const decisions = compared[settings.task].map((name) => compareDecisions(name, cells, k, settings))
  const scores = joint.ranks ? [compareAreas(joint.ranks)] : []
  const business = settings.business ? [compareWorth(cells, settings.business)] : []
  return { n: cells.reduce((total, { rows }) => total + rows, 0), comparisons: [...decisions, ...scores, ...business], mcnemar: toMcnemar(cells) }
}

/** Paired: rows are resampled with both decisions on them, so that what the models share cancels out. */
function compareDecisions(name: PerformanceMetric, cells: readonly JointCell[], k: number, { bootstrap }: PerformanceSettings): ModelComparison {
  const value = (counts: ArrayLike<number>, whose: 'champion' | 'challenger') => valueOf(name, toTable(cells, counts, whose, k))
  const counts = cells.map(({ rows }) => rows)
  const [champion, challenger] = [value(counts, 'champion'), value(counts, 'challenger')]
  if (champion === null || challenger === null) return { name, champion, challenger, difference: null, low: null, high: null, p: null, method: 'none', reason: 'denominator_zero' }
  const interval = bootstrapCounts(
    [counts],
    ([drawn]) => {
      const [a, b] = [value(drawn as Float64Array, 'champion'), value(drawn as Float64Array, 'challenger')]
      return a === null || b === null ? null : b - a
    },
    bootstrap,
  )
  return { name, champion, challenger, difference: challenger - champion, low: interval?.low ?? null, high: interval?.high ?? null, p: null, method: interval ? 'bootstrap' : 'none' }
}

function toTable(cells: readonly JointCell[], counts: ArrayLike<number>, whose: 'champion' | 'challenger', k: number): Table {
  const table = new Float64Array(k * k)
  cells.forEach((cell, at) => {
    const index = cell.truth * k + cell[whose]
    table[index] = (table[index] as number) + (counts[at] as number)
  })
  return { k, cells: table }
}

function compareAreas(ranks: RankSums): ModelComparison {
  const sums = (at: 0 | 1) => ({
    positives: BigInt(ranks.positives),
    negatives: BigInt(ranks.negatives),
    ranks: BigInt(ranks.ranks[at]),
    positiveSquares: BigInt(ranks.positiveSquares[at]),
    negativeSquares: BigInt(ranks.negativeSquares[at]),
  })
  const found = pairedAucDifference(sums(0), sums(1), { positives: BigInt(ranks.crossPositives), negatives: BigInt(ranks.crossNegatives) })
  const name = 'auc_roc'
  if (!found) return { name, champion: null, challenger: null, difference: null, low: null, high: null, p: null, method: 'none', reason: 'one_class' }
  const { first, second, difference, low, high, p } = found
  return { name, champion: first, challenger: second, difference, low, high, p, method: 'delong' }
}

/** The mean of each row's difference in worth, ± z·s/√n. */
function compareWorth(cells: readonly JointCell[], business: BusinessValue): ModelComparison {
  const name = 'business_value'
  const worth = worths(business)
  const of = (truth: number, decision: number) => worth[2 * truth + decision] as { fixed: number; perUnit: number }
  const stakes = cells.map(({ stake }) => stake ?? { n: 0, sum: 0, squares: 0 })
  const mean = (whose: 'champion' | 'challenger') => {
    const { n, sum } = worthSums(stakes, cells.map((cell) => of(cell.truth, cell[whose])))
    return n === 0 ? null : sum / n
  }
  const [champion, challenger] = [mean('champion'), mean('challenger')]
  const { n, sum, squares } = worthSums(stakes, cells.map(({ truth, champion: a, challenger: b }) => minus(of(truth, b), of(truth, a))))
  if (champion === null || challenger === null) return { name, champion, challenger, difference: null, low: null, high: null, p: null, method: 'none', reason: 'no_rows' }
  const difference = sum / n
  const error = Math.sqrt(Math.max(0, squares / n - difference * difference) / n)
  return { name, champion, challenger, difference, low: difference - z95 * error, high: difference + z95 * error, p: error === 0 ? Number(difference === 0) : twoSidedNormal(difference / error), method: 'normal' }
}

const minus = (a: { fixed: number; perUnit: number }, b: { fixed: number; perUnit: number }) => ({ fixed: a.fixed - b.fixed, perUnit: a.perUnit - b.perUnit })

function toMcnemar(cells: readonly JointCell[]): ChallengerResult['mcnemar'] {
  const count = (champion: boolean, challenger: boolean) =>
    cells.filter((cell) => (cell.champion === cell.truth) === champion && (cell.challenger === cell.truth) === challenger).reduce((total, { rows }) => total + rows, 0)
  const [onlyChampion, onlyChallenger] = [count(true, false), count(false, true)]
  const tests = mcnemar(onlyChampion, onlyChallenger)
  const isExact = onlyChampion + onlyChallenger < fewDiscordant
  return {
    bothRight: count(true, true),
    onlyChampion,
    onlyChallenger,
    bothWrong: count(false, false),
    ...(isExact ? { statistic: null, p: tests.exact, method: 'exact' as const } : { ...tests.chiSquare, method: 'chi-square' as const }),
  }
}

/** MAE by Student's paired test. RMSE: (MSE₂ − MSE₁) / (RMSE₁ + RMSE₂), the interval that of the mean squares over the same sum. */
function compareErrors({ n, absolute, squares, absoluteDifference, absoluteDifference2, squareDifference, squareDifference2 }: JointErrors): ModelComparison[] {
  const none = { champion: null, challenger: null, difference: null, low: null, high: null, p: null, method: 'none', reason: 'no_rows' } as const
  if (n === 0) return [{ name: 'mae', ...none }, { name: 'rmse', ...none }]
  const [a, b] = squares.map((total) => Math.sqrt(total / n)) as [number, number]
  return [
    pairedMean('mae', [absolute[0] / n, absolute[1] / n], { n, sum: absoluteDifference, squares: absoluteDifference2 }, 1),
    pairedMean('rmse', [a, b], { n, sum: squareDifference, squares: squareDifference2 }, a + b),
  ]
}

function pairedMean(name: PerformanceMetric, [champion, challenger]: [number, number], { n, sum, squares }: { n: number; sum: number; squares: number }, scale: number): ModelComparison {
  const mean = sum / n
  const moments = { n, mean, squares: Math.max(0, squares - n * mean * mean) }
  const interval = meanInterval(moments)
  const error = n < 2 ? 0 : Math.sqrt(moments.squares / (n - 1) / n)
  const p = n < 2 ? null : error === 0 ? Number(mean === 0) : studentTwoSided(mean / error, n - 1)
  if (scale === 0) return { name, champion, challenger, difference: 0, low: null, high: null, p: null, method: 'none', reason: 'no_errors' }
  return { name, champion, challenger, difference: mean / scale, low: interval && interval.low / scale, high: interval && interval.high / scale, p, method: interval ? 'student' : 'none' }
}
