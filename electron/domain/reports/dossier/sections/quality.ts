import type { ColumnProfile, QualityResult } from '../../../../../shared/contract/evidence.ts'
import { describeBounds, describePersonal, describeRule, flagWords, isCounted, missedRows, qualityTitle, toPercent } from '../../../../../shared/quality-words.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { bullets, lead } from '../../layout/text.ts'
import { count, decimals, interval, overLabel, plural, reasonText, verdictBadge } from '../words.ts'
import type { KindSection } from './checks.ts'

/** More columns than this are in the attached result; a page of names helps nobody. */
const shownColumns = 60

export const qualitySection: KindSection<'quality'> = {
  title: 'Data quality check',
  facts: ({ settings, columns }) => [
    { label: 'Columns', value: count(columns.length), ...(settings.rowIds.length > 0 && { note: `${settings.rowIds.join(', ')} only name rows` }) },
    ...(settings.label === null ? [] : [{ label: 'Label', value: settings.label }]),
    { label: 'Rules', value: plural(settings.rules.length, 'rule') },
  ],
  draw(paper, result) {
    findings(paper, result)
    rulesTable(paper, result)
    profileTable(paper, result)
    representation(paper, result)
    personal(paper, result)
  },
}

/** What is not in order comes with value and threshold; the metrics that passed are counted. */
function findings(paper: Paper, { metrics }: QualityResult): void {
  const judged = metrics.filter(({ threshold, name }) => threshold !== null && !name.startsWith('rule_'))
  const found = judged.filter(({ verdict }) => verdict !== 'pass')
  heading(paper, 'Findings', { keep: 60 })
  lead(paper, `${plural(judged.length, 'metric')} held against a threshold, ${count(judged.length - found.length)} of them passed. All are in the attached result.`)
  if (found.length === 0) return
  table(paper, {
    summary: 'Metrics that did not pass, with value, threshold and verdict',
    columns: [{ title: 'Metric', share: 32 }, { title: 'Over', share: 24 }, { title: 'Value', share: 20, align: 'right' }, { title: 'Passes at', share: 28 }, { title: 'n', share: 12, align: 'right' }, { title: 'Verdict', share: 22 }],
    rows: found.map((one): Cell[] => [
      { text: qualityTitle(one.name), style: 'strong' },
      overLabel(one.over) || 'whole file',
      one.value === null ? { text: '–', note: reasonText(one.reason) } : { text: isCounted(one.name) ? count(one.value) : decimals(one.value), style: 'strong', ...(one.low !== null && { note: interval(one) }) },
      one.threshold ? describeBounds(one.threshold) : '',
      count(one.n),
      { badge: verdictBadge(one.verdict) },
    ]),
  })
}

function rulesTable(paper: Paper, { rules, metrics }: QualityResult): void {
  if (rules.length === 0) return
  heading(paper, 'Rules', { keep: 60 })
  table(paper, {
    summary: 'Declared rules with checked values, violations and verdict',
    columns: [{ title: 'Rule', share: 60 }, { title: 'Checked', share: 16, align: 'right' }, { title: 'Violations', share: 18, align: 'right' }, { title: 'Verdict', share: 22 }],
    rows: rules.map(({ rule, checked, violations, measure }): Cell[] => [describeRule(rule), count(checked), count(violations), { badge: verdictBadge(metrics[measure]?.verdict ?? 'error') }]),
  })
}

function profileTable(paper: Paper, { columns }: QualityResult): void {
  heading(paper, 'Profile of the columns', { keep: 80 })
  const note = columns.length > shownColumns ? `The first ${shownColumns} of ${count(columns.length)} columns; the others are in the attached result.` : 'Quantiles are of type 7; the whole profile, with histograms, is in the attached result.'
  lead(paper, note)
  table(paper, {
    summary: 'Columns with type, missing and different values, range, median and mean',
    columns: [{ title: 'Column', share: 30 }, { title: 'Type', share: 16 }, { title: 'Missing', share: 18, align: 'right' }, { title: 'Distinct', share: 14, align: 'right' }, { title: 'Range', share: 30, align: 'right' }, { title: 'Median', share: 14, align: 'right' }, { title: 'Mean', share: 14, align: 'right' }],
    rows: columns.slice(0, shownColumns).map(columnRow),
  })
}

/** Four significant digits, thousands apart. */
const grouped = (value: number): string => (Math.abs(value) >= 1000 && Number.isInteger(value) ? `${value < 0 ? '−' : ''}${count(Math.abs(value))}` : String(value).replace('-', '−'))
const short = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : grouped(Number(value.toPrecision(4))))

function columnRow(column: ColumnProfile): Cell[] {
  const { name, type: kind, distinct, flags, numbers, dates, withheld } = column
  const missed = missedRows(column)
  const rows = missed + column.present
  const range = numbers ? `${short(numbers.min)} to ${short(numbers.max)}` : dates ? `${dates.min} to ${dates.max}` : withheld === null ? '–' : 'withheld'
  return [
    { text: name, style: 'strong', note: flags.map((flag) => flagWords[flag]).join(', ') },
    kind,
    missed === 0 ? '0' : { text: count(missed), note: toPercent(missed / rows) },
    count(distinct),
    range,
    short(numbers?.quantiles[3]),
    short(numbers?.mean),
  ]
}

function representation(paper: Paper, { benchmark }: QualityResult): void {
  for (const { column, n, chiSquare, degrees, p, values } of benchmark) {
    heading(paper, `Representation by ${column}`, { keep: 80 })
    const test = chiSquare === null ? 'The benchmark does not name every value, so no test of fit is given.' : `Chi-square of fit ${short(chiSquare)} at ${degrees} degrees of freedom, p = ${short(p)}: information, not judged.`
    lead(paper, `${plural(n, 'row')} with a value. ${test}`)
    table(paper, {
      summary: `Shares of ${column} in the data and in the benchmark`,
      columns: [{ title: 'Value', share: 34 }, { title: 'Rows', share: 14, align: 'right' }, { title: 'Share, 95 % interval', share: 28, align: 'right' }, { title: 'Expected', share: 16, align: 'right' }, { title: 'Ratio', share: 14, align: 'right' }],
      rows: values.map((one): Cell[] => [one.value, count(one.n), { text: decimals(one.share), note: interval(one) }, decimals(one.expected), one.ratio === null ? '–' : decimals(one.ratio)]),
    })
  }
}

/** Columns and numbers only: the result holds no value of them. */
function personal(paper: Paper, { columns }: QualityResult): void {
  const found = columns.filter((column) => column.personal.length > 0)
  if (found.length === 0) return
  heading(paper, 'Columns that look like personal data', { keep: 40 })
  bullets(paper, found.map((column) => `${column.name}: ${column.personal.map(describePersonal).join('; ')}`))
}
