import type { CheckKind, DriftMetric, ExplanationMetric, MetricName } from '../../../../shared/contract/evidence.ts'
import { metricWords } from '../../../../shared/fairness-words.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { driftTitles } from '../drift-words.ts'
import { explanationMetrics } from '../result/explanation/words.ts'

const titles: Partial<Record<CheckKind, (name: string) => string | undefined>> = {
  fairness: (name) => metricWords[name as MetricName]?.title,
  drift: (name) => driftTitles[name as DriftMetric['name']],
  explanation: (name) => explanationMetrics[name as ExplanationMetric]?.title,
}

/** A metric's plain title; without one its name, readable. */
export const titleOf = (kind: CheckKind, name: string): string => titles[kind]?.(name) ?? toWords(name)
