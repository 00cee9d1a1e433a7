import type { Estimate, ScoreGroup } from '../../../../shared/contract/evidence.ts'
import { toAuc } from '../statistics/auc.ts'
import { expectedCalibrationError } from '../statistics/calibration.ts'
import { wilson } from '../statistics/intervals.ts'
import { kolmogorovSmirnovP } from '../statistics/kolmogorov.ts'
import { meanInterval, standardizedMeanDifference } from '../statistics/means.ts'
import { type Moments, sampleDeviation } from '../statistics/summation.ts'
import { type Combine, compareEstimates } from './between-estimates.ts'
import type { Disparity } from './disparities.ts'
import type { ScoreSums } from './facts.ts'
import { compareValues } from './groups.ts'
import type { Minimum } from './rates.ts'

/** What the scores of each group are worth; in the order of groupings, within them by value. */
export function toScoreGroups(sums: readonly ScoreSums[], minimum: Minimum): ScoreGroup[] {
  return inOrder(sums).map((one) => {
    const { score, auc, probability } = one
    const positives = Number(auc.positives)
    const curve = toAuc(auc)
    return {
      by: toBy(one),
      n: score.n,
      positives,
      sufficient: score.n >= minimum.group,
      mean: toMean(score),
      deviation: score.n < 2 ? null : sampleDeviation(score),
      auc: curve === null ? { ...undefinedEstimate, reason: 'denominator_zero' } : { value: curve.value, low: curve.low, high: curve.high },
      brier: probability === null ? null : probability.squaredError / score.n,
      logLoss: probability === null ? null : probability.logLoss / score.n,
      calibrationError: probability === null ? null : expectedCalibrationError(probability.bins),
      gap: probability === null ? { ...undefinedEstimate, reason: 'not_a_probability' } : toGap(score, positives, probability.squaredError),
      ...toDistance(one.distance, score, one.rest),
      bins: (probability?.bins ?? []).flatMap((bin, at) => toBin(bin, at)),
    }
  })
}

export const undefinedEstimate: Estimate = { value: null, low: null, high: null }

export function toMean(moments: Moments): Estimate {
  const interval = meanInterval(moments)
  return { value: moments.n === 0 ? null : moments.mean, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** Mean of score − label; its spread from Σ(score − label)². */
function toGap({ n, mean }: Moments, positives: number, squaredError: number): Estimate {
  const value = mean - positives / n
  return toMean({ n, mean: value, squares: Math.max(0, squaredError - n * value * value) })
}

/** One group's values against everybody else's. */
export function toDistance(distance: number, own: Moments, rest: Moments): Pick<ScoreGroup, 'standardized' | 'distance' | 'p'> {
  const apart = standardizedMeanDifference(own, rest)
  if (rest.n === 0) return { standardized: { ...undefinedEstimate, reason: 'single_group' }, distance: null, p: null }
  return { standardized: apart ?? { ...undefinedEstimate, reason: 'denominator_zero' }, distance, p: kolmogorovSmirnovP(distance, own.n, rest.n) }
}

function toBin({ n, scores, positives }: { n: number; scores: number; positives: number }, at: number): ScoreGroup['bins'] {
  return n === 0 ? [] : [{ from: at / 10, to: (at + 1) / 10, n, mean: scores / n, rate: positives / n, ...wilson(positives, n) }]
}

export const toBy = ({ over, values }: { over: readonly string[]; values: readonly string[] }): Record<string, string> =>
  Object.fromEntries(over.map((column, at) => [column, values[at] as string]))

/** In the order of groupings as they come, within them by value. */
export function inOrder<T extends { over: string[]; values: string[] }>(sums: readonly T[]): T[] {
  return [...Map.groupBy(sums, ({ over }) => over.join('\0')).values()].flatMap((members) => members.toSorted((a, b) => compareValues(a.values, b.values)))
}

export type ScoreMetric = 'auc_difference' | 'calibration_error' | 'calibration_gap' | 'brier_score_difference' | 'score_mean_difference' | 'score_distance'

const parts: Record<ScoreMetric, { combine: Combine; of(group: ScoreGroup, minimum: Minimum): Estimate }> = {
  /** Highest − lowest AUC, of groups with enough of both classes. */
  auc_difference: { combine: 'difference', of: (group, minimum) => (Math.min(group.positives, group.n - group.positives) < minimum.denominator ? undefinedEstimate : group.auc) },
  /** The largest ECE of a group. */
  calibration_error: { combine: 'largest', of: ({ calibrationError }) => ({ ...undefinedEstimate, value: calibrationError }) },
  /** Mean score − share of positives, of the group farthest from 0. */
  calibration_gap: { combine: 'farthest', of: ({ gap }) => gap },
  /** Highest − lowest Brier score. */
  brier_score_difference: { combine: 'difference', of: ({ brier }) => ({ ...undefinedEstimate, value: brier }) },
  /** Standardized difference of means from everybody else, of the group farthest off. */
  score_mean_difference: { combine: 'farthest', of: ({ standardized }) => standardized },
  /** The largest distance of a group's distribution from everybody else's. */
  score_distance: { combine: 'largest', of: ({ distance }) => ({ ...undefinedEstimate, value: distance }) },
}

export function findScoreDisparity(name: ScoreMetric, groups: readonly ScoreGroup[], minimum: Minimum): Disparity {
  const { combine, of } = parts[name]
  return compareEstimates(groups.map((group) => ({ by: group.by, n: group.n, sufficient: group.sufficient, of: of(group, minimum) })), combine)
}
