import type { PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { overWords, performanceReason, performanceTitles, segmentWords } from '../../../../../shared/performance-words.ts'
import { drawEstimates } from '../../charts/estimates.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { type } from '../../layout/style.ts'
import { type Cell, table } from '../../layout/table.ts'
import { lead, paragraph } from '../../layout/text.ts'
import { bound, count, decimals, interval, notJudged, pValue, verdictBadge } from '../words.ts'

const right = (title: string, share: number) => ({ title, share, align: 'right' as const })
const number = (value: number | null): string => (value === null ? '–' : decimals(value))

interface Valued {
  value: number | null
  low: number | null
  high: number | null
  reason?: string | undefined
}

const valueCell = ({ value, low, high, reason }: Valued): Cell =>
  value === null ? { text: '–', note: performanceReason(reason ?? 'undefined') } : { text: decimals(value), style: 'strong', note: interval({ low, high }) }

/** Windows have tables of their own. */
export function metricTable(paper: Paper, { metrics }: PerformanceResult): void {
  table(paper, {
    summary: 'Performance metrics with value, 95 % interval, threshold, number of rows and verdict',
    columns: [{ title: 'Metric', share: 40 }, right('Value, 95 % interval', 30), right('Threshold', 18), right('n', 13), { title: 'Verdict', share: 24 }],
    rows: metrics.filter(({ over }) => over[0] !== 'window').map((metric): Cell[] => [
      { text: performanceTitles[metric.name], style: 'strong', note: overWords(metric.over) },
      valueCell(metric),
      metric.threshold ? bound(metric.threshold) : 'none',
      count(metric.n),
      { badge: metric.threshold ? verdictBadge(metric.verdict) : notJudged, ...(metric.reason && metric.threshold ? { note: performanceReason(metric.reason) } : {}) },
    ]),
  })
  const sources = [...new Set(metrics.flatMap(({ threshold }) => (threshold ? [threshold.source] : [])))]
  if (sources.length > 0) paragraph(paper, `Where the thresholds come from: ${sources.join('; ')}.`, type.note)
}

const mostClasses = 8
const mostDrawn = 40
const segmentName = (by: Record<string, string>): string => Object.entries(by).map(([column, value]) => segmentWords(column, value)).join(', ')

export function confusionTable(paper: Paper, { data: { confusion, n } }: PerformanceResult): void {
  if (!confusion) return
  const { classes, counts } = confusion
  heading(paper, 'Confusion matrix', { keep: 80 })
  if (classes.length > mostClasses) return paragraph(paper, `${classes.length} classes, ${count(n)} rows: the whole table is in the attached result.`)
  table(paper, {
    summary: 'Rows by true class (lines) and decided class (columns)',
    columns: [{ title: 'Truth', share: 30 }, ...classes.map((label) => right(`decided ${label}`, 70 / classes.length))],
    rows: counts.map((row, at): Cell[] => [{ text: classes[at] as string, style: 'strong' }, ...row.map(count)]),
  })
}

export function calibrationTable(paper: Paper, { data: { scores } }: PerformanceResult): void {
  const bins = scores?.bins?.map((bin, at) => ({ ...bin, from: at / 10 })).filter(({ n }) => n > 0) ?? []
  if (bins.length === 0) return
  heading(paper, 'Calibration', { keep: 80 })
  table(paper, {
    summary: 'Mean score and share of positives by tenth of the score',
    columns: [{ title: 'Scores', share: 30 }, right('n', 20), right('Mean score', 25), right('Share of positives', 25)],
    rows: bins.map(({ from, n, scores: sum, positives }): Cell[] => [`${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`, count(n), decimals(sum / n), decimals(positives / n)]),
  })
}

export function sweepTable(paper: Paper, { data: { curve } }: PerformanceResult): void {
  if (!curve || curve.sweep.length === 0) return
  const { positives, negatives } = curve
  const share = (a: number, b: number) => (b === 0 ? '–' : decimals(a / b))
  heading(paper, 'At other cutoffs', { keep: 80 })
  table(paper, {
    summary: 'True and false positives, precision, recall and specificity by cutoff',
    columns: [{ title: 'Score ≥', share: 16 }, right('TP', 14), right('FP', 14), right('Precision', 18), right('Recall', 18), right('Specificity', 20)],
    rows: curve.sweep.map(({ threshold, tp, fp }): Cell[] => [threshold.toFixed(2), count(tp), count(fp), share(tp, tp + fp), share(tp, positives), share(negatives - fp, negatives)]),
  })
}

export function windowTables(paper: Paper, { decay }: PerformanceResult): void {
  for (const { name, windows, limits, reference } of decay) {
    if (windows.length === 0) continue
    heading(paper, `${performanceTitles[name]} by window`, { keep: 80 })
    const lines = [['reference', reference?.value], ['limit', limits?.min], ['limit', limits?.max]] as const
    drawEstimates(paper, {
      rows: windows.slice(-mostDrawn).map(({ key, n, value, low, high, verdict }) => ({ label: key, n, value, low, high, hollow: verdict === 'insufficient_data' })),
      lines: lines.flatMap(([label, value]) => (typeof value === 'number' ? [{ label, value }] : [])),
      alt: `${performanceTitles[name]} in ${windows.length} windows with 95 % intervals; every value is in the table below.`,
    })
    if (windows.length > mostDrawn) paragraph(paper, `The last ${mostDrawn} windows are drawn.`, type.note)
    table(paper, {
      summary: `${performanceTitles[name]} in each window, its gap to the reference and verdict`,
      columns: [{ title: 'Window', share: 22 }, right('n', 12), right('Value, 95 % interval', 28), right('Gap to the reference', 30), { title: 'Verdict', share: 22 }],
      rows: windows.map((one): Cell[] => [
        { text: one.key, style: 'strong' },
        count(one.n),
        valueCell(one),
        one.gap === null ? '–' : { text: decimals(one.gap), note: interval({ low: one.gapLow, high: one.gapHigh }) },
        { badge: limits ? verdictBadge(one.verdict) : notJudged, ...(one.reason && limits ? { note: performanceReason(one.reason) } : {}) },
      ]),
    })
    if (limits) paragraph(paper, `Limits: ${bound(limits)}${limits.warn ? `; a warning unless ${bound({ ...limits.warn, source: '' })}` : ''}. ${limits.source}.`, type.note)
  }
}

export function segmentTable(paper: Paper, { locality, settings }: PerformanceResult): void {
  if (!locality || locality.segments.length === 0) return
  heading(paper, 'Worst segments', { keep: 80 })
  lead(paper, `${performanceTitles[settings.locality.metric]} of each segment against all other rows; ${count(locality.tried)} segments were tried, and p is corrected for that by Holm. The twenty worst:`)
  drawEstimates(paper, {
    rows: locality.segments.slice(0, 20).map(({ by, n, gap, gapLow, gapHigh, adjusted }) => ({ label: segmentName(by), n, value: gap, low: gapLow, high: gapHigh, hollow: adjusted === null || adjusted >= settings.locality.level })),
    lines: [{ value: 0, label: 'no difference' }],
    alt: 'Gap of each segment to all other rows with 95 % intervals; every value is in the table below.',
  })
  table(paper, {
    summary: 'Segments with the largest shortfall',
    columns: [{ title: 'Segment', share: 34 }, right('n', 11), right('Value, 95 % interval', 27), right('Others', 12), right('Gap', 26), right('p', 12)],
    rows: locality.segments.slice(0, 20).map(({ by, n, estimates, rest, gap, gapLow, gapHigh, adjusted }): Cell[] => [
      segmentName(by),
      count(n),
      valueCell(estimates[0] ?? { value: null, low: null, high: null }),
      number(rest.value),
      gap === null ? '–' : { text: decimals(gap), note: interval({ low: gapLow, high: gapHigh }) },
      adjusted === null ? '–' : pValue(adjusted),
    ]),
  })
}

export function challengerTable(paper: Paper, { challenger }: PerformanceResult): void {
  if (!challenger) return
  heading(paper, 'Challenger against champion', { keep: 80 })
  table(paper, {
    summary: 'Metrics of both models over the same rows, and their difference',
    columns: [{ title: 'Metric', share: 30 }, right('Champion', 16), right('Challenger', 16), right('Difference, 95 % interval', 28), right('p', 12)],
    rows: challenger.comparisons.map((one): Cell[] => [
      { text: performanceTitles[one.name], style: 'strong' },
      number(one.champion),
      number(one.challenger),
      valueCell({ value: one.difference, low: one.low, high: one.high, reason: one.reason }),
      one.p === null ? '–' : pValue(one.p),
    ]),
  })
  const { mcnemar } = challenger
  if (!mcnemar) return
  const test = mcnemar.method === 'exact' ? 'exact' : `chi-square ${decimals(mcnemar.statistic ?? 0)}`
  paragraph(paper, `Right by the champion alone: ${count(mcnemar.onlyChampion)} rows; by the challenger alone: ${count(mcnemar.onlyChallenger)}; by both: ${count(mcnemar.bothRight)}; by neither: ${count(mcnemar.bothWrong)}. McNemar’s test (${test}): p ${mcnemar.p < 0.001 ? '< 0.001' : `= ${decimals(mcnemar.p)}`}.`, type.note)
}
