import type { PerformanceMetric } from './contract/checks/performance.ts'
import { toWords } from './id-words.ts'

/** How people call the metrics; the same on screens, in reports and in tables. */
export const performanceTitles: Record<PerformanceMetric | 'segment_shortfall', string> = {
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  specificity: 'Specificity',
  f1: 'F1',
  balanced_accuracy: 'Balanced accuracy',
  mcc: 'Matthews correlation',
  auc_roc: 'AUC-ROC',
  average_precision: 'Average precision',
  log_loss: 'Log loss',
  brier: 'Brier score',
  ece: 'Calibration error (ECE)',
  precision_micro: 'Precision, micro',
  recall_micro: 'Recall, micro',
  f1_micro: 'F1, micro',
  precision_macro: 'Precision, macro',
  recall_macro: 'Recall, macro',
  f1_macro: 'F1, macro',
  precision_weighted: 'Precision, weighted',
  recall_weighted: 'Recall, weighted',
  f1_weighted: 'F1, weighted',
  mae: 'Mean absolute error',
  rmse: 'Root mean square error',
  r2: 'R²',
  mean_error: 'Mean error (bias)',
  mape: 'Mean absolute percentage error',
  business_value: 'Business value of a row',
  segment_shortfall: 'Worst segment: shortfall',
}

const reasons: Record<string, string> = {
  no_threshold_declared: 'no threshold was declared',
  denominator_zero: 'undefined: a class or a decision does not occur',
  one_class: 'undefined: there is one class only',
  no_scores: 'no row has a score',
  score_outside_0_1: 'undefined: scores are not between 0 and 1',
  constant_target: 'undefined: all targets are equal',
  targets_are_zero: 'undefined: every target is 0',
  too_few_rows: 'fewer rows than the declared minimum',
  too_few_cases: 'fewer cases than the declared minimum',
  no_reference: 'no reference to hold it against',
  no_direction: 'neither direction is worse',
  reference_undefined: 'undefined in the reference',
  reference_too_small: 'the reference is smaller than the declared minimum',
  reference_not_positive: 'the reference is 0 or below: a share of it is no limit',
  fewer_than_six_chunks: 'the reference has fewer than six chunks of sufficient size',
  limits_are_for_windows: 'the limits hold for windows, which scatter more than all rows',
  may_be_chance: 'beyond the limit, but it may be chance: not significant after correction',
  no_segment_large_enough: 'no segment is large enough',
}

export const performanceReason = (reason: string): string => reasons[reason] ?? toWords(reason)

/** What a line of the metrics is about: `all rows`, `window 2026-03`, `sex = female, age ≥ 60`. */
export function overWords(over: readonly string[]): string {
  if (over.length === 0) return 'all rows'
  if (over[0] === 'reference') return 'all rows, against the reference'
  if (over[0] === 'window') return `window ${over[1]}`
  return Array.from({ length: over.length / 2 }, (_, at) => segmentWords(over[2 * at] ?? '', over[2 * at + 1] ?? '')).join(', ')
}

const band = /^(?:≥ |< |-?[\d.e+-]+ to < )/

/** A segment as people read it: edges of bands are stored exactly, five significant digits of them are shown. */
export const segmentWords = (column: string, value: string): string =>
  band.test(value) ? `${column} ${value.replaceAll(/\d+\.\d{4,}/g, (edge) => String(Number(Number(edge).toPrecision(5))))}` : `${column} = ${value}`
