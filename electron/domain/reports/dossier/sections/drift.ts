import type { DriftCell, DriftColumn, DriftMeasure, DriftMetric, DriftResult } from '../../../../../shared/contract/evidence.ts'
import { measureNames } from '../../../../../shared/drift-names.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { type } from '../../layout/style.ts'
import { table, type Cell } from '../../layout/table.ts'
import { lead, paragraph } from '../../layout/text.ts'
import { bound, count, decimals, verdictBadge } from '../words.ts'
import type { KindSection } from './checks.ts'

export const driftSection: KindSection<'drift'> = {
  title: 'Drift check',
  facts({ settings, columns, windows }) {
    const { method, label, prediction, minimumRows, correction } = settings
    const roles = [label === null ? [] : `label: column ${label}`, prediction === null ? [] : `prediction: column ${prediction}`].flat()
    return [
      { label: 'Reference', value: referenceText(settings), note: `Parameters: ${method.profile}; ${count(columns.length)} columns in ${count(windows.filter(({ role }) => role === 'current').length)} windows` },
      ...(roles.length > 0 ? [{ label: 'Named as', value: roles.join(', ') }] : []),
      { label: 'Bins', value: binsText(settings), note: `PSI in natural logarithms, a share of 0 taken as ${method.zero.share}; Jensen–Shannon to base ${method.jsBase}` },
      { label: 'Smallest sample judged', value: `${count(minimumRows)} values`, note: `p-values are information only, corrected over columns by ${correction === 'holm' ? 'Holm' : 'Benjamini and Hochberg'}` },
    ]
  },
  draw(paper, result) {
    const windows = result.windows.flatMap((window, at) => (window.role === 'current' ? [{ ...window, at }] : []))
    limitTable(paper, result)
    if (windows.length > 1) matrix(paper, result, windows)
    heading(paper, 'Columns', { keep: 200 })
    lead(paper, 'Under PSI: the value that chance alone exceeds once in twenty times for so many rows. Where it is above the warning bound the data can not say that nothing drifted. JS: Jensen–Shannon, KS: Kolmogorov–Smirnov, W1: Wasserstein, V: Cramér.')
    for (const window of windows.length > 12 ? windows.slice(-1) : windows) columnTable(paper, result, window)
    if (windows.length > 12) paragraph(paper, 'Of more than twelve windows the last is shown in full; the attached result has all of them.', type.note)
  },
}

interface Shown {
  key: string
  at: number
}

function referenceText({ reference, windows }: DriftResult['settings']): string {
  const by = windows.by === 'none' ? '' : windows.by === 'rows' ? `; windows of ${count(windows.size)} rows` : `; one window a ${windows.unit} of ${windows.column}`
  if (reference.from === 'file') return `a file of its own${by}`
  return (reference.from === 'windows' ? `the first ${count(reference.first)} windows of the data` : `rows of ${reference.first} to ${reference.last} by ${reference.column}`) + by
}

function binsText({ method: { bins, discrete } }: DriftResult['settings']): string {
  const rule = { quantiles: 'quantiles of the reference', width: 'bins of one width', sturges: 'Sturges’ rule', doane: 'Doane’s rule' }[bins.by]
  const number = bins.by === 'quantiles' || bins.by === 'width' ? `${bins.count} ` : ''
  return `${number}${rule}${discrete > 0 ? `; by value up to ${discrete} different values` : ''}`
}

/** Thresholds, once each, with where they come from. */
function limitTable(paper: Paper, { metrics }: DriftResult): void {
  const judged = new Map(metrics.flatMap((metric) => (metric.threshold ? [[`${metric.name} ${metric.threshold.source} ${bound(metric.threshold)}`, metric] as const] : [])))
  if (judged.size === 0 || judged.size > 40) return
  const tally = (one: DriftMetric, verdict: DriftMetric['verdict']) => metrics.filter((metric) => metric.name === one.name && metric.verdict === verdict && metric.threshold?.max === one.threshold?.max).length
  heading(paper, 'Against the thresholds', { keep: 90 })
  table(paper, {
    summary: 'Measures of drift, their thresholds, and how many values kept them',
    columns: [{ title: 'Measure', share: 30 }, { title: 'Warns above', share: 16, align: 'right' }, { title: 'Threshold', share: 16, align: 'right' }, { title: 'Source', share: 44 }, { title: 'Fail', share: 10, align: 'right' }, { title: 'Warn', share: 10, align: 'right' }, { title: 'Not told', share: 12, align: 'right' }],
    rows: [...judged.values()].map((metric): Cell[] => [
      { text: measureNames[metric.name], style: 'strong' },
      metric.threshold?.warn?.max === undefined ? '–' : String(metric.threshold.warn.max),
      metric.threshold ? bound(metric.threshold) : 'none',
      metric.threshold?.source ?? '',
      ...(['fail', 'warn', 'insufficient_data'] as const).map((verdict) => count(tally(metric, verdict))),
    ]),
  })
}

/** As many windows beside each other as a page takes. */
const windowsInRow = 8

function matrix(paper: Paper, { columns }: DriftResult, windows: readonly Shown[]): void {
  heading(paper, 'PSI by column and window', { keep: 90 })
  for (let first = 0; first < windows.length; first += windowsInRow) {
    const shown = windows.slice(first, first + windowsInRow)
    table(paper, {
      summary: `PSI and verdict by column, windows ${first + 1} to ${first + shown.length}`,
      columns: [{ title: 'Column', share: 30 }, ...shown.map(({ key }) => ({ title: key, share: 18, align: 'right' as const }))],
      rows: columns.map((column): Cell[] => [columnCell(column), ...shown.map(({ at }) => cellOf(column.windows[at] as DriftCell))]),
    })
  }
}

const cellOf = (cell: DriftCell): Cell => ({ text: number(cell, 'psi'), note: verdictBadge(cell.verdict).word })

function columnTable(paper: Paper, result: DriftResult, { key, at }: Shown): void {
  const measures: readonly DriftMeasure[] = ['js_distance', 'ks_statistic', 'wasserstein', 'cramers_v', 'missing_difference', 'unseen_share']
  const share = result.metrics.find(({ name, over }) => name === 'drifted_columns' && (over.length === 0 || over[0] === key))
  heading(paper, key === 'all' ? 'All current rows' : key, { level: 4, keep: 90 })
  if (share && share.value !== null) lead(paper, `${(share.value * 100).toFixed(0)} % of the judged columns drifted; drift of the whole begins beyond ${((share.threshold?.max ?? 0) * 100).toFixed(0)} %.`)
  table(paper, {
    summary: `Measures of drift by column, ${key}`,
    columns: [{ title: 'Column', share: 28 }, { title: 'PSI, by chance', share: 16, align: 'right' }, ...measures.map((measure) => ({ title: shortTitles[measure] ?? measure, share: 14, align: 'right' as const })), { title: 'n', share: 12, align: 'right' }, { title: 'Verdict', share: 22 }],
    rows: result.columns.map((column): Cell[] => {
      const cell = column.windows[at] as DriftCell
      const { floor } = cell.values.psi ?? {}
      return [
        columnCell(column),
        { text: number(cell, 'psi'), style: 'strong', note: floor ? decimals(floor.critical) : '' },
        ...measures.map((measure) => number(cell, measure)),
        count(cell.rows - cell.missing - cell.notNumbers),
        { badge: verdictBadge(cell.verdict) },
      ]
    }),
  })
}

const roleNotes = { feature: '', label: 'label drift', prediction: 'prediction drift' }
const columnCell = ({ name, role, kind }: DriftColumn): Cell => ({ text: name, style: 'strong', note: [roleNotes[role], kind].filter((word) => word !== '').join(', ') })

function number(cell: DriftCell, measure: DriftMeasure): string {
  const value = cell.values[measure]?.value
  return value === null || value === undefined ? '–' : decimals(value)
}

const shortTitles: Partial<Record<DriftMeasure, string>> = { js_distance: 'JS', ks_statistic: 'KS', wasserstein: 'W1', cramers_v: 'V', missing_difference: 'Missing ±', unseen_share: 'Unseen' }
