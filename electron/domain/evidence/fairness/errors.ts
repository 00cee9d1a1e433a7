import type { ErrorGroup, Estimate } from '../../../../shared/contract/evidence.ts'
import { type Combine, compareEstimates } from './between-estimates.ts'
import type { Disparity } from './disparities.ts'
import type { ErrorSums } from './facts.ts'
import type { Minimum } from './rates.ts'
import { inOrder, toBy, toDistance, toMean } from './scores.ts'

/** Errors of each group, error = prediction − label: mean error, MAE, RMSE with Student's intervals (RMSE's is the root of that of the mean square), R². */
export function toErrorGroups(sums: readonly ErrorSums[], minimum: Minimum): ErrorGroup[] {
  return inOrder(sums).map((one) => ({
    by: toBy(one),
    n: one.error.n,
    sufficient: one.error.n >= minimum.group,
    meanLabel: one.label.mean,
    meanPrediction: one.prediction.mean,
    meanError: toMean(one.error),
    mae: toMean(one.absolute),
    rmse: toRoot(toMean(one.squared)),
    // 1 − Σ(error²)/Σ(label − mean)²; undefined where labels do not vary, as in scikit-learn's warning.
    r2: one.label.squares === 0 ? null : 1 - (one.squared.mean * one.squared.n) / one.label.squares,
    ...toDistance(one.distance, one.prediction, one.rest),
  }))
}

function toRoot({ value, low, high }: Estimate): Estimate {
  const root = (square: number | null) => (square === null ? null : Math.sqrt(Math.max(0, square)))
  return { value: root(value), low: root(low), high: root(high) }
}

export type ErrorMetric = 'mean_error_difference' | 'mae_ratio' | 'rmse_ratio'

const parts: Record<ErrorMetric, { combine: Combine; of(group: ErrorGroup): Estimate }> = {
  /** Highest − lowest mean error, in the units of the label. */
  mean_error_difference: { combine: 'difference', of: ({ meanError }) => meanError },
  /** Lowest / highest mean absolute error. */
  mae_ratio: { combine: 'ratio', of: ({ mae }) => mae },
  /** Lowest / highest root mean square error. */
  rmse_ratio: { combine: 'ratio', of: ({ rmse }) => rmse },
}

export function findErrorDisparity(name: ErrorMetric, groups: readonly ErrorGroup[]): Disparity {
  const { combine, of } = parts[name]
  return compareEstimates(groups.map((group) => ({ by: group.by, n: group.n, sufficient: group.sufficient, of: of(group) })), combine)
}
