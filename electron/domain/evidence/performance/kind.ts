import type { LocalityMetric, PerformanceMetric, PerformanceTask } from '../../../../shared/contract/evidence.ts'
import { missingTokens } from '../../../platform/data-source.ts'
import type { KindOfCheck } from '../kinds.ts'
import type { PerformanceCounts, PerformanceFacts } from './facts.ts'
import { refusePerformanceFacts, refusePerformanceSettings } from './input-rules.ts'
import { toPerformanceResult } from './result.ts'

export const performanceKind: KindOfCheck<'performance', PerformanceFacts, PerformanceCounts> = {
  title: 'Performance check',
  toSettings: ({ seed, watched, locality, ...choices }) => ({
    ...choices,
    watched: watched ?? defaultWatched(choices.task, choices.model.score !== null),
    locality: { ...locality, metric: locality.metric ?? defaultLocality(choices.task) },
    bootstrap: { resamples: 1_000, seed },
    confidence: 0.95,
    missing: [...missingTokens],
  }),
  toChoices: ({ bootstrap: { seed }, confidence: _confidence, missing: _missing, ...choices }) => ({ ...choices, seed }),
  refuseSettings: refusePerformanceSettings,
  refuseFacts: refusePerformanceFacts,
  toResult: toPerformanceResult,
  toScope: ({ watched, segments, task }) => [task, ...watched, ...segments.map(({ column }) => column)],
}

function defaultWatched(task: PerformanceTask, scores: boolean): PerformanceMetric[] {
  if (task === 'regression') return ['mae', 'rmse']
  if (task === 'multiclass') return ['accuracy', 'f1_macro']
  return scores ? ['accuracy', 'auc_roc'] : ['accuracy', 'f1']
}

const defaultLocality = (task: PerformanceTask): LocalityMetric => (task === 'regression' ? 'mae' : 'accuracy')
