import type { FairnessResult, GroupResult, RateName } from '../../../../../shared/contract/evidence.ts'
import { drawPlot, plotHeight, selectionPlots, type Panel } from '../../charts/dot-plot.ts'
import { isJudged } from '../../charts/rate-axis.ts'
import { drawMultiples, multiplesHeight, type Multiples } from '../../charts/small-multiples.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { lead } from '../../layout/text.ts'
import { columnsOf, decimals, groupLabel, interval, overLabel, rateTitles } from '../words.ts'

interface LabelledGroup {
  label: string
  result: GroupResult
}

/** Drawn from the stored result alone; nothing is computed here but places on the page. */
export function fairnessCharts(paper: Paper, result: FairnessResult): void {
  const panels = panelsOf(result)
  const plots = selectionPlots(paper, panels)
  const [first] = plots
  if (!first) return
  heading(paper, 'Selection rate by group', { keep: plotHeight(first) + 30 })
  lead(paper, chartNote(result))
  for (const plot of plots) drawPlot(paper, plot, selectionAlt(plot.panel))
  const charts = panels.flatMap((panel) => multiplesOf(panel.title, panel.groups))
  charts.forEach((chart, at) => {
    if (at === 0) {
      heading(paper, 'Other rates by group', { keep: multiplesHeight(chart) + 50 })
      lead(paper, 'Estimate and Wilson 95 % interval, all axes from 0 to 1. The counts are in the table of groups.')
    }
    heading(paper, chart.title, { level: 4, keep: multiplesHeight(chart) })
    drawMultiples(paper, chart, multiplesAlt(chart))
  })
}

/** With the class, or the k, where there are several. */
const titleOver = (over: readonly string[], view: string | undefined): string => overLabel(over) + (view === undefined ? '' : `, ${view}`)

function panelsOf(result: FairnessResult): Panel[] {
  const titleOf = (group: GroupResult) => titleOver(columnsOf(group.by, result), group.view)
  return [...new Set(result.groups.map(titleOf))].map((title) => {
    const groups = result.groups.filter((group) => titleOf(group) === title).map((group): LabelledGroup => ({ label: groupLabel(group.by, result), result: group }))
    return { title, groups, reference: referenceOf(result, title, groups) }
  })
}

/** The declared ratio times the highest judged rate: the line that the demographic parity ratio is held against. */
function referenceOf(result: FairnessResult, title: string, groups: readonly LabelledGroup[]): Panel['reference'] {
  const metric = result.metrics.find(({ name, over, view, threshold }) => name === 'demographic_parity_ratio' && titleOver(over, view) === title && threshold?.min !== undefined)
  const judged = groups.filter(({ result: group }) => isJudged(group, group.rates.selection_rate)).flatMap(({ result: group }) => group.rates.selection_rate.value ?? [])
  const least = metric?.threshold?.min
  if (least === undefined || judged.length < 2) return null
  return { value: least * Math.max(...judged), label: `${decimals(least)} × the highest` }
}

function chartNote({ groups }: FairnessResult): string {
  const hollow = groups.some((group) => !isJudged(group, group.rates.selection_rate)) ? ' A hollow dot is shown and not judged: too few rows.' : ''
  return `Estimate and Wilson 95 % interval. The dashed line is the declared ratio times the highest rate: a dot left of it fails the demographic parity ratio.${hollow}`
}

const ratesShown: readonly RateName[] = ['true_positive_rate', 'false_positive_rate', 'positive_predictive_value', 'negative_predictive_value', 'accuracy', 'base_rate']

function multiplesOf(title: string, groups: readonly LabelledGroup[]): Multiples[] {
  const most = 20
  // Without a label none of these rates has a value.
  if (groups.every(({ result }) => result.tp === undefined)) return []
  const parts = Math.ceil(groups.length / most)
  const rates = ratesShown.map((name) => ({ name, title: rateTitles[name] }))
  return Array.from({ length: parts }, (_, at) => ({
    title: parts === 1 ? title : `${title} (part ${at + 1} of ${parts})`,
    groups: groups.slice(at * most, (at + 1) * most),
    rates,
  }))
}

/** Said in full for a few groups; for many the table is the better reading. */
function selectionAlt({ title, groups, reference }: Panel): string {
  const line = reference ? ` Dashed line at ${decimals(reference.value)} (${reference.label}).` : ''
  return `Dot plot of the selection rate by ${title}. ${rateSentence(groups, 'selection_rate')}${line}`
}

function multiplesAlt({ title, groups, rates }: Multiples): string {
  return `Dot plots by ${title}. ${rates.map((rate) => `${rate.title}: ${rateSentence(groups, rate.name)}`).join(' ')}`
}

function rateSentence(groups: readonly LabelledGroup[], name: RateName): string {
  const texts = groups.map(({ label, result }) => {
    const rate = result.rates[name]
    return rate.value === null ? `${label} undefined` : `${label} ${decimals(rate.value)} (${interval(rate)})`
  })
  if (texts.length <= 12) return `${texts.join('; ')}.`
  const values = groups.flatMap(({ result }) => result.rates[name].value ?? [])
  const range = values.length === 0 ? 'all undefined' : `from ${decimals(Math.min(...values))} to ${decimals(Math.max(...values))}`
  return `${groups.length} groups, ${range}; every value is in the table of groups.`
}
