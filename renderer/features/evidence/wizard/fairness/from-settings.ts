import type { ChoicesOf, MetricName } from '../../../../../shared/contract/evidence.ts'
import { metricNames } from '../../../../../shared/fairness-words.ts'
import type { FairnessDraft, LimitDraft } from './draft.ts'

/** The fields as settings have them: the way back from `toRunInput`. */
export function fromSettings({ task = 'binary', columns, reference = {}, mode = 'point', thresholds, minimumGroup }: ChoicesOf<'fairness'>, draft: FairnessDraft): FairnessDraft {
  const { decision, label = '', positive = '', groups, score = '', controls = [], weight = '' } = columns
  return {
    ...draft,
    task,
    label,
    positive,
    column: decision.column,
    ...(decision.kind === 'top' ? { order: decision.order, list: decision.list ?? '', cutoffs: decision.cutoffs.join(', ') } : { decision: decision.kind }),
    ...(decision.kind === 'score' && { cutoff: decision.threshold }),
    groups,
    score,
    controls,
    weight,
    reference,
    mode,
    limits: thresholds === undefined ? draft.limits : toLimits(thresholds, draft.limits),
    minimumGroup,
  }
}

function toLimits(thresholds: NonNullable<ChoicesOf<'fairness'>['thresholds']>, limits: FairnessDraft['limits']): Record<MetricName, LimitDraft> {
  const toLimit = (name: MetricName): LimitDraft => {
    const given = thresholds[name]
    return given ? { judged: true, bound: given.max ?? given.min ?? '', source: given.source } : { ...limits[name], judged: false }
  }
  return Object.fromEntries(metricNames.map((name) => [name, toLimit(name)])) as Record<MetricName, LimitDraft>
}
