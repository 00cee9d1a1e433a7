import { boundOf, type FilePreview, type MetricName, type Threshold, defaultThresholds, proposedThresholds, unboundedMetrics } from '../../../../../shared/contract/evidence.ts'
import { metricNames, metricWords } from '../../../../../shared/fairness-words.ts'
import type { Draft } from '../wizard-kind.ts'

export interface LimitDraft {
  readonly judged: boolean
  readonly bound: number | ''
  readonly source: string
}

export interface FairnessDraft extends Draft {
  readonly label: string
  readonly positive: string
  readonly decision: 'prediction' | 'score'
  readonly column: string
  readonly cutoff: number | ''
  readonly groups: readonly string[]
  readonly limits: Record<MetricName, LimitDraft>
  readonly minimumGroup: number | ''
}

/** Judged from the start are the usual ones; a convention is filled in where there is one. */
function toLimit(name: MetricName): LimitDraft {
  const proposed = proposedThresholds[name]
  return { judged: name in defaultThresholds, bound: proposed?.max ?? proposed?.min ?? '', source: proposed?.source ?? '' }
}

export const emptyDraft: FairnessDraft = {
  version: '',
  files: {},
  guessedFrom: '',
  label: '',
  positive: '',
  decision: 'prediction',
  column: '',
  cutoff: 0.5,
  groups: [],
  limits: Object.fromEntries(metricNames.map((name) => [name, toLimit(name)])) as Record<MetricName, LimitDraft>,
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
export function withPreview(draft: FairnessDraft, preview: FilePreview, protectedNames: readonly string[]): FairnessDraft {
  const first = (guess: string) => preview.columns.find((column) => column.guess === guess)?.name ?? ''
  const label = first('label')
  const prediction = first('prediction')
  return {
    ...draft,
    label,
    positive: guessPositive(preview.columns.find((column) => column.name === label)?.examples ?? []),
    decision: prediction || !first('score') ? 'prediction' : 'score',
    column: prediction || first('score'),
    groups: guessGroups(preview, protectedNames),
  }
}

export const columnProblems = (draft: FairnessDraft): string[] => columnSentences(draft).filter(Boolean)

const columnSentences = (draft: FairnessDraft) => [
  draft.label ? '' : 'Choose the column that holds the true label.',
  draft.positive ? '' : 'Say which label value counts as positive.',
  draft.column ? '' : `Choose the column that holds the ${draft.decision}.`,
  draft.column && draft.column === draft.label ? 'The decision can not be the label column itself.' : '',
  draft.decision === 'score' && draft.cutoff === '' ? 'Say from which score on a decision is positive.' : '',
  draft.groups.length > 0 ? '' : 'Choose at least one group column.',
  draft.groups.some((name) => name === draft.label || name === draft.column) ? 'A group column can not be the label or the decision.' : '',
]

export const thresholdProblems = (draft: FairnessDraft): string[] => thresholdSentences(draft).filter(Boolean)

const thresholdSentences = (draft: FairnessDraft) => [
  metricNames.some((name) => draft.limits[name].judged) ? '' : 'Choose at least one metric to judge.',
  ...metricNames
    .filter((name) => draft.limits[name].judged)
    .map((name) => {
      const { bound, source } = draft.limits[name]
      const most = unboundedMetrics.includes(name) ? Infinity : 1
      if (bound === '' || bound < 0 || bound > most) return `${metricWords[name].title}: the threshold is a number ${most === 1 ? 'from 0 to 1' : 'of 0 or more'}.`
      return source.trim() ? '' : `${metricWords[name].title}: say where the threshold comes from.`
    }),
  draft.minimumGroup === '' || draft.minimumGroup < 1 ? 'The minimum group size is a whole number of at least 1.' : '',
]

/** The call that runs the check; the draft must have no problems left. */
export function toRunInput(draft: FairnessDraft) {
  const judged = metricNames.filter((name) => draft.limits[name].judged)
  const decision =
    draft.decision === 'score'
      ? { kind: 'score' as const, column: draft.column, threshold: Number(draft.cutoff) }
      : { kind: 'prediction' as const, column: draft.column }
  return {
    check: 'fairness' as const,
    version: draft.version,
    inputs: { data: draft.files['data'] ?? '' },
    settings: {
      columns: { label: draft.label, positive: draft.positive, decision, groups: [...draft.groups] },
      thresholds: Object.fromEntries(judged.map((name) => [name, toThreshold(name, draft.limits[name])])),
      minimumGroup: Number(draft.minimumGroup),
    },
  }
}

const toThreshold = (name: MetricName, limit: LimitDraft): Threshold => ({
  [boundOf(name)]: Number(limit.bound),
  source: limit.source.trim(),
})
