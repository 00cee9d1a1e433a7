import { type FilePreview, type MetricName, type Threshold, defaultThresholds } from '../../../../shared/contract/evidence.ts'
import { metricNames, metricWords } from '../wording.ts'

export interface LimitDraft {
  readonly judged: boolean
  readonly bound: number | ''
  readonly source: string
}

/** What the person has chosen so far. It is kept by the window until the check has run, so every field may be half filled. */
export interface CheckDraft {
  readonly version: string
  readonly path: string
  /** The file whose columns the guesses below were taken from; another file is guessed anew. */
  readonly guessedFrom: string
  readonly label: string
  readonly positive: string
  readonly decision: 'prediction' | 'score'
  readonly column: string
  readonly cutoff: number | ''
  readonly groups: readonly string[]
  readonly limits: Record<MetricName, LimitDraft>
  readonly minimumGroup: number | ''
}

export const steps = ['file', 'rows', 'columns', 'thresholds', 'declare'] as const
export type Step = (typeof steps)[number]

const toLimit = (threshold: Threshold): LimitDraft => ({ judged: true, bound: threshold.max ?? threshold.min ?? '', source: threshold.source })

export const emptyDraft: CheckDraft = {
  version: '',
  path: '',
  guessedFrom: '',
  label: '',
  positive: '',
  decision: 'prediction',
  column: '',
  cutoff: 0.5,
  groups: [],
  limits: Object.fromEntries(metricNames.map((name) => [name, toLimit(defaultThresholds[name])])) as Record<MetricName, LimitDraft>,
  minimumGroup: 30,
}

const positiveWords = ['1', 'true', 'yes', 'positive', 'good', 'approved']

/** Guesses the value that counts as positive; the person confirms it. Empty where none of the usual words occurs. */
export const guessPositive = (examples: readonly string[]): string => examples.find((value) => positiveWords.includes(value.toLowerCase())) ?? ''

const groupWords = /sex|gender|race|ethnic|religion|disab|national|age_?(group|band)/i

/** Group columns to begin with: those a snapshot names as protected, else those named like one. Every other is for the person to choose. */
function guessGroups(preview: FilePreview, protectedNames: readonly string[]): string[] {
  const candidates = preview.columns.filter((column) => column.guess === 'group').map((column) => column.name)
  const named = candidates.filter((name) => protectedNames.includes(name))
  return (named.length > 0 ? named : candidates.filter((name) => groupWords.test(name))).slice(0, 6)
}

/** Takes over what the reader guessed of the columns, once, when a file is chosen. */
export function withPreview(draft: CheckDraft, preview: FilePreview, protectedNames: readonly string[]): CheckDraft {
  const first = (guess: string) => preview.columns.find((column) => column.guess === guess)?.name ?? ''
  const label = first('label')
  const prediction = first('prediction')
  return {
    ...draft,
    guessedFrom: draft.path,
    label,
    positive: guessPositive(preview.columns.find((column) => column.name === label)?.examples ?? []),
    decision: prediction || !first('score') ? 'prediction' : 'score',
    column: prediction || first('score'),
    groups: guessGroups(preview, protectedNames),
  }
}

/** What still keeps a step from being left, one sentence each; empty when it is complete. */
export function toProblems(draft: CheckDraft, step: Step): string[] {
  if (step === 'file') return [draft.version ? '' : 'Choose the version to check.', draft.path ? '' : 'Choose a predictions file.'].filter(Boolean)
  if (step === 'columns') return columnProblems(draft).filter(Boolean)
  if (step === 'thresholds') return thresholdProblems(draft).filter(Boolean)
  return []
}

const columnProblems = (draft: CheckDraft) => [
  draft.label ? '' : 'Choose the column that holds the true label.',
  draft.positive ? '' : 'Say which label value counts as positive.',
  draft.column ? '' : `Choose the column that holds the ${draft.decision}.`,
  draft.column && draft.column === draft.label ? 'The decision can not be the label column itself.' : '',
  draft.decision === 'score' && draft.cutoff === '' ? 'Say from which score on a decision is positive.' : '',
  draft.groups.length > 0 ? '' : 'Choose at least one group column.',
  draft.groups.some((name) => name === draft.label || name === draft.column) ? 'A group column can not be the label or the decision.' : '',
]

const thresholdProblems = (draft: CheckDraft) => [
  metricNames.some((name) => draft.limits[name].judged) ? '' : 'Choose at least one metric to judge.',
  ...metricNames
    .filter((name) => draft.limits[name].judged)
    .map((name) => {
      const { bound, source } = draft.limits[name]
      if (bound === '' || bound < 0 || bound > 1) return `${metricWords[name].title}: the threshold is a number from 0 to 1.`
      return source.trim() ? '' : `${metricWords[name].title}: say where the threshold comes from.`
    }),
  draft.minimumGroup === '' || draft.minimumGroup < 1 ? 'The minimum group size is a whole number of at least 1.' : '',
]

/** The call that runs the check; the draft must have no problems left. */
export function toRunInput(draft: CheckDraft) {
  const judged = metricNames.filter((name) => draft.limits[name].judged)
  const decision =
    draft.decision === 'score'
      ? { kind: 'score' as const, column: draft.column, threshold: Number(draft.cutoff) }
      : { kind: 'prediction' as const, column: draft.column }
  return {
    check: 'fairness' as const,
    version: draft.version,
    inputs: { data: draft.path },
    settings: {
      columns: { label: draft.label, positive: draft.positive, decision, groups: [...draft.groups] },
      thresholds: Object.fromEntries(judged.map((name) => [name, toThreshold(name, draft.limits[name])])),
      minimumGroup: Number(draft.minimumGroup),
    },
  }
}

const toThreshold = (name: MetricName, limit: LimitDraft): Threshold => ({
  [metricWords[name].bound]: Number(limit.bound),
  source: limit.source.trim(),
})
