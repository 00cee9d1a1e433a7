import * as z from 'zod'
import { numberedRef } from '../../ids.ts'
import { filePath } from '../procedure.ts'
import { measure, overTestSet, resultHead, threshold, type Threshold } from './common.ts'

export const dataMetric = z.enum([
  'missing_share',
  'off_type_share',
  'infinite_share',
  'outlier_share',
  'near_constant_share',
  'variant_share',
  'duplicate_row_share',
  'duplicate_names',
  'personal_columns',
  'minimum_class_share',
  'conflicting_label_share',
  'leakage_auc',
  'leakage_lambda',
  'schema_differences',
  'unseen_share',
  'overlap_share',
  'representation_ratio',
])
export type DataMetric = z.infer<typeof dataMetric>

const source = 'Countersign default'
/** A metric without a default is computed and not judged unless somebody sets a threshold. */
export const defaultQualityThresholds: Partial<Record<DataMetric, Threshold>> = {
  missing_share: { max: 0.2, warn: { max: 0.05 }, source },
  off_type_share: { max: 0.05, warn: { max: 0 }, source },
  infinite_share: { warn: { max: 0 }, source },
  near_constant_share: { warn: { max: 0.99 }, source },
  variant_share: { warn: { max: 0 }, source },
  duplicate_row_share: { max: 0.05, warn: { max: 0 }, source },
  duplicate_names: { warn: { max: 0 }, source },
  personal_columns: { warn: { max: 0 }, source },
  minimum_class_share: { warn: { min: 0.1 }, source },
  conflicting_label_share: { max: 0.05, warn: { max: 0 }, source },
  leakage_auc: { max: 0.99, warn: { max: 0.9 }, source },
  leakage_lambda: { max: 0.99, warn: { max: 0.9 }, source },
  schema_differences: { warn: { max: 0 }, source },
  unseen_share: { max: 0.05, warn: { max: 0 }, source },
  overlap_share: { max: 0.01, warn: { max: 0 }, source },
  representation_ratio: { min: 0.8, source },
}

const column = z.string().min(1)
/** Share of the present values that may break the rule; beyond it the rule fails, or warns where `warns` is set. */
const tolerance = { tolerance: z.number().min(0).max(1).default(0), warns: z.boolean().default(false) }
const isoInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, 'write a date as 2026-01-31 or 2026-01-31T12:00:00')
const bound = z.union([z.number(), isoInstant])

/** What a person declares of a column, or of the whole file. */
export const qualityRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not_null'), column, ...tolerance }),
  z.strictObject({ kind: z.literal('unique'), column, ...tolerance }),
  z.strictObject({ kind: z.literal('type'), column, type: z.enum(['integer', 'number', 'boolean', 'date', 'timestamp']), ...tolerance }),
  /** Numbers, or dates written as ISO 8601; both bounds belong to the range. */
  z.strictObject({ kind: z.literal('range'), column, min: bound.optional(), max: bound.optional(), ...tolerance }),
  z.strictObject({ kind: z.literal('set'), column, values: z.array(z.string()).min(1).max(1_000), ...tolerance }),
  /** RE2 syntax; the whole value must match. */
  z.strictObject({ kind: z.literal('pattern'), column, pattern: z.string().min(1).max(1_000), ...tolerance }),
  /** The newest date is at most so many days before `asOf`. */
  z.strictObject({ kind: z.literal('fresh'), column, asOf: isoInstant, maximumDays: z.number().min(0), warns: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('row_count'), min: z.number().int().min(0).optional(), max: z.number().int().min(0).optional(), warns: z.boolean().default(false) }),
  /** |rows − rows of the reference| / rows of the reference. */
  z.strictObject({ kind: z.literal('row_count_change'), max: z.number().min(0), warns: z.boolean().default(false) }),
])
export type QualityRule = z.infer<typeof qualityRule>

/** Entry `check.declared/v1` holds it. */
export const qualitySettings = z.strictObject({
  label: column.nullable(),
  /** Columns that name a row: left out where rows are compared. */
  rowIds: z.array(column),
  rules: z.array(qualityRule).max(1_000),
  thresholds: z.partialRecord(dataMetric, threshold),
  /** Below so many rows an estimate (leakage, representation, class share) is not judged. */
  minimumRows: z.number().int().min(1).max(1_000_000),
  /** A value in fewer rows is counted and not named. */
  minimumShown: z.number().int().min(1).max(1_000_000),
  missing: z.array(z.string()),
})
export type QualitySettings = z.infer<typeof qualitySettings>

export const columnType = z.enum(['integer', 'number', 'boolean', 'date', 'timestamp', 'text', 'other', 'empty'])
export type ColumnType = z.infer<typeof columnType>

export const missingKind = z.enum(['null', 'empty', 'whitespace', 'null_text', 'nan', 'token'])
export type MissingKind = z.infer<typeof missingKind>

const count = z.number().int()
const valueCount = z.strictObject({ value: z.string(), n: count })

export const numberProfile = z.strictObject({
  min: z.number(),
  max: z.number(),
  mean: z.number().nullable(),
  /** Of the sample, n − 1; null for fewer than two values or beyond the range of doubles. */
  sd: z.number().nullable(),
  /** At `quantileLevels`, type 7. */
  quantiles: z.array(z.number()),
  zeros: count,
  negative: count,
  /** Beyond 1.5 interquartile ranges of the quartiles. */
  outliers: z.strictObject({ below: count, above: count, low: z.number(), high: z.number() }),
  histogram: z.strictObject({ edges: z.array(z.number()), counts: z.array(count) }),
})
export type NumberProfile = z.infer<typeof numberProfile>

export const quantileLevels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

export const dateProfile = z.strictObject({
  min: z.string(),
  max: z.string(),
  /** Null unless four of five steps between neighbouring values are the same one. */
  gaps: z.strictObject({ stepSeconds: z.number(), gaps: count, longestSeconds: z.number() }).nullable(),
})
export type DateProfile = z.infer<typeof dateProfile>

export const personalKind = z.enum(['email', 'phone', 'iban', 'card', 'ip_address', 'national_id', 'name', 'address', 'birth_date', 'account'])
export type PersonalKind = z.infer<typeof personalKind>

/** Never a value: what a column looks like, by its values or by its name. `rows` is null where only the name says so. */
export const personalFinding = z.strictObject({ kind: personalKind, basis: z.enum(['values', 'name']), rows: count.nullable(), country: z.string().optional(), tested: count.optional() })
export type PersonalFinding = z.infer<typeof personalFinding>

export const columnFlag = z.enum(['constant', 'near_constant', 'key_candidate'])

export const columnProfile = z.strictObject({
  name: z.string(),
  /** As DuckDB reads it: VARCHAR for every column of CSV and JSON. */
  storage: z.string(),
  type: columnType,
  present: count,
  /** Present values that are not of the column's type. */
  offType: count,
  infinite: count,
  missing: z.partialRecord(missingKind, count),
  distinct: count,
  /** Rows of the commonest value. */
  commonest: count,
  flags: z.array(columnFlag),
  /** Why no value is named here. */
  withheld: z.enum(['personal', 'identifier']).nullable(),
  length: z.strictObject({ min: count, max: count }).nullable(),
  numbers: numberProfile.nullable(),
  dates: dateProfile.nullable(),
  /** The ten commonest values in `minimumShown` rows or more. */
  top: z.array(valueCount),
  /** Values that differ in case and white space only; `rows` counts those that are not written as the commonest. */
  variants: z.strictObject({ groups: count, rows: count, shown: z.array(z.array(valueCount)) }).nullable(),
  personal: z.array(personalFinding),
})
export type ColumnProfile = z.infer<typeof columnProfile>

export const ruleResult = z.strictObject({ rule: qualityRule, checked: count, violations: count, measure: z.number().int() })

export const qualityLabel = z.strictObject({
  column: z.string(),
  missing: count,
  distinct: count,
  /** The largest twenty; empty where the label is no class. */
  classes: z.array(valueCount),
  conflicts: z.strictObject({ groups: count, rows: count }).nullable(),
})

export const representation = z.strictObject({
  column: z.string(),
  n: count,
  chiSquare: z.number().nullable(),
  degrees: count,
  p: z.number().nullable(),
  values: z.array(z.strictObject({ value: z.string(), n: count, share: z.number(), low: z.number(), high: z.number(), expected: z.number(), ratio: z.number().nullable() })),
})

export const referenceComparison = z.strictObject({
  rows: count,
  added: z.array(z.string()),
  removed: z.array(z.string()),
  unseen: z.array(z.strictObject({ column: z.string(), values: count, rows: count, shown: z.array(valueCount) })),
})

export const qualityMeasure = measure.extend({ name: z.union([dataMetric, z.string().regex(/^rule_[a-z_]+$/)]) })
export type QualityMeasure = z.infer<typeof qualityMeasure>

export const qualityResult = z.strictObject({
  ...resultHead,
  check: z.literal('quality'),
  settings: qualitySettings,
  columns: z.array(columnProfile),
  duplicates: z.strictObject({ groups: count, rows: count }),
  label: qualityLabel.nullable(),
  reference: referenceComparison.nullable(),
  overlap: z.strictObject({ testRows: count, rows: count, columns: count }).nullable(),
  benchmark: z.array(representation),
  /** Rules in the order of the declaration; `measure` is the place of its metric in `metrics`. */
  rules: z.array(ruleResult),
  metrics: z.array(qualityMeasure),
})
export type QualityResult = z.infer<typeof qualityResult>

/** What a person chooses. Thresholds left out are not judged. */
export const qualityChoices = z.strictObject({
  label: column.nullable().default(null),
  rowIds: z.array(column).default([]),
  rules: z.array(qualityRule).max(1_000).default([]),
  thresholds: z.partialRecord(dataMetric, threshold).default(defaultQualityThresholds),
  minimumRows: z.number().int().min(1).max(1_000_000).default(30),
  minimumShown: z.number().int().min(1).max(1_000_000).default(5),
  /** Further ways in which this file writes that there is no value, such as -999. */
  missing: z.array(z.string()).max(100).default([]),
})

export const qualityRun = z.strictObject({
  check: z.literal('quality'),
  version: numberedRef,
  inputs: z.strictObject({ data: filePath, reference: filePath.optional(), benchmark: filePath.optional(), test: filePath.optional() }),
  ...overTestSet,
  settings: qualityChoices,
})
