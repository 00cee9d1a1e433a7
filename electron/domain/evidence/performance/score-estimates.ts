import type { AucCounts, PerformanceEstimate, PerformanceMetric, ScoreSums } from '../../../../shared/contract/evidence.ts'
import { type AucSums, toAuc } from '../statistics/auc.ts'
import { bootstrapCounts } from '../statistics/bootstrap.ts'
import { type CalibrationBin, expectedCalibrationError } from '../statistics/calibration.ts'
import { z95 } from '../statistics/distributions.ts'
import { meanInterval } from '../statistics/means.ts'
import { type Resampling, undefinedEstimate } from './decision-estimates.ts'

/** Positives and negatives of neighbouring scores, from the highest down. */
export type ScoreGroups = readonly (readonly [number, number])[]

export const toSums = ({ positives, negatives, ranks, positiveSquares, negativeSquares }: AucCounts): AucSums => ({
  positives: BigInt(positives),
  negatives: BigInt(negatives),
  ranks: BigInt(ranks),
  positiveSquares: BigInt(positiveSquares),
  negativeSquares: BigInt(negativeSquares),
})

/** Metrics of scores with their intervals. `groups` are at hand for whole files only; windows and segments have none. */
export function scoreEstimate(name: PerformanceMetric, sums: ScoreSums, groups: ScoreGroups | null, resampling: Resampling): PerformanceEstimate {
  const { n } = sums
  const cases = Math.min(Number(sums.auc.positives), Number(sums.auc.negatives))
  if (n === 0) return undefinedEstimate(name, 0, 0, 'no_scores')
  if (name === 'auc_roc') return aucEstimate(sums, cases)
  if (name === 'average_precision') return precisionEstimate(sums, groups, Number(sums.auc.positives), resampling)
  if (sums.bins === null) return undefinedEstimate(name, n, n, 'score_outside_0_1')
  if (name === 'ece') return calibrationEstimate(sums.bins, n, resampling)
  const total = (name === 'brier' ? sums.brier : sums.logLoss) as NonNullable<ScoreSums['brier']>
  return meanEstimate(name, n, total)
}

function aucEstimate({ auc, n }: ScoreSums, cases: number): PerformanceEstimate {
  const found = toAuc(toSums(auc))
  if (!found) return undefinedEstimate('auc_roc', n, cases, 'one_class')
  return { name: 'auc_roc', value: found.value, low: found.low, high: found.high, n, cases, method: found.method }
}

/** Σx/n with Student's interval. */
export function meanEstimate(name: PerformanceMetric, n: number, { sum, squares }: { sum: number; squares: number }): PerformanceEstimate {
  const mean = sum / n
  const interval = meanInterval({ n, mean, squares: Math.max(0, squares - n * mean * mean) })
  return { name, value: mean, low: interval?.low ?? null, high: interval?.high ?? null, n, cases: n, method: interval ? 'student' : 'none' }
}

/**
 * Average precision Σ (Rᵢ − Rᵢ₋₁) Pᵢ over thresholds, without interpolation, as in scikit-learn; its value is of the exact scores. The interval is resampled from
 * at most 500 groups of neighbouring scores and moved by the difference that grouping makes to the value; without groups it is the logit interval over positives.
 */
function precisionEstimate({ averagePrecision: value, n }: ScoreSums, groups: ScoreGroups | null, cases: number, resampling: Resampling): PerformanceEstimate {
  const name = 'average_precision'
  if (value === null) return undefinedEstimate(name, n, cases, 'one_class')
  if (!groups) return { name, value, ...logitInterval(value, cases), n, cases }
  const interval = bootstrapCounts([groups.flat()], ([counts]) => averagePrecision(counts as Float64Array), resampling)
  if (!interval) return { name, value, low: null, high: null, n, cases, method: 'none' }
  const moved = value - (averagePrecision(groups.flat()) ?? value)
  return { name, value, low: Math.max(0, interval.low + moved), high: Math.min(1, interval.high + moved), n, cases, method: 'bootstrap' }
}

/** logit(A) ± z/√(P·A(1−A)), mapped back: K. Boyd et al., ECML PKDD 2013, 451–466. Undefined at 0 and 1. */
function logitInterval(value: number, positives: number): Pick<PerformanceEstimate, 'low' | 'high' | 'method'> {
  if (!(value > 0 && value < 1)) return { low: null, high: null, method: 'none' }
  const centre = Math.log(value / (1 - value))
  const half = z95 / Math.sqrt(positives * value * (1 - value))
  const back = (logit: number) => 1 / (1 + Math.exp(-logit))
  return { low: back(centre - half), high: back(centre + half), method: 'logit' }
}

/** Over pairs of positives and negatives, from the highest score down. Without positives undefined. */
export function averagePrecision(counts: ArrayLike<number>): number | null {
  let [tp, fp, total] = [0, 0, 0]
  for (let at = 0; at < counts.length; at += 2) {
    const positives = counts[at] as number
    tp += positives
    fp += counts[at + 1] as number
    if (positives > 0) total += (positives * tp) / (tp + fp)
  }
  return tp === 0 ? null : total / tp
}

/** Resampled from positives and negatives by bin, each bin keeping its mean score. */
function calibrationEstimate(bins: readonly CalibrationBin[], n: number, resampling: Resampling): PerformanceEstimate {
  const value = expectedCalibrationError(bins) as number
  const means = bins.map((bin) => (bin.n === 0 ? 0 : bin.scores / bin.n))
  const interval = bootstrapCounts(
    [bins.flatMap((bin) => [bin.positives, bin.n - bin.positives])],
    ([counts]) =>
      expectedCalibrationError(
        means.map((mean, at) => {
          const positives = counts?.[2 * at] as number
          const rows = positives + (counts?.[2 * at + 1] as number)
          return { n: rows, scores: mean * rows, positives }
        }),
      ),
    resampling,
  )
  return { name: 'ece', value, low: interval?.low ?? null, high: interval?.high ?? null, n, cases: n, method: interval ? 'bootstrap' : 'none' }
}
