import * as z from 'zod'
import { measure, resultHead, threshold, verdict } from './common.ts'
import { performanceMetric, performanceSettings } from './performance.ts'

const whole = z.number().int()
const real = z.number().nullable()
/** Whole numbers beyond 2⁵³, as decimal digits. */
const digits = z.string().regex(/^-?\d+$/)

/** A value with its 95 % interval. `cases`: what the minimum is held against (the denominator, or the smaller class). Null has a `reason`. */
export const performanceEstimate = z.strictObject({
  name: performanceMetric,
  value: real,
  low: real,
  high: real,
  n: whole,
  cases: whole,
  method: z.enum(['wilson', 'bootstrap', 'delong', 'hanley-mcneil', 'student', 'normal', 'logit', 'delta', 'none']),
  reason: z.string().optional(),
})
export type PerformanceEstimate = z.infer<typeof performanceEstimate>

/** Rows by what was so (lines) and what the model said (columns), in the order of `classes`; of two classes the positive is the second. */
export const confusion = z.strictObject({ classes: z.array(z.string()), counts: z.array(z.array(whole)) })
export type Confusion = z.infer<typeof confusion>

/** Whole numbers that the area under the ROC curve and its variance follow from: see docs/formats/check-performance.md. */
export const aucCounts = z.strictObject({ positives: digits, negatives: digits, ranks: digits, positiveSquares: digits, negativeSquares: digits })
export type AucCounts = z.infer<typeof aucCounts>

const total = z.strictObject({ sum: z.number(), squares: z.number() })

/** What is counted of the scores of some rows. */
export const scoreSums = z.strictObject({
  n: whole,
  auc: aucCounts,
  averagePrecision: real,
  /** Null where a score is outside 0 to 1. */
  logLoss: total.nullable(),
  brier: total.nullable(),
  bins: z.array(z.strictObject({ n: whole, scores: z.number(), positives: whole })).nullable(),
})
export type ScoreSums = z.infer<typeof scoreSums>

/** True and false positives among rows of that score or more. */
const curvePoint = z.strictObject({ threshold: z.number(), tp: whole, fp: whole })
export type CurvePoint = z.infer<typeof curvePoint>

export const curve = z.strictObject({
  positives: whole,
  negatives: whole,
  distinctScores: whole,
  /** From the highest score down; all of them, or at most 200 spaced evenly along the ROC curve. */
  points: z.array(curvePoint).max(200),
  /** At round thresholds. */
  sweep: z.array(curvePoint),
})
export type Curve = z.infer<typeof curve>

/** Sums over rows of e = prediction − target and of t = target − `shift`. */
export const errorSums = z.strictObject({
  n: whole,
  shift: z.number(),
  e: z.number(),
  absolute: z.number(),
  e2: z.number(),
  e4: z.number(),
  t: z.number(),
  t2: z.number(),
  t3: z.number(),
  t4: z.number(),
  e2t: z.number(),
  e2t2: z.number(),
  /** Rows whose target is not 0, and sums of |e / target| over them. */
  relativeN: whole,
  relative: z.number(),
  relative2: z.number(),
})
export type ErrorSums = z.infer<typeof errorSums>

/** Quantiles of the errors, and rows by tenths of the prediction. */
export const errorShape = z.strictObject({
  quantiles: z.array(z.strictObject({ p: z.number(), value: real })),
  medianAbsolute: real,
  bands: z.array(z.strictObject({ n: whole, prediction: z.number(), target: z.number(), absolute: z.number() })),
})
export type ErrorShape = z.infer<typeof errorShape>

export const classResult = z.strictObject({ label: z.string(), support: whole, predicted: whole, correct: whole, estimates: z.array(performanceEstimate) })
export type ClassResult = z.infer<typeof classResult>

/** Everything about the rows of one file. */
export const population = z.strictObject({
  n: whole,
  confusion: confusion.nullable(),
  classes: z.array(classResult),
  scores: scoreSums.nullable(),
  curve: curve.nullable(),
  errors: errorSums.nullable(),
  shape: errorShape.nullable(),
  estimates: z.array(performanceEstimate),
})
export type Population = z.infer<typeof population>

const windowValue = z.strictObject({
  key: z.string(),
  n: whole,
  value: real,
  low: real,
  high: real,
  /** Value − reference, with its interval, and as a share of the reference. */
  gap: real,
  gapLow: real,
  gapHigh: real,
  relative: real,
  verdict,
  reason: z.string().optional(),
})
export type WindowValue = z.infer<typeof windowValue>

export const decay = z.strictObject({
  name: performanceMetric,
  reference: performanceEstimate.nullable(),
  /** The alert limits as bounds of the value. */
  limits: threshold.nullable(),
  reason: z.string().optional(),
  /** The metric in each chunk of the reference, where the limits come from them. */
  chunks: z.array(real).nullable(),
  /** All rows of the data, where there is a reference. */
  whole: windowValue.nullable(),
  windows: z.array(windowValue),
})
export type Decay = z.infer<typeof decay>

export const segment = z.strictObject({
  by: z.record(z.string(), z.string()),
  n: whole,
  confusion: z.array(z.array(whole)).nullable(),
  estimates: z.array(performanceEstimate),
  rest: z.strictObject({ n: whole, value: real }),
  /** Segment − all other rows, with its interval. */
  gap: real,
  gapLow: real,
  gapHigh: real,
  /** How much worse, in the terms of the limit; negative is better. */
  shortfall: real,
  p: real,
  /** Holm's, over all segments tried. */
  adjusted: real,
})
export type Segment = z.infer<typeof segment>

export const locality = z.strictObject({
  /** Cut points of numeric columns, fixed before any error is known. */
  edges: z.record(z.string(), z.array(z.number())),
  /** Segments compared, which the correction is over; those below the floor are not. */
  tried: whole,
  belowFloor: whole,
  /** The worst first: every one of a single column, and the 50 worst of pairs. */
  segments: z.array(segment),
})
export type Locality = z.infer<typeof locality>

/** Challenger − champion over rows that both have. */
const comparison = z.strictObject({
  name: performanceMetric,
  champion: real,
  challenger: real,
  difference: real,
  low: real,
  high: real,
  p: real,
  method: z.enum(['bootstrap', 'delong', 'student', 'normal', 'none']),
  reason: z.string().optional(),
})
export type ModelComparison = z.infer<typeof comparison>

export const challengerResult = z.strictObject({
  n: whole,
  comparisons: z.array(comparison),
  mcnemar: z.strictObject({ bothRight: whole, onlyChampion: whole, onlyChallenger: whole, bothWrong: whole, statistic: real, p: z.number(), method: z.enum(['exact', 'chi-square']) }).nullable(),
})
export type ChallengerResult = z.infer<typeof challengerResult>

export const performanceResult = z.strictObject({
  ...resultHead,
  check: z.literal('performance'),
  settings: performanceSettings,
  metrics: z.array(measure.extend({ name: z.union([performanceMetric, z.literal('segment_shortfall')]) })),
  data: population,
  reference: population.nullable(),
  decay: z.array(decay),
  locality: locality.nullable(),
  challenger: challengerResult.nullable(),
})
export type PerformanceResult = z.infer<typeof performanceResult>
