import type { FairnessSettings, MetricName, RateName } from '../../../../shared/contract/evidence.ts'
import { defaultThresholds } from '../../../../shared/contract/evidence.ts'
import { missingFor, type MetricInputs } from '../../../../shared/fairness-needs.ts'

export { missingFor } from '../../../../shared/fairness-needs.ts'

/** Rates that are compared, highest with lowest. `mean`: of the differences of several rates; else the larger one counts. */
export interface RateForm {
  kind: 'difference' | 'ratio'
  rates: readonly RateName[]
  mean?: boolean
}

/**
 * Metrics of rates, highest against lowest group. Sources: fairlearn.metrics (demographic_parity_*, equalized_odds_difference with worst case and mean,
 * equal_opportunity_difference), Aequitas (false rate parities), 29 CFR 1607.4(D) and 6 RCNY 5-301 (impact ratio).
 */
export const rateMetrics = {
  /** Highest − lowest selection rate; 0 to 1, 0 is parity. Interval: Newcombe. */
  demographic_parity_difference: { kind: 'difference', rates: ['selection_rate'] },
  /** Lowest / highest selection rate; 0 to 1, 1 is parity. Interval: Katz. */
  demographic_parity_ratio: { kind: 'ratio', rates: ['selection_rate'] },
  /** The larger of the differences in true and in false positive rates; 0 to 1, 0 is parity. Interval of the larger: Newcombe. */
  equalized_odds_difference: { kind: 'difference', rates: ['true_positive_rate', 'false_positive_rate'] },
  /** The mean of the two; 0 to 1, 0 is parity. Interval: the two of Newcombe put together (MOVER). */
  equalized_odds_mean_difference: { kind: 'difference', rates: ['true_positive_rate', 'false_positive_rate'], mean: true },
  /** Highest − lowest true positive rate; 0 to 1, 0 is parity. Interval: Newcombe. */
  equal_opportunity_difference: { kind: 'difference', rates: ['true_positive_rate'] },
  /** Highest − lowest false positive rate; 0 to 1, 0 is parity. Interval: Newcombe. */
  predictive_equality_difference: { kind: 'difference', rates: ['false_positive_rate'] },
  /** Highest − lowest positive predictive value; 0 to 1, 0 is parity. Interval: Newcombe. */
  predictive_parity_difference: { kind: 'difference', rates: ['positive_predictive_value'] },
  /** Lowest / highest false negative rate: error-rate balance. 0 to 1, 1 is parity. Interval: Katz. */
  false_negative_rate_ratio: { kind: 'ratio', rates: ['false_negative_rate'] },
  /** Lowest / highest false positive rate: error-rate balance. 0 to 1, 1 is parity. Interval: Katz. */
  false_positive_rate_ratio: { kind: 'ratio', rates: ['false_positive_rate'] },
  /** Highest − lowest accuracy: overall accuracy equality. 0 to 1, 0 is parity. Interval: Newcombe. */
  accuracy_difference: { kind: 'difference', rates: ['accuracy'] },
  /** Highest − lowest base rate: of the data, not of the model. 0 to 1, 0 is parity. Interval: Newcombe. */
  base_rate_difference: { kind: 'difference', rates: ['base_rate'] },
  /** Each group's selection rate / the highest of a group of sufficient size; the lowest decides; 0 to 1. Interval: Katz. */
  impact_ratio: { kind: 'ratio', rates: ['selection_rate'] },
} as const satisfies Partial<Record<MetricName, RateForm>>

export type RateMetric = keyof typeof rateMetrics
export const rateForm = (name: RateMetric): RateForm => rateMetrics[name]

/** Differences in one direction, 0 is parity: judged by their size. All others lie on one side of parity. */
const signedMetrics: readonly MetricName[] = [
  'statistical_parity_difference',
  'average_odds_difference',
  'conditional_demographic_parity_difference',
  'conditional_equal_opportunity_difference',
  'conditional_predictive_equality_difference',
  'calibration_gap',
  'score_mean_difference',
]
export const isSigned = (name: MetricName): boolean => signedMetrics.includes(name)

/** The defaults that the inputs allow: what is judged where a person says nothing. */
export function toDefaultThresholds(settings: MetricInputs & Pick<FairnessSettings, 'report'>): FairnessSettings['thresholds'] {
  // 6 RCNY 5-301 sets no pass mark.
  if (settings.report === 'nyc_local_law_144') return {}
  const entries = Object.entries(defaultThresholds) as [MetricName, NonNullable<FairnessSettings['thresholds'][MetricName]>][]
  return Object.fromEntries(entries.filter(([name]) => missingFor(name, settings) === null))
}
