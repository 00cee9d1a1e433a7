import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { measure, overTestSet, resultHead, threshold, type Threshold } from './common.ts'

/** Effect sizes and p-values of one column between reference and a window; formulas in docs/formats/check-drift.md */
export const driftMeasure = z.enum([
  'psi',
  'js_distance',
  'ks_statistic',
  'wasserstein',
  'cramers_v',
  'hellinger',
  'l_infinity',
  'missing_difference',
  'unseen_share',
  'chi_square',
  'ks_p_value',
  'chi_square_p_value',
  'z_p_value',
])
export type DriftMeasure = z.infer<typeof driftMeasure>

const common = 'Countersign default'
export const defaultDriftThresholds: Partial<Record<DriftMeasure, Threshold>> = {
  psi: { max: 0.25, warn: { max: 0.1 }, source: 'credit scoring convention' },
  js_distance: { max: 0.2, warn: { max: 0.1 }, source: common },
  ks_statistic: { max: 0.2, warn: { max: 0.1 }, source: common },
  wasserstein: { max: 0.2, warn: { max: 0.1 }, source: common },
  cramers_v: { max: 0.2, warn: { max: 0.1 }, source: common },
  missing_difference: { max: 0.2, warn: { max: 0.05 }, source: common },
  unseen_share: { max: 0.05, warn: { max: 0 }, source: common },
}

/** Where a column that is counted in bins has its edges. `combined`: over reference and current rows together. */
const binRule = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('quantiles'), count: z.number().int().min(2).max(100) }),
  z.strictObject({ by: z.literal('width'), count: z.number().int().min(2).max(1_000) }),
  z.strictObject({ by: z.literal('sturges'), over: z.enum(['reference', 'combined']) }),
  z.strictObject({ by: z.literal('doane') }),
])
export type BinRule = z.infer<typeof binRule>

/** How the numbers are made: with these and the stored counts each can be made again. */
export const driftMethod = z.strictObject({
  profile: z.enum(['countersign', 'evidently', 'nannyml']),
  bins: binRule,
  /** A column of numbers with at most so many different values in the reference is counted by value. */
  discrete: z.number().int().min(0).max(1_000),
  /** A share of 0 is replaced for PSI; nothing is scaled again. `smallest`: a millionth of the smallest share if that is below `share`. */
  zero: z.strictObject({ share: z.number().positive(), smallest: z.boolean() }),
  jsBase: z.enum(['2', 'e']),
  /** Values that the reference has not, as one bin, or each as its own. */
  unseen: z.enum(['each', 'together']),
  /** Divided by the reference's standard deviation, as it is or at least 0.001, or not at all. */
  wasserstein: z.enum(['by_deviation', 'by_deviation_from_0.001', 'raw']),
  ksP: z.enum(['limit', 'exact_to_10000']),
  chiSquare: z.enum(['contingency', 'contingency_yates', 'goodness_of_fit']),
})
export type DriftMethod = z.infer<typeof driftMethod>

/** What decides. `by_size`: one measure a column, as Evidently picks it; `reference_windows`: mean + k standard deviations over the reference's own windows. */
const judging = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('thresholds'), thresholds: z.partialRecord(driftMeasure, threshold) }),
  z.strictObject({ by: z.literal('size'), distance: threshold, p: threshold }),
  z.strictObject({ by: z.literal('reference_windows'), measures: z.array(driftMeasure).min(1), deviations: z.number().positive(), source: z.string() }),
])

const day = z.iso.date()
const windowing = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('none') }),
  z.strictObject({ by: z.literal('time'), column: z.string().min(1), unit: z.enum(['day', 'week', 'month']) }),
  z.strictObject({ by: z.literal('rows'), size: z.number().int().min(1) }),
])
export type Windowing = z.infer<typeof windowing>

/** Which rows are the reference: a file of its own, the first windows of the data, or its rows of some days, both included. */
const referenceRows = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file') }),
  z.strictObject({ from: z.literal('windows'), first: z.number().int().min(1) }),
  z.strictObject({ from: z.literal('days'), column: z.string().min(1), first: day, last: day }),
])

const names = z.array(z.string().min(1))

export const driftSettings = z.strictObject({
  reference: referenceRows,
  windows: windowing,
  /** Null: every column that both have. */
  columns: names.nullable(),
  except: names,
  label: z.string().nullable(),
  prediction: z.string().nullable(),
  /** Read as numbers, or as texts, whatever the values look like. */
  numeric: names,
  categorical: names,
  method: driftMethod,
  judging,
  /** The share of drifted columns from which a window has drifted as a whole; null: not judged. */
  driftShare: z.number().min(0).max(1).nullable(),
  /** Fewer values in the reference or a window are not judged. */
  minimumRows: z.number().int().min(1).max(1_000_000),
  correction: z.enum(['benjamini_hochberg', 'holm']),
  significance: z.literal(0.05),
  missing: z.array(z.string()),
})
export type DriftSettings = z.infer<typeof driftSettings>

/** Rows = values counted + missing + those that are no finite number. */
const sample = {
  rows: z.number().int(),
  missing: z.number().int(),
  notNumbers: z.number().int(),
  /** In the order of the column's bins. */
  counts: z.array(z.number().int()),
}

/** A number that is undefined is null. `floor`: what the measure is without any drift, for this many rows: expected, and exceeded once in twenty times. */
export const driftValue = z.strictObject({
  value: z.number().nullable(),
  floor: z.strictObject({ expected: z.number().nullable(), critical: z.number() }).optional(),
  /** A p-value corrected for the number of columns in the window. */
  corrected: z.number().nullable().optional(),
})
export type DriftValue = z.infer<typeof driftValue>

export const driftCell = z.strictObject({
  ...sample,
  /** Rows whose value the reference has not; for a column in bins: outside of its range. */
  unseen: z.number().int(),
  /** Where the distribution functions are furthest apart: values up to and including `at`, in reference and window. */
  furthest: z.strictObject({ at: z.number(), reference: z.number().int(), current: z.number().int() }).nullable(),
  values: z.partialRecord(driftMeasure, driftValue),
  verdict: measure.shape.verdict,
  reason: z.string().optional(),
})
export type DriftCell = z.infer<typeof driftCell>

export const driftColumn = z.strictObject({
  name: z.string(),
  role: z.enum(['feature', 'label', 'prediction']),
  kind: z.enum(['numeric', 'categorical']),
  /** Set where the column is shown and not judged: `identifier`, `date`, `too_many_values`. */
  unjudged: z.string().nullable(),
  /** `edges`: interior edges, a value equal to one is in the bin below it (`closed: right`) or above (`left`, with the outermost edges and a last bin for what is outside). */
  bins: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('edges'), closed: z.enum(['right', 'left']), edges: z.array(z.number()) }),
    /** `rest`: the last bin holds all other values. */
    z.strictObject({ by: z.literal('values'), values: z.array(z.string()), rest: z.boolean() }),
  ]),
  /** Standard deviation of the population (divided by n). */
  reference: z.strictObject({ ...sample, distinct: z.number().int(), mean: z.number().nullable(), deviation: z.number().nullable(), min: z.number().nullable(), max: z.number().nullable() }),
  /** In the order of the result's windows. */
  windows: z.array(driftCell),
})
export type DriftColumn = z.infer<typeof driftColumn>

/** `all` where the data has no windows. Those of the reference are there if limits come from them. */
export const driftWindow = z.strictObject({ key: z.string(), role: z.enum(['reference', 'current']), rows: z.number().int() })
export type DriftWindow = z.infer<typeof driftWindow>

export const driftMetric = measure.extend({
  name: z.union([driftMeasure, z.enum(['drifted_columns'])]),
  floor: driftValue.shape.floor,
})
export type DriftMetric = z.infer<typeof driftMetric>

export const driftResult = z.strictObject({
  ...resultHead,
  check: z.literal('drift'),
  settings: driftSettings,
  windows: z.array(driftWindow),
  columns: z.array(driftColumn),
  metrics: z.array(driftMetric),
})
export type DriftResult = z.infer<typeof driftResult>

/** What a person chooses; the rest of the settings is filled in by the profile and spelled out. */
export const driftChoices = z.strictObject({
  profile: driftMethod.shape.profile.default('countersign'),
  reference: referenceRows.default({ from: 'file' }),
  windows: windowing.default({ by: 'none' }),
  columns: names.nullable().default(null),
  except: names.default([]),
  label: z.string().min(1).nullable().default(null),
  prediction: z.string().min(1).nullable().default(null),
  numeric: names.default([]),
  categorical: names.default([]),
  /** Only for the profile `countersign`. */
  thresholds: z.partialRecord(driftMeasure, threshold).optional(),
  driftShare: z.number().min(0).max(1).optional(),
  minimumRows: z.number().int().min(1).max(1_000_000).default(30),
  correction: z.enum(['benjamini_hochberg', 'holm']).default('benjamini_hochberg'),
})

export const driftRun = z.strictObject({
  check: z.literal('drift'),
  version: numberedRef,
  /** The data first: it is the file whose rows the check is about. */
  inputs: z.strictObject({ data: filePath, reference: filePath.optional() }),
  ...overTestSet,
  settings: driftChoices,
})
