import type { ChoicesOf } from '../../../../../shared/contract/evidence.ts'
import type { ExplanationDraft } from './draft.ts'

/** The fields as settings have them: the way back from `toRunInput`. */
export function fromSettings(settings: ChoicesOf<'explanation'>, draft: ExplanationDraft): ExplanationDraft {
  if (settings.source === 'permutation') {
    const { task, label, positive, features, stored, repeats = 10 } = settings
    return { ...draft, form: 'permutation', task, label, positive: positive ?? '', features, score: stored?.score ?? '', decision: stored?.decision ?? '', repeats }
  }
  const { method, dataset = '', table } = settings
  if (table.form === 'attributions') return { ...draft, form: 'attributions', method, dataset, features: table.features }
  return { ...draft, form: 'importances', method, dataset, feature: table.feature, importance: table.importance, deviation: table.deviation ?? '' }
}
