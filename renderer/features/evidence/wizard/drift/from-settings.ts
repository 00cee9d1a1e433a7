import type { ChoicesOf, DriftMeasure } from '../../../../../shared/contract/evidence.ts'
import { type DriftDraft, judgedMeasures, type LimitDraft } from './draft.ts'

type Choices = ChoicesOf<'drift'>

/** The fields as settings have them: the way back from `toRunInput`. */
export function fromSettings(settings: Choices, draft: DriftDraft): DriftDraft {
  const { profile, except, label, prediction, categorical, minimumRows, correction, thresholds } = settings
  return {
    ...draft,
    ...fromReference(settings),
    ...fromWindows(settings),
    except,
    label: label ?? '',
    prediction: prediction ?? '',
    categorical,
    profile,
    limits: thresholds === undefined ? draft.limits : toLimits(thresholds, draft.limits),
    minimumRows,
    correction,
  }
}

function fromReference({ reference }: Choices): Partial<DriftDraft> {
  if (reference.from === 'windows') return { referenceBy: 'windows', first: reference.first }
  return reference.from === 'days' ? { referenceBy: 'days', time: reference.column, from: reference.first, to: reference.last } : {}
}

function fromWindows({ windows }: Choices): Partial<DriftDraft> {
  if (windows.by === 'time') return { windows: 'time', time: windows.column, unit: windows.unit }
  return windows.by === 'rows' ? { windows: 'rows', size: windows.size } : { windows: 'none' }
}

function toLimits(thresholds: NonNullable<Choices['thresholds']>, limits: DriftDraft['limits']): DriftDraft['limits'] {
  const toLimit = (name: DriftMeasure): LimitDraft => {
    const given = thresholds[name]
    return given ? { judged: true, warn: given.warn?.max ?? '', max: given.max ?? '', source: given.source } : { ...(limits[name] as LimitDraft), judged: false }
  }
  return Object.fromEntries(judgedMeasures.map((name) => [name, toLimit(name)]))
}
