import type { Decay, PerformanceMetric, PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles, segmentWords } from '../../../../../shared/performance-words.ts'
import type { Forest, ForestRow } from '../../../../ui/forest-svg.ts'
import { rangeOf, roundTicks, type Rule, type Series, type XyChart } from '../../../../ui/xy-svg.ts'

type Curve = NonNullable<PerformanceResult['data']['curve']>

const unit = { range: [0, 1] as const, ticks: roundTicks([0, 1]) }
const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b)

/** Where the cutoff in use stands on the curves: from the table of decisions, not from the curve. */
function inUse({ data: { confusion } }: PerformanceResult) {
  if (!confusion || confusion.classes.length !== 2) return null
  const [[tn = 0, fp = 0] = [], [fn = 0, tp = 0] = []] = confusion.counts
  return { recall: ratio(tp, tp + fn), fallOut: ratio(fp, fp + tn), precision: ratio(tp, tp + fp) }
}

export function toRoc(result: PerformanceResult, { positives, negatives, points }: Curve): XyChart {
  const here = inUse(result)
  const curve = points.map(({ tp, fp }) => ({ x: fp / (negatives || 1), y: tp / (positives || 1) }))
  return {
    x: { label: 'False positive rate', ...unit },
    y: { label: 'True positive rate', ...unit },
    series: [{ label: 'ROC', tone: 'accent', kind: 'line', points: [{ x: 0, y: 0 }, ...curve] }],
    diagonal: true,
    ...(here && here.recall !== null && here.fallOut !== null && { mark: { x: here.fallOut, y: here.recall, label: 'decisions' } }),
  }
}

export function toPrecisionRecall(result: PerformanceResult, { positives, negatives, points }: Curve): XyChart {
  const here = inUse(result)
  const share = positives / (positives + negatives || 1)
  return {
    x: { label: 'Recall', ...unit },
    y: { label: 'Precision', ...unit },
    series: [{ label: 'Precision', tone: 'accent', kind: 'line', points: points.filter(({ tp, fp }) => tp + fp > 0).map(({ tp, fp }) => ({ x: tp / (positives || 1), y: tp / (tp + fp) })) }],
    rules: [{ y: share, label: 'share of positives', tone: 'quiet' }],
    ...(here && here.recall !== null && here.precision !== null && { mark: { x: here.recall, y: here.precision, label: 'decisions' } }),
  }
}

export interface SweepRow {
  readonly threshold: number
  readonly tp: number
  readonly fp: number
  readonly precision: number | null
  readonly recall: number | null
  readonly specificity: number | null
  readonly f1: number | null
}

/** At round thresholds; where scores are no probabilities, at points of the curve. */
export function toSweep({ positives, negatives, sweep, points }: Curve): SweepRow[] {
  const step = Math.max(1, Math.ceil(points.length / 19))
  const shown = sweep.length > 0 ? sweep : points.filter((_, at) => at % step === 0)
  return shown.map(({ threshold, tp, fp }) => ({
    threshold,
    tp,
    fp,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, positives),
    specificity: ratio(negatives - fp, negatives),
    f1: ratio(2 * tp, tp + fp + positives),
  }))
}

export function toSweepChart(rows: readonly SweepRow[]): XyChart {
  const range = rangeOf(rows.map(({ threshold }) => threshold))
  const line = (label: string, tone: Series['tone'], of: (row: SweepRow) => number | null): Series => ({
    label,
    tone,
    kind: 'line',
    points: rows.flatMap((row) => {
      const y = of(row)
      return y === null ? [] : [{ x: row.threshold, y }]
    }),
  })
  return {
    x: { label: 'Cutoff', range, ticks: roundTicks(range) },
    y: { label: 'Value', ...unit },
    series: [line('Precision', 'accent', (row) => row.precision), line('Recall', 'second', (row) => row.recall), line('F1', 'third', (row) => row.f1)],
  }
}

export interface CalibrationRow {
  readonly bin: string
  readonly n: number
  readonly mean: number
  readonly share: number
  readonly positives: number
}

export function toCalibration({ data: { scores } }: PerformanceResult): CalibrationRow[] {
  const bins = scores?.bins ?? []
  return bins.flatMap(({ n, scores: sum, positives }, at) => (n === 0 ? [] : [{ bin: `${(at / 10).toFixed(1)} to ${((at + 1) / 10).toFixed(1)}`, n, mean: sum / n, share: positives / n, positives }]))
}

export const toCalibrationChart = (rows: readonly CalibrationRow[]): XyChart => ({
  x: { label: 'Mean score', ...unit },
  y: { label: 'Share of positives', ...unit },
  series: [{ label: 'Bins', tone: 'accent', kind: 'dots', points: rows.map(({ mean, share }) => ({ x: mean, y: share })) }],
  diagonal: true,
})

/** Mean prediction and mean target by tenths of the prediction. */
export function toErrorChart({ data: { shape } }: PerformanceResult): XyChart {
  const bands = (shape?.bands ?? []).map(({ n, prediction, target }) => ({ x: prediction / n, y: target / n }))
  const range = rangeOf(bands.flatMap(({ x, y }) => [x, y]))
  const ticks = roundTicks(range)
  return { x: { label: 'Mean prediction', range, ticks }, y: { label: 'Mean target', range, ticks }, series: [{ label: 'Tenths', tone: 'accent', kind: 'dots', points: bands }], diagonal: true }
}

/** Each window with its interval, under the reference and the alert limits. */
export function toWindowChart({ name, windows, reference, limits }: Decay): XyChart {
  const values = windows.flatMap(({ value, low, high }) => [value, low, high])
  const rules: Rule[] = [
    ...(reference?.value === null || reference?.value === undefined ? [] : [{ y: reference.value, label: 'reference', tone: 'quiet' as const }]),
    ...[limits?.warn?.min, limits?.warn?.max].flatMap((y) => (y === undefined ? [] : [{ y, label: 'warning', tone: 'warn' as const }])),
    ...[limits?.min, limits?.max].flatMap((y) => (y === undefined ? [] : [{ y, label: 'limit', tone: 'bad' as const }])),
  ]
  const range = rangeOf([...values, ...rules.map(({ y }) => y)])
  const every = Math.ceil(windows.length / 8)
  return {
    x: { label: 'Window', range: [-0.5, windows.length - 0.5], ticks: windows.flatMap(({ key }, at) => (at % every === 0 ? [{ at, label: key }] : [])) },
    y: { label: performanceTitles[name], range, ticks: roundTicks(range) },
    series: [{ label: performanceTitles[name], tone: 'accent', kind: 'dots', points: windows.flatMap(({ value, low, high, verdict }, at) => (value === null ? [] : [{ x: at, y: value, low, high, muted: verdict === 'insufficient_data' }])) }],
    rules,
  }
}

/** As it is shown; two segments may read alike, `segmentName` tells them apart. */
export const segmentLabel = (by: Record<string, string>): string => Object.entries(by).map(([column, value]) => segmentWords(column, value)).join(', ')

export const segmentName = (by: Record<string, string>): string => Object.entries(by).map(([column, value]) => `${column} ${value}`).join(', ')

const mostSegments = 15

export function toSegmentForest({ locality, settings }: PerformanceResult): Forest {
  const shown = (locality?.segments ?? []).slice(0, mostSegments)
  return toForest(
    shown.map(({ by, n, gap, gapLow, gapHigh, adjusted }) => ({ label: segmentLabel(by), note: `n=${n.toLocaleString('en')}`, value: gap, low: gapLow, high: gapHigh, muted: adjusted === null || adjusted >= settings.locality.level })),
    `${performanceTitles[settings.locality.metric]}: segment − all others`,
  )
}

export function toDifferenceForest({ challenger }: PerformanceResult, unitless: (name: PerformanceMetric) => boolean): Forest {
  const shown = (challenger?.comparisons ?? []).filter(({ name }) => unitless(name))
  return toForest(shown.map(({ name, difference, low, high }) => ({ label: performanceTitles[name], note: '', value: difference, low, high, muted: low !== null && high !== null && low <= 0 && high >= 0 })), 'Challenger − champion')
}

function toForest(rows: readonly ForestRow[], xLabel: string): Forest {
  const range = rangeOf([0, ...rows.flatMap(({ value, low, high }) => [value, low, high])])
  return { rows, xLabel, range, zero: 0 }
}
