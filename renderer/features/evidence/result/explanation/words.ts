import type { CheckRunInput, ExplanationMetric } from '../../../../../shared/contract/evidence.ts'
import { qualityNames } from '../../../../../shared/quality-names.ts'

type Settings = Extract<CheckRunInput, { check: 'explanation' }>['settings']

/** What was chosen, in words; the same before the declaration and beside the result. */
export function describeExplanation(settings: Settings): [label: string, value: string][] {
  if (settings.source === 'imported') {
    const { table } = settings
    const columns = table.form === 'importances' ? `feature ${table.feature}, importance ${table.importance}${table.deviation === null ? '' : `, deviation ${table.deviation}`}` : `attributions to ${table.features.join(', ')}`
    return [['source', 'computed elsewhere'], ['method', settings.method], ['data set', settings.dataset || 'not said'], ['columns', columns]]
  }
  const { task, label, positive, features, stored, metric, repeats, sample, seed } = settings
  const compared = [stored?.score && `score ${stored.score}`, stored?.decision && `decision ${stored.decision}`].filter(Boolean).join(', ')
  return [
    ['source', 'the model itself, by shuffling its features'],
    ['task', task],
    ['label', positive ? `column ${label}, positive is “${positive}”` : `column ${label}`],
    ['features', features.join(', ')],
    ['compared with', compared || 'nothing: the file’s own predictions are not named'],
    ['quality by', qualityNames[metric ?? (task === 'regression' ? 'rmse' : 'roc_auc')]],
    ['shuffles', `${repeats ?? 10} of each feature${sample === undefined ? '' : `, on at most ${sample.toLocaleString('en')} rows`}${seed === undefined ? '' : `, seed ${seed}`}`],
  ]
}

export const explanationMetrics: Record<ExplanationMetric, { title: string; formal: string; formula: string }> = {
  prediction_agreement: { title: 'Decisions that are the model’s', formal: 'prediction agreement', formula: 'rows whose recomputed decision is the one in the file, divided by rows compared' },
  score_difference: { title: 'Largest difference of a score', formal: 'maximum absolute difference', formula: 'largest |recomputed − stored score|; single-precision arithmetic alone gives about 1e-7' },
  largest_share: { title: 'Share of the first feature', formal: 'share of the sum of |importance|', formula: 'importance of the most important feature divided by the sum over all features' },
}
