import * as z from 'zod'
import { checkId, numberedRef, seq, sha256Hex } from '../ids.ts'
import { filePath, instant, procedure } from './procedure.ts'

export const verdict = z.enum(['pass', 'warn', 'fail', 'insufficient_data', 'not_applicable', 'error'])
export type Verdict = z.infer<typeof verdict>

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

/** Exactly one bound: `max` for differences, `min` for ratios. `source` says where the number comes from. */
export const threshold = z.strictObject({ max: z.number().optional(), min: z.number().optional(), source: z.string() })
export type Threshold = z.infer<typeof threshold>

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

const inputFile = z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int(), format: z.string() })

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

export const metricResult = z.strictObject({
  name: metricName,
  over: z.array(z.string()),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  threshold: threshold.nullable(),
  verdict,
  /** Rows in the groups that were compared. */
  n: z.number().int(),
  /** The two groups the value stands between: highest and lowest. */
  between: z.tuple([z.record(z.string(), z.string()), z.record(z.string(), z.string())]).nullable(),
  /** For the impact ratio: every group against the best one. */
  ratios: z
    .array(z.strictObject({ by: z.record(z.string(), z.string()), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }))
    .optional(),
  reason: z.string().optional(),
})
export type MetricResult = z.infer<typeof metricResult>

/** Stored canonically as a blob; charts, tables and PDFs are drawn from it alone. docs/formats/check-result.md */
export const fairnessResult = z.strictObject({
  schema: z.literal('countersign/check-result/1'),
  check: z.literal('fairness'),
  verdict,
  settings: fairnessSettings,
  input: inputFile,
  engine: z.strictObject({ countersign: z.string(), duckdb: z.string(), query: sha256Hex }),
  rows: z.strictObject({ read: z.number().int(), used: z.number().int(), excluded: z.record(z.string(), z.number().int()) }),
  groups: z.array(groupResult),
  metrics: z.array(metricResult),
  /** Sentences on what the result does not show. */
  limits: z.array(z.string()),
})
export type FairnessResult = z.infer<typeof fairnessResult>

export const evidenceEntries = {
  'check.declared/v1': z.strictObject({
    check: z.literal('fairness'),
    version: z.string(),
    manifestHash: sha256Hex,
    input: inputFile,
    settings: fairnessSettings,
  }),
  'check.completed/v1': z.strictObject({
    declaration: seq,
    version: z.string(),
    verdict,
    result: z.strictObject({ sha256: sha256Hex, bytes: z.number().int() }),
    rows: z.strictObject({ read: z.number().int(), used: z.number().int() }),
  }),
}

export const check = z.object({
  id: checkId,
  kind: z.literal('fairness'),
  version: z.string(),
  verdict,
  declaredSeq: seq,
  seq,
  at: instant,
  by: z.string(),
  inputName: z.string(),
  inputSha256: sha256Hex,
  resultSha256: sha256Hex,
  rowsRead: z.number().int(),
  rowsUsed: z.number().int(),
  groups: z.array(z.string()),
  /** Failed, warned and insufficient metrics, counted: what a list shows without opening the result. */
  counts: z.partialRecord(verdict, z.number().int()),
  /** Set where the result was erased on purpose: says so for people, with who, in which entry and why. What entries say of the check stays. */
  erased: z.string().nullable(),
})
export type Check = z.infer<typeof check>

/** `result` is null where it was erased. */
export const checkDetail = check.extend({ result: fairnessResult.nullable() })
export type CheckDetail = z.infer<typeof checkDetail>
/** A check whose result is there. */
export type CheckWithResult = Check & { result: FairnessResult }

export const filePreview = z.object({
  path: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  format: z.string(),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), distinctInSample: z.number().int(), examples: z.array(z.string()), guess: z.enum(['label', 'prediction', 'score', 'group', 'id', 'other']) }),
  ),
  /** The first rows as text; null is a missing value. */
  rows: z.array(z.array(z.string().nullable())),
})
export type FilePreview = z.infer<typeof filePreview>

export const evidenceContract = {
  preview: procedure.input(z.object({ path: filePath })).output(filePreview),
  checks: procedure.input(z.object({ version: numberedRef.optional() })).output(z.array(check)),
  check: procedure.input(z.object({ id: checkId })).output(checkDetail),
  /**
   * A job: reads the file, appends the declaration, then releases the counts and appends the result (a `Check`).
   * Thresholds left out are not judged; an input problem is refused before anything is written.
   */
  runFairness: procedure
    .input(
      z.object({
        version: numberedRef,
        path: filePath,
        columns: fairnessColumns,
        thresholds: z.partialRecord(metricName, threshold).default(defaultThresholds),
        minimumGroup: z.number().int().min(1).max(1_000_000).default(30),
      }),
    )
    .output(z.object({ job: z.string() })),
}
