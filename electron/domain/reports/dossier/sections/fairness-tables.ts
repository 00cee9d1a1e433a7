import type { FairnessResult, GroupResult, MetricResult, Rate, RateName } from '../../../../../shared/contract/evidence.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell, type Column } from '../../layout/table.ts'
import { type } from '../../layout/style.ts'
import { lead, paragraph } from '../../layout/text.ts'
import { bound, columnsOf, count, decimals, groupLabel, interval, metricTitle, notJudged, overLabel, rateTitles, reasonText, rowsOf, verdictBadge } from '../words.ts'

/** Every value with interval, threshold, n and verdict; an undefined one with its reason. */
export function metricTable(paper: Paper, result: FairnessResult): void {
  table(paper, {
    summary: 'Fairness metrics with value, 95 % interval, threshold, number of rows and verdict',
    columns: [
      { title: 'Metric', share: 43 },
      { title: 'Over', share: 18 },
      { title: 'Value, 95 % interval', share: 28, align: 'right' },
      { title: 'Threshold', share: 16, align: 'right' },
      { title: 'n', share: 11, align: 'right' },
      { title: 'Verdict', share: 23 },
    ],
    rows: judgedMetrics(result).map((metric): Cell[] => [
      { text: metricTitle(metric.name), style: 'strong', note: betweenText(metric, result) },
      overOf(metric),
      valueCell(metric),
      metric.threshold ? bound(metric.threshold) : 'none',
      count(metric.n),
      { badge: metric.threshold ? verdictBadge(metric.verdict) : notJudged },
    ]),
  })
  const sources = [...new Set(result.metrics.flatMap(({ threshold }) => (threshold ? [`${bound(threshold)}: ${threshold.source}`] : [])))]
  if (sources.length > 0) paragraph(paper, `Where the thresholds come from. ${sources.join('; ')}.`, type.note)
}

/** Those without a threshold stand in a table of their own, unless there are no others. */
function judgedMetrics({ metrics }: FairnessResult): MetricResult[] {
  const judged = metrics.filter(({ threshold }) => threshold !== null)
  return judged.length === 0 ? metrics : judged
}

const overOf = ({ over, view }: MetricResult): string => [...(over.length === 0 ? ['all rows'] : [overLabel(over)]), ...(view === undefined ? [] : [view])].join(', ')

/** What was computed and judged by nobody. */
export function otherMetrics(paper: Paper, result: FairnessResult): void {
  const others = result.metrics.filter((metric) => metric.threshold === null && !judgedMetrics(result).includes(metric))
  if (others.length === 0) return
  heading(paper, 'Shown, not judged', { keep: 80 })
  table(paper, {
    summary: 'Fairness metrics without a threshold',
    columns: [
      { title: 'Metric', share: 52 },
      { title: 'Over', share: 28 },
      { title: 'Value, 95 % interval', share: 34, align: 'right' },
      { title: 'n', share: 14, align: 'right' },
    ],
    rows: others.map((metric): Cell[] => [metricTitle(metric.name), overOf(metric), valueCell(metric), count(metric.n)]),
  })
}

function valueCell(metric: MetricResult): Cell {
  if (metric.value === null) return { text: '–', note: reasonText(metric.reason) }
  return { text: decimals(metric.value), style: 'strong', note: interval(metric) }
}

function betweenText({ between, value, reason }: MetricResult, result: FairnessResult): string {
  if (between) return `between ${groupLabel(between[0], result)} and ${groupLabel(between[1], result)}`
  return value !== null && reason ? reasonText(reason) : ''
}

/** The four-fifths view: each group against the most selected one. */
export function impactRatios(paper: Paper, result: FairnessResult): void {
  const metrics = result.metrics.filter((metric) => metric.ratios && metric.ratios.length > 0)
  if (metrics.length === 0) return
  heading(paper, 'Impact ratio of each group', { keep: 80 })
  lead(paper, 'Selection rate of the group divided by that of the most selected group of sufficient size.')
  table(paper, {
    summary: 'Impact ratio of each group against the most selected group',
    columns: [
      { title: 'Group', share: 46 },
      { title: 'Over', share: 25 },
      { title: 'n', share: 11, align: 'right' },
      { title: 'Impact ratio, 95 % interval', share: 30, align: 'right' },
      { title: 'Threshold', share: 18, align: 'right' },
    ],
    rows: metrics.flatMap((metric) =>
      (metric.ratios ?? []).map((ratio): Cell[] => [
        groupLabel(ratio.by, result),
        overLabel(metric.over),
        rowsOf(result, ratio.by, metric.view),
        ratio.value === null ? { text: '–', note: 'undefined' } : { text: decimals(ratio.value), style: 'strong', note: ratio.value === 1 && ratio.low === null ? 'the most selected group' : interval(ratio) },
        metric.threshold ? bound(metric.threshold) : 'none',
      ]),
    ),
  })
}

const counted: readonly (keyof GroupResult & ('tp' | 'fp' | 'fn' | 'tn'))[] = ['tp', 'fp', 'fn', 'tn']
const firstRates: readonly RateName[] = ['selection_rate', 'true_positive_rate', 'false_positive_rate', 'positive_predictive_value']
const otherRates: readonly RateName[] = ['base_rate', 'accuracy', 'false_negative_rate', 'true_negative_rate', 'negative_predictive_value']

/** Counts first: every rate below can be worked out from them by hand. */
export function groupTables(paper: Paper, result: FairnessResult): void {
  heading(paper, 'Groups: counts and rates', { keep: 80 })
  lead(paper, groupNote(result))
  const head: Column = { title: 'Group', share: 30 }
  const rateColumns = (names: readonly RateName[], share: number) => names.map((name): Column => ({ title: rateTitles[name], share, align: 'right' }))
  table(paper, {
    summary: 'Counts and rates by group, part 1',
    columns: [head, { title: 'n', share: 10, align: 'right' }, ...counted.map((name): Column => ({ title: name.toUpperCase(), share: 9, align: 'right' })), ...rateColumns(firstRates, 18)],
    rows: result.groups.map((group) => [groupCell(group, result), count(group.n), ...counted.map((name) => countOrNone(group[name])), ...firstRates.map((name) => rateCell(group.rates[name]))]),
  })
  if (result.settings.columns.label === undefined) return
  table(paper, {
    summary: 'Counts and rates by group, part 2',
    columns: [head, { title: 'n', share: 10, align: 'right' }, ...rateColumns(otherRates, 22)],
    rows: result.groups.map((group) => [groupCell(group, result), count(group.n), ...otherRates.map((name) => rateCell(group.rates[name]))]),
  })
}

const countOrNone = (n: number | undefined): string => (n === undefined ? '–' : count(n))

function groupNote({ settings, groups }: FairnessResult): string {
  const note = 'TP, FP, FN, TN: true and false positives, false and true negatives. Under each rate its Wilson 95 % interval.'
  const shownOnly = groups.some((group) => !group.sufficient || Object.values(group.rates).some((rate) => rate.suppressed))
  return shownOnly ? `${note} † shown, but judged by nobody: fewer than ${settings.minimumGroup} rows in the group or ${settings.minimumDenominator} cases under the rate.` : note
}

function groupCell(group: GroupResult, result: FairnessResult): Cell {
  return { text: `${groupLabel(group.by, result)}${group.sufficient ? '' : ' †'}`, note: overLabel(columnsOf(group.by, result)) + (group.view === undefined ? '' : `, ${group.view}`) }
}

function rateCell(rate: Rate): Cell {
  if (rate.value === null) return { text: '–', note: reasonText(rate.reason) }
  return { text: `${decimals(rate.value)}${rate.suppressed ? ' †' : ''}`, note: rate.low === null || rate.high === null ? 'no interval' : `${decimals(rate.low)}–${decimals(rate.high)}` }
}

