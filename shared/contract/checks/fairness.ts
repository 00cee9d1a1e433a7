import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { measure, resultHead, threshold, type Threshold } from './common.ts'

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

export const metricName = z.enum([
  'demographic_parity_difference',
  'demographic_parity_ratio',
  'equalized_odds_difference',
  'equal_opportunity_difference',
  'predictive_parity_difference',
  'impact_ratio',
])
export type MetricName = z.infer<typeof metricName>

export const defaultThresholds: Record<MetricName, Threshold> = {
  demographic_parity_difference: { max: 0.1, source: 'Countersign default' },
  demographic_parity_ratio: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
  equalized_odds_difference: { max: 0.1, source: 'Countersign default' },
  equal_opportunity_difference: { max: 0.1, source: 'Countersign default' },
  predictive_parity_difference: { max: 0.1, source: 'Countersign default' },
  impact_ratio: { min: 0.8, source: '29 CFR 1607.4(D), four-fifths' },
}

export const fairnessColumns = z.strictObject({
  label: z.string().min(1),
  positive: z.string().min(1),
  /** A column of decisions, or a score with a threshold: score ≥ threshold is positive. */
  decision: z.union([
    z.strictObject({ kind: z.literal('prediction'), column: z.string().min(1) }),
    z.strictObject({ kind: z.literal('score'), column: z.string().min(1), threshold: z.number() }),
  ]),
  groups: z.array(z.string().min(1)).min(1, 'name at least one group column').max(6, 'at most six group columns'),
})

/** What is fixed before anything about groups is known. Entry `check.declared/v1` holds it. */
export const fairnessSettings = z.strictObject({
  columns: fairnessColumns,
  thresholds: z.partialRecord(metricName, threshold),
  minimumGroup: z.number().int().min(1).max(1_000_000),
  /** Every rate needs at least this many cases in its denominator to be judged. */
  minimumDenominator: z.number().int().min(1).max(1_000_000),
  confidence: z.literal(0.95),
  missing: z.array(z.string()),
})
export type FairnessSettings = z.infer<typeof fairnessSettings>

/** `value` null has a `reason`; `low`/`high` bound the 95 % interval; a suppressed rate is shown but judged by nobody. */
export const rate = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  num: z.number().int(),
  den: z.number().int(),
  reason: z.string().optional(),
  suppressed: z.boolean().optional(),
})
export type Rate = z.infer<typeof rate>

export const groupResult = z.strictObject({
  by: z.record(z.string(), z.string()),
  n: z.number().int(),
  tp: z.number().int(),
  fp: z.number().int(),
  fn: z.number().int(),
  tn: z.number().int(),
  sufficient: z.boolean(),
  rates: z.record(rateName, rate),
})
export type GroupResult = z.infer<typeof groupResult>

export const metricResult = measure.extend({
  name: metricName,
  /** The two groups the value stands between: highest and lowest. */
  between: z.tuple([z.record(z.string(), z.string()), z.record(z.string(), z.string())]).nullable(),
  /** For the impact ratio: every group against the best one. */
  ratios: z
    .array(z.strictObject({ by: z.record(z.string(), z.string()), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }))
    .optional(),
})
export type MetricResult = z.infer<typeof metricResult>

export const fairnessResult = z.strictObject({
  ...resultHead,
  check: z.literal('fairness'),
  settings: fairnessSettings,
  groups: z.array(groupResult),
  metrics: z.array(metricResult),
})
export type FairnessResult = z.infer<typeof fairnessResult>

/** What a person chooses; the rest of the settings is filled in and spelled out. Thresholds left out are not judged. */
export const fairnessChoices = z.object({
  columns: fairnessColumns,
  thresholds: z.partialRecord(metricName, threshold).default(defaultThresholds),
  minimumGroup: z.number().int().min(1).max(1_000_000).default(30),
})

export const fairnessRun = z.object({ check: z.literal('fairness'), version: numberedRef, inputs: z.object({ data: filePath }), settings: fairnessChoices })
