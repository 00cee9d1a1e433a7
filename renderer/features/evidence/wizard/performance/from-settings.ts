import type { AlertRule, BusinessValue, ChoicesOf, PerformanceMetric } from '../../../../../shared/contract/evidence.ts'
import { type LimitDraft, type PerformanceDraft, sideOf } from './draft.ts'

type Choices = ChoicesOf<'performance'>

/** The fields as settings have them: the way back from `toRunInput`. */
export function fromSettings(settings: Choices, draft: PerformanceDraft): PerformanceDraft {
  const { task, label, positive, model, challenger, id, time, windows, segments, locality, minimumRows } = settings
  return {
    ...draft,
    task,
    label,
    positive: positive ?? '',
    prediction: model.prediction ?? '',
    score: model.score ?? '',
    cutoff: model.cutoff ?? draft.cutoff,
    challengerPrediction: challenger?.prediction ?? '',
    challengerScore: challenger?.score ?? '',
    challengerCutoff: challenger?.cutoff ?? draft.challengerCutoff,
    id: id ?? '',
    time: time ?? '',
    windows: toPeriod(windows),
    chunks: windows?.by === 'chunks' ? windows.count : draft.chunks,
    ...fromAlert(settings.alert),
    segments: segments.map(({ column }) => column),
    bands: Object.fromEntries(segments.flatMap(({ column, bands }) => (bands === null ? [] : [[column, bands]]))),
    segmentFloor: locality.minimumRows,
    ...(settings.business && fromBusiness(settings.business)),
    limits: toLimits(settings.thresholds),
    minimumRows,
  }
}

const toPeriod = (windows: Choices['windows']): PerformanceDraft['windows'] => (windows?.by === 'chunks' ? 'chunks' : windows?.by === 'period' ? windows.period : 'none')

const toPercent = (share: number): number => Number((share * 100).toPrecision(12))

const fromAlert = (alert: AlertRule): Partial<PerformanceDraft> =>
  alert.by === 'relative' ? { alert: 'relative', alertWarn: toPercent(alert.warn), alertFail: toPercent(alert.fail), alertGiven: alert } : { alert: 'deviations', alertGiven: alert }

function fromBusiness({ column, tp, fp, fn, tn }: BusinessValue): Partial<PerformanceDraft> {
  const worth = (cell: BusinessValue['tp']) => (column === null ? cell.fixed : cell.perUnit)
  return { valued: true, valueColumn: column ?? '', worth: { tp: worth(tp), fp: worth(fp), fn: worth(fn), tn: worth(tn) } }
}

const toLimits = (thresholds: Choices['thresholds']): Partial<Record<PerformanceMetric, LimitDraft>> =>
  Object.fromEntries(Object.entries(thresholds).map(([name, given]) => [name, { bound: given[sideOf(name as PerformanceMetric)] ?? '', source: given.source }]))
