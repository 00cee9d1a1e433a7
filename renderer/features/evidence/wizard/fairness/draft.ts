import { boundOf, type FairnessColumns, type FairnessDecision, type FairnessTask, type FilePreview, type MetricName, type Threshold, defaultThresholds, proposedThresholds, unboundedMetrics } from '../../../../../shared/contract/evidence.ts'
import { missingFor } from '../../../../../shared/fairness-needs.ts'
import { metricNames, metricWords } from '../../../../../shared/fairness-words.ts'
import type { Draft } from '../wizard-kind.ts'

export interface LimitDraft {
  readonly judged: boolean
  readonly bound: number | ''
  readonly source: string
}

export interface FairnessDraft extends Draft {
  readonly task: FairnessTask
  readonly label: string
  readonly positive: string
  readonly decision: 'prediction' | 'score' | 'median'
  readonly column: string
  readonly cutoff: number | ''
  /** Of a ranking: which end comes first, what tells lists apart, and the values of k, separated by commas. */
  readonly order: 'ascending' | 'descending'
  readonly list: string
  readonly cutoffs: string
  readonly groups: readonly string[]
  readonly score: string
  readonly controls: readonly string[]
  readonly weight: string
  /** Value by group column; empty is the group with the highest rate. */
  readonly reference: Readonly<Record<string, string>>
  readonly mode: 'point' | 'confidence'
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
  task: 'binary',
  label: '',
  positive: '',
  decision: 'prediction',
  column: '',
  cutoff: 0.5,
  order: 'descending',
  list: '',
  cutoffs: '10',
  groups: [],
  score: '',
  controls: [],
  weight: '',
  reference: {},
  mode: 'point',
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

export const needsLabel = ({ task }: FairnessDraft): boolean => task === 'multiclass' || task === 'regression'
export const needsPositive = ({ task, label, decision }: FairnessDraft): boolean => (task === 'binary' && (label !== '' || decision === 'prediction')) || (task === 'ranking' && label !== '')

/** What the column of decisions is called under the task and the kind of decision. */
export function decisionTitle({ task, decision }: FairnessDraft): string {
  if (task === 'ranking') return 'Score or place'
  return task !== 'binary' || decision === 'prediction' ? 'Prediction' : 'Score'
}

const toCutoffs = ({ cutoffs }: FairnessDraft): number[] => cutoffs.split(/[\s,;]+/).filter(Boolean).map(Number)

const columnSentences = (draft: FairnessDraft) => [
  draft.label || !needsLabel(draft) ? '' : 'Choose the column that holds the true label.',
  draft.positive || !needsPositive(draft) ? '' : 'Say which label value counts as positive.',
  draft.column ? '' : `Choose the column that holds the ${decisionTitle(draft).toLowerCase()}.`,
  draft.column && draft.column === draft.label ? 'The decision can not be the label column itself.' : '',
  draft.task === 'binary' && draft.decision === 'score' && draft.cutoff === '' ? 'Say from which score on a decision is positive.' : '',
  draft.task === 'ranking' && !(toCutoffs(draft).length > 0 && toCutoffs(draft).every((k) => Number.isInteger(k) && k > 0)) ? 'Write the values of k as whole numbers, separated by commas.' : '',
  draft.groups.length > 0 ? '' : 'Choose at least one group column.',
  draft.groups.some((name) => name === draft.label || name === draft.column) ? 'A group column can not be the label or the decision.' : '',
  draft.controls.some((name) => draft.groups.includes(name)) ? 'A control column can not be a group column.' : '',
]

/** Metrics that can be computed with what was chosen. */
export const offeredMetrics = (draft: FairnessDraft): MetricName[] => metricNames.filter((name) => missingFor(name, { task: draft.task, columns: toColumns(draft), reference: toReference(draft) }) === null)

function toReference({ reference, groups }: FairnessDraft): Record<string, string> | undefined {
  const named = Object.entries(reference).filter(([column, value]) => groups.includes(column) && value.trim() !== '')
  return named.length === 0 ? undefined : Object.fromEntries(named.map(([column, value]) => [column, value.trim()]))
}

function toDecision(draft: FairnessDraft): FairnessDecision {
  const { task, decision, column, cutoff, order, list } = draft
  if (task === 'ranking') return { kind: 'top', column, order, cutoffs: toCutoffs(draft), ...(list ? { list } : {}) }
  if (task !== 'binary' || decision === 'prediction') return { kind: 'prediction', column }
  return decision === 'median' ? { kind: 'median', column } : { kind: 'score', column, threshold: Number(cutoff) }
}

function toColumns(draft: FairnessDraft): FairnessColumns {
  const { task, label, positive, groups, score, controls, weight } = draft
  const judgesDecisions = task !== 'regression'
  return {
    decision: toDecision(draft),
    groups: [...groups],
    ...(label ? { label } : {}),
    ...(needsPositive(draft) ? { positive } : {}),
    ...(score && task === 'binary' ? { score } : {}),
    ...(controls.length > 0 && judgesDecisions ? { controls: [...controls] } : {}),
    ...(weight && judgesDecisions ? { weight } : {}),
  }
}

export const thresholdProblems = (draft: FairnessDraft): string[] => thresholdSentences(draft).filter(Boolean)

const thresholdSentences = (draft: FairnessDraft) => [
  offeredMetrics(draft).some((name) => draft.limits[name].judged) ? '' : 'Choose at least one metric to judge.',
  ...offeredMetrics(draft)
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
  const judged = offeredMetrics(draft).filter((name) => draft.limits[name].judged)
  const reference = toReference(draft)
  return {
    check: 'fairness' as const,
    version: draft.version,
    inputs: { data: draft.files['data'] ?? '' },
    settings: {
      task: draft.task,
      columns: toColumns(draft),
      ...(reference ? { reference } : {}),
      mode: draft.mode,
      thresholds: Object.fromEntries(judged.map((name) => [name, toThreshold(name, draft.limits[name])])),
      minimumGroup: Number(draft.minimumGroup),
    },
  }
}

const toThreshold = (name: MetricName, limit: LimitDraft): Threshold => ({
  [boundOf(name)]: Number(limit.bound),
  source: limit.source.trim(),
})
