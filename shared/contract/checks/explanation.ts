import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { measure, overTestSet, resultHead, threshold, type Threshold } from './common.ts'

export const qualityMetric = z.enum(['roc_auc', 'accuracy', 'log_loss', 'rmse', 'mae', 'r2'])
export type QualityMetric = z.infer<typeof qualityMetric>

export const explanationMetric = z.enum(['prediction_agreement', 'score_difference', 'largest_share'])
export type ExplanationMetric = z.infer<typeof explanationMetric>

/** A number made by single-precision arithmetic agrees to about 1e-5; decisions are to be the same without exception. */
export const explanationThresholds: Partial<Record<ExplanationMetric, Threshold>> = {
  prediction_agreement: { min: 1, source: 'Countersign default' },
  score_difference: { max: 1e-5, source: 'Countersign default' },
}

const column = z.string().min(1)
const columns = z.array(column).min(1, 'name at least one feature').max(2_000, 'at most 2,000 features')
const judged = { thresholds: z.partialRecord(explanationMetric, threshold), missing: z.array(z.string()) }

/** Importances that somebody else computed. `form` says how the table holds them. */
const imported = z.strictObject({
  source: z.literal('imported'),
  /** How they were computed, in the words of whoever did: “TreeSHAP 0.48, interventional”. */
  method: z.string().min(1, 'say how the importances were computed').max(200),
  /** On which data, in words or as a snapshot. */
  dataset: z.string().max(200),
  table: z.discriminatedUnion('form', [
    /** One row a feature, with its importance and perhaps a standard deviation. */
    z.strictObject({ form: z.literal('importances'), feature: column, importance: column, deviation: column.nullable() }),
    /** One row a case, one column a feature: what the feature added to that case's prediction (SHAP and its kin). */
    z.strictObject({ form: z.literal('attributions'), features: columns }),
  ]),
  ...judged,
})

/** What the model itself gives: predictions made again, and how much worse they get when a feature is shuffled. */
const permutation = z.strictObject({
  source: z.literal('permutation'),
  task: z.enum(['classification', 'regression']),
  label: column,
  /** The label's positive value; null for regression. */
  positive: z.string().nullable(),
  /** In the order in which the model takes them. */
  features: columns,
  /** Columns of the file that hold what the model said before; null: not compared. */
  stored: z.strictObject({ score: column.nullable(), decision: column.nullable() }),
  metric: qualityMetric,
  repeats: z.number().int().min(2).max(200),
  /** Rows drawn for shuffling, by the seed; predictions are compared on all rows. */
  sample: z.number().int().min(100).max(1_000_000),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  ...judged,
})

/** Entry `check.declared/v1` holds it. */
export const explanationSettings = z.discriminatedUnion('source', [imported, permutation])
export type ExplanationSettings = z.infer<typeof explanationSettings>
export type ImportedSettings = z.infer<typeof imported>
export type PermutationSettings = z.infer<typeof permutation>

export const featureImportance = z.strictObject({
  name: z.string(),
  /** Imported importance, mean |attribution|, or mean loss of quality when shuffled. */
  value: z.number(),
  /** 95 % interval of that mean: over cases for attributions, over repeats for shuffling; null where the table gives none. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Standard deviation of what the mean is over. */
  deviation: z.number().nullable(),
  /** Mean attribution with its sign: whether the feature raises or lowers the prediction on the whole. */
  direction: z.number().nullable(),
  /** Share of the sum of all |value|. */
  share: z.number().nullable(),
})
export type FeatureImportance = z.infer<typeof featureImportance>

const modelValue = z.strictObject({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number().int(), z.string()])) })

export const explanationResult = z.strictObject({
  ...resultHead,
  check: z.literal('explanation'),
  settings: explanationSettings,
  metrics: z.array(measure.extend({ name: explanationMetric })),
  /** The most important first. */
  features: z.array(featureImportance),
  /** Quality before anything is shuffled, on the sampled rows. */
  baseline: z.strictObject({ metric: qualityMetric, value: z.number(), rows: z.number().int() }).nullable(),
  model: z.strictObject({ inputs: z.array(modelValue), outputs: z.array(modelValue), runtime: z.string() }).nullable(),
  /** The model's own predictions beside those of the file. `sha256`: of the recomputed ones, one a line. */
  recomputed: z
    .strictObject({
      rows: z.number().int(),
      sha256: z.string(),
      decisions: z.strictObject({ compared: z.number().int(), different: z.number().int() }).nullable(),
      scores: z.strictObject({ compared: z.number().int(), largest: z.number(), mean: z.number() }).nullable(),
      /** Where they differ most: numbers of rows, the first row after the header being 1. At most twenty. */
      differing: z.array(z.number().int()),
    })
    .nullable(),
})
export type ExplanationResult = z.infer<typeof explanationResult>

/** What a person chooses; the rest is filled in and spelled out. */
export const explanationChoices = z.discriminatedUnion('source', [
  imported.partial({ thresholds: true, missing: true, dataset: true }),
  permutation.partial({ thresholds: true, missing: true, metric: true, repeats: true, sample: true, seed: true, stored: true }),
])

export const explanationRun = z.strictObject({
  check: z.literal('explanation'),
  version: numberedRef,
  /** `data`: the table of importances, or the rows the model is to predict; `model`: an ONNX file. */
  inputs: z.strictObject({ data: filePath, model: filePath.optional() }),
  ...overTestSet,
  settings: explanationChoices,
})
