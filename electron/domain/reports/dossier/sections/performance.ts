import type { PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { heading } from '../../layout/heading.ts'
import { count } from '../words.ts'
import type { KindSection } from './checks.ts'
import { calibrationTable, challengerTable, confusionTable, metricTable, segmentTable, sweepTable, windowTables } from './performance-tables.ts'

export const performanceSection: KindSection<'performance'> = {
  title: 'Performance check',
  facts({ settings }) {
    const { task, label, positive, model, minimumRows, minimumCases, watched } = settings
    const decides = model.prediction === null ? `column ${model.score} ≥ ${model.cutoff}` : `column ${model.prediction}`
    return [
      { label: 'Task, label', value: `${task}; column ${label}${positive === null ? '' : `, positive is “${positive}”`}` },
      { label: 'Prediction', value: `${decides}${model.score !== null && model.prediction !== null ? `; scores in column ${model.score}` : ''}` },
      { label: 'Watched', value: watched.map((name) => performanceTitles[name]).join(', ') },
      { label: 'Alert', value: alertWords(settings) },
      { label: 'Smallest judged', value: `${count(minimumRows)} rows, and ${count(minimumCases)} cases under a rate or in the smaller class` },
    ]
  },
  draw(paper, result) {
    heading(paper, 'Against the thresholds', { keep: 90 })
    metricTable(paper, result)
    confusionTable(paper, result)
    calibrationTable(paper, result)
    sweepTable(paper, result)
    windowTables(paper, result)
    segmentTable(paper, result)
    challengerTable(paper, result)
  },
}

function alertWords({ alert }: PerformanceResult['settings']): string {
  return alert.by === 'relative'
    ? `worse than the reference by ${100 * alert.warn} % of it (warning) or ${100 * alert.fail} % (failure); ${alert.source}`
    : `beyond the mean ± ${alert.deviations} standard deviations over ${alert.chunks} chunks of the reference; ${alert.source}`
}
