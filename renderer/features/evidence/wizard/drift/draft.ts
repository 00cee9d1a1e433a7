import { type CheckRunInput, type DriftMeasure, defaultDriftThresholds, type FilePreview, type Threshold } from '../../../../../shared/contract/evidence.ts'
import { chosenFiles, type Draft } from '../wizard-kind.ts'

export interface LimitDraft {
  readonly judged: boolean
  readonly warn: number | ''
  readonly max: number | ''
  readonly source: string
}

export const profiles = ['countersign', 'evidently', 'nannyml'] as const

export interface DriftDraft extends Draft {
  /** Only where the reference is no file of its own. */
  readonly referenceBy: 'windows' | 'days'
  readonly first: number | ''
  readonly from: string
  readonly to: string
  readonly windows: 'none' | 'time' | 'rows'
  readonly time: string
  readonly unit: 'day' | 'week' | 'month'
  readonly size: number | ''
  readonly except: readonly string[]
  readonly label: string
  readonly prediction: string
  readonly categorical: readonly string[]
  readonly profile: (typeof profiles)[number]
  readonly limits: Record<string, LimitDraft>
  readonly minimumRows: number | ''
  readonly correction: 'benjamini_hochberg' | 'holm'
}

export const judgedMeasures = Object.keys(defaultDriftThresholds) as DriftMeasure[]
const toLimit = ({ max, warn, source }: Threshold): LimitDraft => ({ judged: true, warn: warn?.max ?? '', max: max ?? '', source })

export const emptyDrift: DriftDraft = {
  version: '',
  files: {},
  guessedFrom: '',
  referenceBy: 'windows',
  first: 1,
  from: '',
  to: '',
  windows: 'none',
  time: '',
  unit: 'month',
  size: 1_000,
  except: [],
  label: '',
  prediction: '',
  categorical: [],
  profile: 'countersign',
  limits: Object.fromEntries(judgedMeasures.map((name) => [name, toLimit(defaultDriftThresholds[name] as Threshold)])),
  minimumRows: 30,
  correction: 'benjamini_hochberg',
}

/** Roles by the reader's guesses; columns that name rows are left out to begin with. */
export function withPreview(draft: DriftDraft, { columns }: FilePreview): DriftDraft {
  const first = (guess: string) => columns.find((column) => column.guess === guess)?.name ?? ''
  const time = columns.find(({ type }) => /^(DATE|TIMESTAMP)/.test(type))?.name ?? ''
  return {
    ...draft,
    time,
    windows: time === '' && draft.windows === 'time' ? 'none' : draft.windows,
    except: columns.filter(({ guess }) => guess === 'id').map(({ name }) => name),
    label: first('label'),
    prediction: first('score') || first('prediction'),
    categorical: [],
  }
}

export const hasReferenceFile = ({ files }: Pick<Draft, 'files'>): boolean => Boolean(files['reference'])

export const windowProblems = (draft: DriftDraft): string[] => {
  const { windows, time, size, referenceBy, first, from, to } = draft
  const own = hasReferenceFile(draft)
  return [
    windows === 'time' && !time ? 'Choose the column of times.' : '',
    windows === 'rows' && !(Number(size) >= 1) ? 'Say how many rows make a window.' : '',
    !own && referenceBy === 'windows' && windows === 'none' ? 'Without a reference file the data needs windows, of which the first are the reference.' : '',
    !own && referenceBy === 'windows' && !(Number(first) >= 1) ? 'Say how many windows are the reference.' : '',
    !own && referenceBy === 'days' && !time ? 'Choose the column of times that says which rows are the reference.' : '',
    !own && referenceBy === 'days' && !(day.test(from) && day.test(to)) ? 'Write the first and the last day of the reference as 2026-01-31.' : '',
    !own && referenceBy === 'days' && day.test(from) && day.test(to) && from > to ? 'The reference ends before it begins.' : '',
    draft.profile === 'nannyml' && windows === 'none' ? 'Limits as NannyML draws them come from the reference’s own windows: choose windows.' : '',
  ].filter(Boolean)
}

const day = /^\d{4}-\d{2}-\d{2}$/

export const columnProblems = ({ label, prediction, except }: DriftDraft): string[] =>
  [
    label !== '' && label === prediction ? 'Label and prediction are different columns.' : '',
    ...[label, prediction].map((name) => (name !== '' && except.includes(name) ? `“${name}” is left out and has a role; it can not be both.` : '')),
  ].filter(Boolean)

export function limitProblems({ profile, limits, minimumRows }: DriftDraft, titles: Record<string, string>): string[] {
  const own = profile === 'countersign' ? judgedMeasures.filter((name) => limits[name]?.judged) : []
  return [
    profile === 'countersign' && own.length === 0 ? 'Choose at least one measure to judge.' : '',
    ...own.flatMap((name) => {
      const { warn, max, source } = limits[name] as LimitDraft
      if (max === '' || max < 0) return `${titles[name]}: the threshold is a number from 0 on.`
      if (warn !== '' && (warn < 0 || warn > max)) return `${titles[name]}: it warns before it fails, from 0 to ${max}.`
      return source.trim() ? [] : `${titles[name]}: say where the threshold comes from.`
    }),
    Number(minimumRows) >= 1 ? '' : 'The smallest sample is a whole number of at least 1.',
  ].filter(Boolean)
}

/** The call that runs the check; the draft must have no problems left. */
export function toRunInput(draft: DriftDraft): Extract<CheckRunInput, { check: 'drift' }> {
  const { version, profile, label, prediction, except, categorical, minimumRows, correction } = draft
  const files = chosenFiles(draft)
  return {
    check: 'drift',
    version,
    inputs: { data: files['data'] ?? '', ...(files['reference'] && { reference: files['reference'] }) },
    settings: {
      profile,
      reference: toReference(draft),
      windows: toWindows(draft),
      except: [...except],
      label: label || null,
      prediction: prediction || null,
      categorical: [...categorical],
      ...(profile === 'countersign' && { thresholds: toThresholds(draft) }),
      minimumRows: Number(minimumRows),
      correction,
    },
  }
}

function toReference(draft: DriftDraft) {
  if (hasReferenceFile(draft)) return { from: 'file' as const }
  if (draft.referenceBy === 'windows') return { from: 'windows' as const, first: Number(draft.first) }
  return { from: 'days' as const, column: draft.time, first: draft.from, last: draft.to }
}

function toWindows({ windows, time, unit, size }: DriftDraft) {
  if (windows === 'time') return { by: 'time' as const, column: time, unit }
  return windows === 'rows' ? { by: 'rows' as const, size: Number(size) } : { by: 'none' as const }
}

function toThresholds({ limits }: DriftDraft): Partial<Record<DriftMeasure, Threshold>> {
  return Object.fromEntries(
    judgedMeasures.flatMap((name) => {
      const { judged, warn, max, source } = limits[name] as LimitDraft
      return judged ? [[name, { max: Number(max), ...(warn !== '' && { warn: { max: warn } }), source: source.trim() }]] : []
    }),
  )
}
