import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { overTestSet, threshold, type Threshold } from './common.ts'

export const performanceTask = z.enum(['binary', 'multiclass', 'regression'])
export type PerformanceTask = z.infer<typeof performanceTask>

export const performanceMetric = z.enum([
  'accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'balanced_accuracy',
  'mcc',
  'auc_roc',
  'average_precision',
  'log_loss',
  'brier',
  'ece',
  'precision_micro',
  'recall_micro',
  'f1_micro',
  'precision_macro',
  'recall_macro',
  'f1_macro',
  'precision_weighted',
  'recall_weighted',
  'f1_weighted',
  'mae',
  'rmse',
  'r2',
  'mean_error',
  'mape',
  'business_value',
])
export type PerformanceMetric = z.infer<typeof performanceMetric>

const column = z.string().min(1)

/** What a model says of a row: its decision (or predicted number), its score, or a score with a cutoff: score ≥ cutoff is positive. */
export const modelColumns = z.strictObject({ prediction: column.nullable(), score: column.nullable(), cutoff: z.number().nullable() })
export type ModelColumns = z.infer<typeof modelColumns>

export const timePeriod = z.enum(['day', 'week', 'month', 'quarter', 'year'])

/** How the rows are cut into windows. `chunks`: as many, of equal size; `rows`: of so many rows, the last one may be smaller. In order of time where there is a time column, else of rows. */
export const windowRule = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('chunks'), count: z.number().int().min(2).max(500) }),
  z.strictObject({ by: z.literal('rows'), rows: z.number().int().min(1) }),
  z.strictObject({ by: z.literal('period'), period: timePeriod }),
])
export type WindowRule = z.infer<typeof windowRule>

/** When a window is an alert: worse than the reference by a share of its value, or beyond its mean ± so many standard deviations over equal chunks of it. */
export const alertRule = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('relative'), warn: z.number().positive().max(1), fail: z.number().positive().max(1), source: z.string() }),
  z.strictObject({ by: z.literal('deviations'), deviations: z.number().positive(), chunks: z.number().int().min(2).max(500), source: z.string() }),
])
export type AlertRule = z.infer<typeof alertRule>

/** A column whose values are segments; numbers are cut at `edges`, or into `bands` of equal size by the quantiles of all rows. */
export const segmentColumn = z.strictObject({
  column,
  bands: z.number().int().min(2).max(20).nullable().default(null),
  edges: z.array(z.number()).min(1).max(50).nullable().default(null),
})
export type SegmentColumn = z.infer<typeof segmentColumn>

export const localityMetric = z.enum(['accuracy', 'precision', 'recall', 'specificity', 'mae'])
export type LocalityMetric = z.infer<typeof localityMetric>

/** What one row of a cell is worth: a fixed amount, and an amount for each unit of the value column. */
const cellWorth = z.strictObject({ fixed: z.number(), perUnit: z.number() })
export const businessValue = z.strictObject({ column: column.nullable(), tp: cellWorth, fp: cellWorth, fn: cellWorth, tn: cellWorth })
export type BusinessValue = z.infer<typeof businessValue>

const count = z.number().int().min(1).max(1_000_000)

/** What is fixed before anything about the model's errors is known. Entry `check.declared/v1` holds it. */
export const performanceSettings = z.strictObject({
  task: performanceTask,
  label: column,
  positive: z.string().min(1).nullable(),
  model: modelColumns,
  challenger: modelColumns.nullable(),
  /** Joins the challenger's file to the data. */
  id: column.nullable(),
  time: column.nullable(),
  windows: windowRule.nullable(),
  alert: alertRule,
  /** Metrics that are held against the reference, over all rows and in every window. */
  watched: z.array(performanceMetric).min(1),
  segments: z.array(segmentColumn).max(8),
  locality: z.strictObject({
    metric: localityMetric,
    pairs: z.boolean(),
    /** Smaller segments are not tried. */
    minimumRows: count,
    /** Familywise error rate that Holm's correction keeps over all segments tried. */
    level: z.number().min(0.0001).max(0.5),
    /** How much worse than the other rows a segment may be: in points of a rate, or as a share of the other rows' MAE. */
    shortfall: threshold,
  }),
  business: businessValue.nullable(),
  thresholds: z.partialRecord(performanceMetric, threshold),
  /** A value resting on fewer rows, or on fewer cases of its denominator or smaller class, is shown and not judged. */
  minimumRows: count,
  minimumCases: count,
  bootstrap: z.strictObject({ resamples: z.literal(1_000), seed: z.number().int().min(0) }),
  confidence: z.literal(0.95),
  missing: z.array(z.string()),
})
export type PerformanceSettings = z.infer<typeof performanceSettings>

export const defaultAlert: AlertRule = { by: 'relative', warn: 0.05, fail: 0.1, source: 'Countersign default' }
export const defaultShortfall: Threshold = { max: 0.1, warn: { max: 0.05 }, source: 'Countersign default' }

/** What a person chooses; the rest of the settings is filled in and spelled out. Metrics without a threshold are reported and not judged. */
export const performanceChoices = z.strictObject({
  task: performanceTask,
  label: column,
  positive: z.string().min(1).nullable().default(null),
  model: modelColumns,
  challenger: modelColumns.nullable().default(null),
  id: column.nullable().default(null),
  time: column.nullable().default(null),
  windows: windowRule.nullable().default(null),
  alert: alertRule.default(defaultAlert),
  watched: z.array(performanceMetric).min(1).optional(),
  segments: z.array(segmentColumn).max(8).default([]),
  locality: z
    .object({ metric: localityMetric.optional(), pairs: z.boolean().default(true), minimumRows: count.default(50), level: z.number().min(0.0001).max(0.5).default(0.05), shortfall: threshold.default(defaultShortfall) })
    .prefault({}),
  business: businessValue.nullable().default(null),
  thresholds: z.partialRecord(performanceMetric, threshold).default({}),
  minimumRows: count.default(30),
  minimumCases: count.default(30),
  seed: z.number().int().min(0).default(1),
})

export const performanceRun = z.strictObject({
  check: z.literal('performance'),
  version: numberedRef,
  inputs: z.strictObject({ data: filePath, reference: filePath.optional(), challenger: filePath.optional() }),
  ...overTestSet,
  settings: performanceChoices,
})
