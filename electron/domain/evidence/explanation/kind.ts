import { type ExplanationSettings, explanationThresholds } from '../../../../shared/contract/evidence.ts'
import { missingTokens } from '../../../platform/data-source.ts'
import type { KindOfCheck } from '../kinds.ts'
import type { ExplanationCounts, ExplanationFacts } from './facts.ts'
import { refuseExplanation, refuseExplanationFacts } from './input-rules.ts'
import { toExplanationResult } from './result.ts'

export const explanationKind: KindOfCheck<'explanation', ExplanationFacts, ExplanationCounts> = {
  title: 'Explanation',
  toSettings(choices): ExplanationSettings {
    const { thresholds = {}, missing = [...missingTokens] } = choices
    if (choices.source === 'imported') return { ...choices, dataset: choices.dataset ?? '', thresholds, missing }
    return {
      ...choices,
      metric: choices.metric ?? (choices.task === 'regression' ? 'rmse' : 'roc_auc'),
      repeats: choices.repeats ?? 10,
      sample: choices.sample ?? 10_000,
      seed: choices.seed ?? 20_240_101,
      stored: choices.stored ?? { score: null, decision: null },
      thresholds: choices.thresholds ?? explanationThresholds,
      missing,
    }
  },
  toChoices: (settings) => settings,
  refuseSettings: (settings, roles) => refuseExplanation(settings, roles.includes('model')),
  refuseFacts: refuseExplanationFacts,
  toResult: toExplanationResult,
  toScope: (settings) => (settings.source === 'permutation' ? settings.features : settings.table.form === 'attributions' ? settings.table.features : [settings.method]),
}
