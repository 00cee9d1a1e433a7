import { describeDecision } from '../../../../../shared/fairness-words.ts'
import { heading } from '../../layout/heading.ts'
import { count, overLabel } from '../words.ts'
import type { KindSection } from './checks.ts'
import { fairnessCharts } from './fairness-charts.ts'
import { furtherSections } from './fairness-more.ts'
import { groupTables, impactRatios, metricTable, otherMetrics } from './fairness-tables.ts'

export const fairnessSection: KindSection<'fairness'> = {
  title: 'Fairness check',
  facts({ settings }) {
    const { decision, label, positive, groups } = settings.columns
    return [
      { label: 'Label, decision', value: `${label === undefined ? 'no label' : `column ${label}`}${positive === undefined ? '' : `, positive is “${positive}”`}; decision: ${describeDecision(decision)}` },
      { label: 'Groups by', value: overLabel(groups) },
      { label: 'Smallest group judged', value: `${count(settings.minimumGroup)} rows, and ${count(settings.minimumDenominator)} cases under every rate` },
    ]
  },
  draw(paper, result) {
    heading(paper, 'Against the thresholds', { keep: 90 })
    metricTable(paper, result)
    if (result.groups.length > 0) fairnessCharts(paper, result)
    impactRatios(paper, result)
    furtherSections(paper, result)
    if (result.groups.length > 0) groupTables(paper, result)
    otherMetrics(paper, result)
  },
}
