import * as z from 'zod'
import { threshold, type Threshold } from './common.ts'

/**
 * What is decided: `binary` yes or no; `multiclass` one of several classes, each judged against the rest; `ranking` a place in a list, judged by who is
 * among the first k; `regression` a number.
 */
export const fairnessTask = z.enum(['binary', 'multiclass', 'ranking', 'regression'])
export type FairnessTask = z.infer<typeof fairnessTask>

export const metricName = z.enum([
  'demographic_parity_difference',
  'demographic_parity_ratio',
  'equalized_odds_difference',
  'equalized_odds_mean_difference',
  'equal_opportunity_difference',
  'predictive_equality_difference',
  'predictive_parity_difference',
  'false_negative_rate_ratio',
  'false_positive_rate_ratio',
  'accuracy_difference',
  'base_rate_difference',
  'impact_ratio',
  'statistical_parity_difference',
  'disparate_impact',
  'average_odds_difference',
  'generalized_entropy_index',
  'theil_index',
  'differential_fairness',
  'representation_ratio',
  'conditional_demographic_parity_difference',
  'conditional_impact_ratio',
  'conditional_equal_opportunity_difference',
  'conditional_predictive_equality_difference',
  'auc_difference',
  'calibration_error',
  'calibration_gap',
  'brier_score_difference',
  'score_mean_difference',
  'score_distance',
  'mean_error_difference',
  'mae_ratio',
  'rmse_ratio',
  'exposure_ratio',
])
export type MetricName = z.infer<typeof metricName>

/** The bound that a metric is judged by: a difference is good when small, a ratio when large. */
export const boundOf = (name: MetricName): 'max' | 'min' => (name.endsWith('_ratio') || name === 'disparate_impact' ? 'min' : 'max')

/** In units of the data, of logarithms or of standard deviations; all others lie between 0 and 1. */
export const unboundedMetrics: readonly MetricName[] = ['mean_error_difference', 'score_mean_difference', 'differential_fairness', 'generalized_entropy_index', 'theil_index']

/** Judged unless a person chooses otherwise: the metrics of decisions and outcomes that reviews usually ask for. */
export const defaultThresholds: Partial<Record<MetricName, Threshold>> = {
  demographic_parity_difference: { max: 0.1, source: 'Countersign default' },
  demographic_parity_ratio: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
  equalized_odds_difference: { max: 0.1, source: 'Countersign default' },
  equal_opportunity_difference: { max: 0.1, source: 'Countersign default' },
  predictive_parity_difference: { max: 0.1, source: 'Countersign default' },
  impact_ratio: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
}

/** What a threshold begins with where a person adds one. Those without a convention are shown and not proposed. */
export const proposedThresholds: Partial<Record<MetricName, Threshold>> = {
  ...defaultThresholds,
  equalized_odds_mean_difference: { max: 0.1, source: 'Countersign default' },
  predictive_equality_difference: { max: 0.1, source: 'Countersign default' },
  false_negative_rate_ratio: { min: 0.8, source: 'Aequitas default, 0.8 to 1.25' },
  false_positive_rate_ratio: { min: 0.8, source: 'Aequitas default, 0.8 to 1.25' },
  accuracy_difference: { max: 0.05, source: 'Countersign default' },
  statistical_parity_difference: { max: 0.1, source: 'Countersign default' },
  disparate_impact: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
  average_odds_difference: { max: 0.1, source: 'Countersign default' },
  representation_ratio: { min: 0.8, source: 'Countersign default' },
  conditional_demographic_parity_difference: { max: 0.1, source: 'Countersign default' },
  conditional_impact_ratio: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
  conditional_equal_opportunity_difference: { max: 0.1, source: 'Countersign default' },
  conditional_predictive_equality_difference: { max: 0.1, source: 'Countersign default' },
  auc_difference: { max: 0.05, source: 'Countersign default' },
  calibration_error: { max: 0.05, source: 'Countersign default' },
  calibration_gap: { max: 0.05, source: 'Countersign default' },
  score_mean_difference: { max: 0.2, source: 'J. Cohen 1988, small effect' },
  mae_ratio: { min: 0.8, source: 'Countersign default' },
  rmse_ratio: { min: 0.8, source: 'Countersign default' },
  exposure_ratio: { min: 0.8, source: 'Countersign default' },
}

const column = z.string().min(1)

/** How a row's decision is read. A decision by `top` is one for every k of `cutoffs`. */
export const fairnessDecision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('prediction'), column }),
  /** Positive where score ≥ threshold. */
  z.strictObject({ kind: z.literal('score'), column, threshold: z.number() }),
  /** Positive where the score is above the median of all scores: a scoring rate of 6 RCNY 5-301(c). */
  z.strictObject({ kind: z.literal('median'), column }),
  /** Positive among the first k. `ascending`: 1 is first, as in a column of ranks; `descending`: the highest score is. `list` tells several lists apart. */
  z.strictObject({
    kind: z.literal('top'),
    column,
    order: z.enum(['ascending', 'descending']),
    list: column.optional(),
    cutoffs: z.array(z.number().int().min(1)).min(1, 'name at least one k').max(10, 'at most ten values of k'),
  }),
])
export type FairnessDecision = z.infer<typeof fairnessDecision>

export const fairnessColumns = z.strictObject({
  /** What turned out to be true; needed for every metric of errors. */
  label: column.optional(),
  /** The value of label and prediction that counts as positive; not for several classes, nor for numbers. */
  positive: z.string().min(1).optional(),
  decision: fairnessDecision,
  groups: z.array(column).min(1, 'name at least one group column').max(6, 'at most six group columns'),
  /** A score of the positive value, for AUC, calibration and the distances between groups' scores. */
  score: column.optional(),
  /** Groups are compared within rows that are alike in these. */
  controls: z.array(column).min(1).max(3, 'at most three control columns').optional(),
  /** How many persons a row stands for. */
  weight: column.optional(),
})
export type FairnessColumns = z.infer<typeof fairnessColumns>

/** Shares that groups should have, by value: a census, the applicants of a year. */
export const benchmark = z.strictObject({ column, shares: z.record(z.string(), z.number().min(0).max(1)), source: z.string() })

const wholeUpTo = (most: number) => z.number().int().min(1).max(most)

const choices = {
  columns: fairnessColumns,
  /** The group that others are held against, by column; else the one with the highest rate. */
  reference: z.record(z.string(), z.string()).optional(),
  benchmark: z.array(benchmark).max(6).optional(),
  /** Groups with a smaller share of the rows are reported and left out of ratios, without making the data insufficient (6 RCNY 5-301: 0.02). */
  minimumShare: z.number().min(0).max(0.5).optional(),
  /** Adds the tables that a rule asks for. */
  report: z.enum(['nyc_local_law_144']).optional(),
}

/** What is fixed before anything about groups is known. Entry `check.declared/v1` holds it. */
export const fairnessSettings = z.strictObject({
  ...choices,
  task: fairnessTask,
  thresholds: z.partialRecord(metricName, threshold),
  minimumGroup: wholeUpTo(1_000_000),
  /** Every rate needs at least this many cases in its denominator to be judged. */
  minimumDenominator: wholeUpTo(1_000_000),
  confidence: z.literal(0.95),
  /** `confidence`: fails only if the whole interval breaks the threshold, passes only if none of it does. */
  mode: z.enum(['point', 'confidence']),
  /** Of the bootstrap. */
  resamples: z.number().int().min(0).max(10_000),
  seed: z.number().int().min(0),
  missing: z.array(z.string()),
})
export type FairnessSettings = z.infer<typeof fairnessSettings>

/** What a person chooses; the rest of the settings is filled in and spelled out. A metric without a threshold is not judged. */
export const fairnessChoices = z.strictObject({
  ...choices,
  /** Left out: binary. */
  task: fairnessTask.optional(),
  /** Left out: the defaults that the inputs allow. */
  thresholds: z.partialRecord(metricName, threshold).optional(),
  minimumGroup: wholeUpTo(1_000_000).default(30),
  /** Left out: point. */
  mode: z.enum(['point', 'confidence']).optional(),
  /** Left out: 1,000. */
  resamples: z.number().int().min(0).max(10_000).optional(),
  /** Left out: 1. */
  seed: z.number().int().min(0).optional(),
  /** Further ways in which the file writes that there is no value, such as `Unknown`. */
  missing: z.array(z.string()).max(20).optional(),
})
