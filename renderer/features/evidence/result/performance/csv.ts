import type { ChallengerResult, Decay, Locality, PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { toCsv } from '../../../../../shared/csv.ts'
import { segmentName } from './charts.ts'

/** One line a metric, as the table against the thresholds shows it, at full precision. */
export const toMetricsCsv = ({ metrics }: PerformanceResult): string =>
  toCsv([
    ['metric', 'over', 'value', 'low', 'high', 'threshold_min', 'threshold_max', 'source', 'n', 'verdict', 'reason'],
    ...metrics.map(({ name, over, value, low, high, threshold, n, verdict, reason }) => [name, over.join(' '), value, low, high, threshold?.min ?? null, threshold?.max ?? null, threshold?.source ?? null, n, verdict, reason ?? null]),
  ])

export const toConfusionCsv = ({ data: { confusion } }: PerformanceResult): string =>
  confusion === null ? '' : toCsv([['truth', ...confusion.classes], ...confusion.counts.map((row, at) => [confusion.classes[at] ?? '', ...row])])

/** Points of the ROC and precision–recall curves: rows of that score or more. */
export const toCurveCsv = ({ data: { curve } }: PerformanceResult): string =>
  toCsv([['threshold', 'tp', 'fp', 'positives', 'negatives'], ...(curve?.points ?? []).map(({ threshold, tp, fp }) => [threshold, tp, fp, curve?.positives ?? null, curve?.negatives ?? null])])

export const toSweepCsv = (rows: readonly { threshold: number; tp: number; fp: number; precision: number | null; recall: number | null; specificity: number | null; f1: number | null }[]): string =>
  toCsv([['cutoff', 'tp', 'fp', 'precision', 'recall', 'specificity', 'f1'], ...rows.map((row) => [row.threshold, row.tp, row.fp, row.precision, row.recall, row.specificity, row.f1])])

export const toCalibrationCsv = (rows: readonly { bin: string; n: number; mean: number; share: number; positives: number }[]): string =>
  toCsv([['scores', 'n', 'mean_score', 'positives', 'share'], ...rows.map(({ bin, n, mean, positives, share }) => [bin, n, mean, positives, share])])

export const toErrorCsv = ({ data: { shape } }: PerformanceResult): string =>
  toCsv([['n', 'mean_prediction', 'mean_target', 'mean_absolute_error'], ...(shape?.bands ?? []).map(({ n, prediction, target, absolute }) => [n, prediction / n, target / n, absolute / n])])

export const toWindowsCsv = ({ name, windows }: Decay): string =>
  toCsv([
    ['metric', 'window', 'n', 'value', 'low', 'high', 'gap', 'gap_low', 'gap_high', 'relative', 'verdict', 'reason'],
    ...windows.map((one) => [name, one.key, one.n, one.value, one.low, one.high, one.gap, one.gapLow, one.gapHigh, one.relative, one.verdict, one.reason ?? null]),
  ])

export const toSegmentsCsv = ({ segments }: Locality): string =>
  toCsv([
    ['segment', 'n', 'value', 'low', 'high', 'others', 'others_n', 'gap', 'gap_low', 'gap_high', 'shortfall', 'p', 'p_holm'],
    ...segments.map(({ by, n, estimates: [own], rest, gap, gapLow, gapHigh, shortfall, p, adjusted }) => [segmentName(by), n, own?.value ?? null, own?.low ?? null, own?.high ?? null, rest.value, rest.n, gap, gapLow, gapHigh, shortfall, p, adjusted]),
  ])

export const toChallengerCsv = ({ comparisons }: ChallengerResult): string =>
  toCsv([['metric', 'champion', 'challenger', 'difference', 'low', 'high', 'p', 'method'], ...comparisons.map((one) => [one.name, one.champion, one.challenger, one.difference, one.low, one.high, one.p, one.method])])
