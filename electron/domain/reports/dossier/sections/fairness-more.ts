import type { Estimate, FairnessResult, RateName } from '../../../../../shared/contract/evidence.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { type Cell, type Column, table } from '../../layout/table.ts'
import { lead } from '../../layout/text.ts'
import { count, decimals, groupLabel, rowsOf, interval, overLabel, pValue, rateTitles } from '../words.ts'

/** What a fairness check has beyond rates, as far as its settings asked for it. */
export function furtherSections(paper: Paper, result: FairnessResult): void {
  auditTables(paper, result)
  comparisons(paper, result)
  conditional(paper, result)
  scores(paper, result)
  errors(paper, result)
  exposure(paper, result)
  representation(paper, result)
}

const estimateCell = (estimate: Estimate): Cell => (estimate.value === null ? '–' : { text: decimals(estimate.value), note: estimate.low === null ? '' : interval(estimate) })
const decimalCell = (value: number | null): Cell => (value === null ? '–' : decimals(value))
const nameOf = (result: FairnessResult, by: Record<string, string>, view?: string): string => groupLabel(by, result) + (view === undefined ? '' : `, ${view}`)
const numbers = (titles: readonly string[], share: number): Column[] => titles.map((title) => ({ title, share, align: 'right' }))

interface Section<Row> {
  title: string
  note?: string
  columns: Column[]
  rows: readonly Row[]
  cells(row: Row): Cell[]
}

function draw<Row>(paper: Paper, { title, note, columns, rows, cells }: Section<Row>): void {
  if (rows.length === 0) return
  heading(paper, title, { keep: 80 })
  if (note !== undefined) lead(paper, note)
  table(paper, { summary: title, columns, rows: rows.map(cells) })
}

function auditTables(paper: Paper, result: FairnessResult): void {
  for (const { over, view, kind, assessed, unknown, rows } of result.audit ?? []) {
    draw(paper, {
      title: `Local Law 144: ${kind} rates by ${overLabel(over)}${view === undefined ? '' : `, ${view}`}`,
      note: `${count(assessed)} assessed, ${count(unknown)} of an unknown category in no table. The rule (6 RCNY 5-301) sets no pass mark.`,
      columns: [{ title: 'Category', share: 60 }, ...numbers(['Applicants', kind === 'scoring' ? 'Above the median' : 'Selected', 'Rate', 'Impact ratio'], 18)],
      rows,
      cells: ({ by, applicants, selected, rate, ratio, reason }) => [nameOf(result, by), count(applicants), count(selected), decimalCell(rate), ratio === null ? { text: '–', note: reason === 'below_minimum_share' ? 'small share' : '' } : decimals(ratio)],
    })
  }
}

const shownRates: readonly RateName[] = ['selection_rate', 'true_positive_rate', 'false_positive_rate']

function comparisons(paper: Paper, result: FairnessResult): void {
  draw(paper, {
    title: 'Against the reference group',
    note: 'Difference with Newcombe’s and ratio with Katz’s 95 % interval; p of z, or of Fisher’s exact test where counts are small (F), adjusted within each rate (Holm).',
    columns: [{ title: 'Group and reference', share: 44 }, { title: 'Rate', share: 27 }, { title: 'n', share: 15, align: 'right' }, ...numbers(['Difference', 'Ratio', 'p, adjusted'], 24)],
    rows: result.comparisons.filter(({ rate }) => shownRates.includes(rate)),
    cells: ({ by, reference, view, rate, difference, ratio, adjusted, test }) => [
      { text: nameOf(result, by, view), note: `against ${groupLabel(reference, result)}` },
      rateTitles[rate],
      { text: rowsOf(result, by, view), note: `and ${rowsOf(result, reference, view)}` },
      estimateCell(difference),
      estimateCell(ratio),
      adjusted === null ? '–' : `${pValue(adjusted)}${test === 'fisher' ? ' F' : ''}`,
    ],
  })
}

function conditional(paper: Paper, result: FairnessResult): void {
  draw(paper, {
    title: `Like with like: within each ${overLabel(result.settings.columns.controls ?? [])}`,
    note: 'Differences and ratios pooled over strata by Mantel and Haenszel; p of Cochran, Mantel and Haenszel.',
    columns: [{ title: 'Group and reference', share: 46 }, { title: 'Rate', share: 28 }, ...numbers(['Without strata', 'Difference', 'Ratio', 'p'], 20)],
    rows: result.conditional ?? [],
    cells: ({ by, reference, view, rate, crude, difference, ratio, p }) => [
      { text: nameOf(result, by, view), note: `against ${groupLabel(reference, result)}` },
      rateTitles[rate],
      decimalCell(crude),
      estimateCell(difference),
      estimateCell(ratio),
      p === null ? '–' : pValue(p),
    ],
  })
}

function scores(paper: Paper, result: FairnessResult): void {
  draw(paper, {
    title: 'Scores by group',
    note: 'AUC with DeLong’s 95 % interval; ECE over ten bins; gap: mean score − share of positives; SMD: mean score from everybody else, in standard deviations.',
    columns: [{ title: 'Group', share: 40 }, { title: 'n', share: 12, align: 'right' }, ...numbers(['AUC', 'Brier', 'ECE', 'Gap', 'SMD'], 20)],
    rows: result.scores ?? [],
    cells: ({ by, n, auc, brier, calibrationError, gap, standardized }) => [nameOf(result, by), count(n), estimateCell(auc), decimalCell(brier), decimalCell(calibrationError), estimateCell(gap), estimateCell(standardized)],
  })
}

function errors(paper: Paper, result: FairnessResult): void {
  draw(paper, {
    title: 'Errors by group',
    note: 'Error = prediction − label, in the units of the label; Student’s 95 % intervals.',
    columns: [{ title: 'Group', share: 40 }, { title: 'n', share: 12, align: 'right' }, ...numbers(['Mean error', 'MAE', 'RMSE', 'R²'], 24)],
    rows: result.errors ?? [],
    cells: ({ by, n, meanError, mae, rmse, r2 }) => [nameOf(result, by), count(n), estimateCell(meanError), estimateCell(mae), estimateCell(rmse), decimalCell(r2)],
  })
}

function exposure(paper: Paper, result: FairnessResult): void {
  const rows = result.exposure ?? []
  draw(paper, {
    title: 'Places and exposure',
    note: 'Exposure: mean of 1/log₂(1 + place). Skew at k: logarithm of the share among the first k over the share of all; 0 is parity.',
    columns: [{ title: 'Group', share: 40 }, { title: 'n', share: 12, align: 'right' }, { title: 'Exposure', share: 24, align: 'right' }, ...numbers((rows[0]?.cutoffs ?? []).slice(0, 4).map(({ k }) => `Skew at ${k}`), 18)],
    rows,
    cells: ({ by, n, exposure: mean, cutoffs }) => [nameOf(result, by), count(n), estimateCell(mean), ...cutoffs.slice(0, 4).map(({ skew }) => decimalCell(skew))],
  })
}

function representation(paper: Paper, result: FairnessResult): void {
  draw(paper, {
    title: 'Representation',
    columns: [{ title: 'Group', share: 40 }, { title: 'n', share: 14, align: 'right' }, ...numbers(['Share', 'Benchmark', 'Ratio'], 24), { title: 'Source', share: 30 }],
    rows: result.representation ?? [],
    cells: ({ by, n, share, benchmark, ratio, source }) => [nameOf(result, by), count(n), estimateCell(share), decimals(benchmark), estimateCell(ratio), source],
  })
}
