import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { measure, overTestSet, resultHead } from './common.ts'
import { fairnessChoices, fairnessSettings, metricName } from './fairness-settings.ts'

export * from './fairness-settings.ts'

export const rateName = z.enum([
  'selection_rate',
  'true_positive_rate',
  'false_positive_rate',
  'false_negative_rate',
  'true_negative_rate',
  'positive_predictive_value',
  'negative_predictive_value',
  'accuracy',
  'base_rate',
])
export type RateName = z.infer<typeof rateName>

const whole = z.number().int()
const by = z.record(z.string(), z.string())
export type By = z.infer<typeof by>
/** Which class, or which k, a group or metric speaks of, where there are several: `class = setosa`, `top 10`. */
const view = z.string().optional()

/** A number with its 95 % interval; null where it is undefined, with the `reason`. */
export const estimate = z.strictObject({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), reason: z.string().optional() })
export type Estimate = z.infer<typeof estimate>

/**
 * `value` null has a `reason`; `low`/`high` bound the 95 % interval; a suppressed rate is shown but judged by nobody. With weights `num` and `den` still count
 * rows; the value is of weights, and the interval rests on `effective` rows.
 */
export const rate = estimate.extend({ num: whole, den: whole, effective: z.number().optional(), suppressed: z.boolean().optional() })
export type Rate = z.infer<typeof rate>

export const groupResult = z.strictObject({
  by,
  view,
  n: whole,
  selected: whole,
  /** Absent where there is no label. */
  tp: whole.optional(),
  fp: whole.optional(),
  fn: whole.optional(),
  tn: whole.optional(),
  /** Σw and Σw² of the rows, where they have weights. */
  weight: z.strictObject({ sum: z.number(), squares: z.number() }).optional(),
  sufficient: z.boolean(),
  /** Those that need a label are undefined where there is none, with the reason `no_label`. */
  rates: z.record(rateName, rate),
})
export type GroupResult = z.infer<typeof groupResult>

/** How many decisions would have to be other ones for the verdict to turn. */
export const flips = z.strictObject({ to: z.enum(['pass', 'fail']), persons: whole, of: z.array(by) })
export type Flips = z.infer<typeof flips>

export const metricResult = measure.extend({
  name: metricName,
  view,
  /** The two groups the value stands between: highest and lowest; the reference second where there is one. */
  between: z.tuple([by, by]).nullable(),
  /** For the impact ratio: every group against the best one. */
  ratios: z.array(z.strictObject({ by, value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })).optional(),
  /** From the counts of all compared groups, drawn again; for the choice of the pair that differs most, too. */
  bootstrap: z.strictObject({ low: z.number(), high: z.number(), method: z.enum(['bca', 'percentile']), defined: whole }).optional(),
  flips: flips.optional(),
})
export type MetricResult = z.infer<typeof metricResult>

/** One group's rate against the reference's. `p` is of `test`; `adjusted` holds for all comparisons of the rate within the grouping (Holm). */
export const comparison = z.strictObject({
  over: z.array(z.string()),
  view,
  rate: rateName,
  by,
  reference: by,
  difference: estimate,
  ratio: estimate,
  test: z.enum(['z', 'fisher']).nullable(),
  z: z.number().nullable(),
  p: z.number().nullable(),
  adjusted: z.number().nullable(),
})
export type Comparison = z.infer<typeof comparison>

/** A group against the reference within strata that are alike in the control columns: pooled by Mantel and Haenszel. */
export const conditional = z.strictObject({
  over: z.array(z.string()),
  view,
  rate: z.enum(['selection_rate', 'true_positive_rate', 'false_positive_rate']),
  by,
  reference: by,
  crude: z.number().nullable(),
  difference: estimate,
  ratio: estimate,
  oddsRatio: estimate,
  /** Cochran, Mantel, Haenszel: alike in every stratum. */
  p: z.number().nullable(),
  strata: z.array(z.strictObject({ stratum: by, num: whole, den: whole, referenceNum: whole, referenceDen: whole })),
})
export type Conditional = z.infer<typeof conditional>

export const representationRow = z.strictObject({
  by,
  n: whole,
  share: rate,
  benchmark: z.number(),
  ratio: estimate,
  source: z.string(),
})
export type RepresentationRow = z.infer<typeof representationRow>

/** Rows of a group that could not be used, by reason. */
export const missingByGroup = z.strictObject({ by, read: whole, missing: z.record(z.string(), whole) })

/** A table as 6 RCNY 5-301 asks for; `reason` says why a category has no impact ratio. */
export const auditTable = z.strictObject({
  over: z.array(z.string()),
  view,
  kind: z.enum(['selection', 'scoring']),
  assessed: whole,
  /** Not in the table because the category is unknown. */
  unknown: whole,
  rows: z.array(z.strictObject({ by, applicants: whole, selected: whole, share: z.number(), rate: z.number().nullable(), ratio: z.number().nullable(), reason: z.string().optional() })),
})
export type AuditTable = z.infer<typeof auditTable>

/** Scores of a group, and how they keep what they promise. */
export const scoreGroup = z.strictObject({
  by,
  n: whole,
  positives: whole,
  sufficient: z.boolean(),
  mean: estimate,
  deviation: z.number().nullable(),
  auc: estimate,
  brier: z.number().nullable(),
  logLoss: z.number().nullable(),
  /** Expected calibration error over ten bins of equal width; `gap`: mean score − share of positives. */
  calibrationError: z.number().nullable(),
  gap: estimate,
  /** Standardized difference of means from everybody else, and the largest distance of the two distributions (Kolmogorov, Smirnov). */
  standardized: estimate,
  distance: z.number().nullable(),
  p: z.number().nullable(),
  bins: z.array(z.strictObject({ from: z.number(), to: z.number(), n: whole, mean: z.number(), rate: z.number(), low: z.number(), high: z.number() })),
})
export type ScoreGroup = z.infer<typeof scoreGroup>

/** Errors of a group where a number is predicted: error = prediction − label. */
export const errorGroup = z.strictObject({
  by,
  n: whole,
  sufficient: z.boolean(),
  meanLabel: z.number(),
  meanPrediction: z.number(),
  meanError: estimate,
  mae: estimate,
  rmse: estimate,
  r2: z.number().nullable(),
  standardized: estimate,
  distance: z.number().nullable(),
  p: z.number().nullable(),
})
export type ErrorGroup = z.infer<typeof errorGroup>

/** Attention that a group gets: the mean of 1/log₂(1 + place); `skew`: ln of its share among the first k over its share of all. */
export const exposureGroup = z.strictObject({
  by,
  n: whole,
  sufficient: z.boolean(),
  exposure: estimate,
  cutoffs: z.array(z.strictObject({ k: whole, selected: whole, share: z.number().nullable(), skew: z.number().nullable() })),
})
export type ExposureGroup = z.infer<typeof exposureGroup>

/** Stored canonically as a blob; charts, tables and PDFs are drawn from it alone. docs/formats/check-result.md */
export const fairnessResult = z.strictObject({
  ...resultHead,
  check: z.literal('fairness'),
  settings: fairnessSettings,
  groups: z.array(groupResult),
  metrics: z.array(metricResult),
  comparisons: z.array(comparison),
  conditional: z.array(conditional).optional(),
  representation: z.array(representationRow).optional(),
  missing: z.array(missingByGroup).optional(),
  audit: z.array(auditTable).optional(),
  /** Of all scores, where decisions are made by it. */
  median: z.number().optional(),
  scores: z.array(scoreGroup).optional(),
  errors: z.array(errorGroup).optional(),
  exposure: z.array(exposureGroup).optional(),
})
export type FairnessResult = z.infer<typeof fairnessResult>

export const fairnessRun = z.strictObject({ check: z.literal('fairness'), version: numberedRef, inputs: z.strictObject({ data: filePath }), ...overTestSet, settings: fairnessChoices })
