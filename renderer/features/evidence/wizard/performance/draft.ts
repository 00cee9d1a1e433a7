import type { AlertRule, BusinessValue, FilePreview, LocalityMetric, PerformanceMetric, PerformanceTask, SegmentColumn, Threshold, WindowRule } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { guessPositive } from '../fairness/draft.ts'
import { chosenFiles, type Draft } from '../wizard-kind.ts'

export interface LimitDraft {
  readonly bound: number | ''
  readonly source: string
}

type Cell = 'tp' | 'fp' | 'fn' | 'tn'

export interface PerformanceDraft extends Draft {
  readonly task: PerformanceTask
  readonly label: string
  readonly positive: string
  readonly prediction: string
  readonly score: string
  readonly cutoff: number | ''
  readonly challengerPrediction: string
  readonly challengerScore: string
  readonly challengerCutoff: number | ''
  readonly id: string
  readonly time: string
  readonly windows: 'none' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'chunks'
  readonly chunks: number | ''
  readonly alert: 'relative' | 'deviations'
  readonly alertWarn: number | ''
  readonly alertFail: number | ''
  /** As a template or an earlier check had it; its source goes with its numbers. */
  readonly alertGiven: AlertRule | null
  readonly segments: readonly string[]
  /** Bands of equal size for numeric columns, by column. */
  readonly bands: Readonly<Record<string, number | ''>>
  readonly segmentFloor: number | ''
  readonly valued: boolean
  readonly valueColumn: string
  readonly worth: Readonly<Record<Cell, number | ''>>
  readonly limits: Partial<Record<PerformanceMetric, LimitDraft>>
  readonly minimumRows: number | ''
}

export const emptyDraft: PerformanceDraft = {
  version: '',
  files: {},
  guessedFrom: '',
  task: 'binary',
  label: '',
  positive: '',
  prediction: '',
  score: '',
  cutoff: 0.5,
  challengerPrediction: '',
  challengerScore: '',
  challengerCutoff: 0.5,
  id: '',
  time: '',
  windows: 'none',
  chunks: 10,
  alert: 'relative',
  alertWarn: 5,
  alertFail: 10,
  alertGiven: null,
  segments: [],
  bands: {},
  segmentFloor: 50,
  valued: false,
  valueColumn: '',
  worth: { tp: 0, fp: 0, fn: 0, tn: 0 },
  limits: {},
  minimumRows: 30,
}

const metrics: Record<PerformanceTask, readonly PerformanceMetric[]> = {
  binary: ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'balanced_accuracy', 'mcc', 'auc_roc', 'average_precision', 'log_loss', 'brier', 'ece'],
  multiclass: ['accuracy', 'balanced_accuracy', 'mcc', 'f1_macro', 'precision_macro', 'recall_macro', 'f1_weighted', 'precision_weighted', 'recall_weighted'],
  regression: ['mae', 'rmse', 'r2', 'mape'],
}
const ofScores: readonly PerformanceMetric[] = ['auc_roc', 'average_precision', 'log_loss', 'brier', 'ece']
const lowIsBetter: readonly PerformanceMetric[] = ['log_loss', 'brier', 'ece', 'mae', 'rmse', 'mape']

/** What a limit can be set on, as far as the chosen columns allow. */
export const limitable = ({ task, score, valued }: PerformanceDraft): PerformanceMetric[] => [
  ...metrics[task].filter((name) => score !== '' || !ofScores.includes(name)),
  ...(task === 'binary' && valued ? (['business_value'] as const) : []),
]
export const sideOf = (name: PerformanceMetric): 'min' | 'max' => (lowIsBetter.includes(name) ? 'max' : 'min')

/** Takes over what the reader guessed of the columns, once, when a file is chosen. */
export function withPreview(draft: PerformanceDraft, preview: FilePreview): PerformanceDraft {
  const first = (guess: string) => preview.columns.find((column) => column.guess === guess)?.name ?? ''
  const label = first('label')
  const time = preview.columns.find(({ name, type }) => /DATE|TIME/.test(type) || /^(time|timestamp|date|day)$/i.test(name))?.name ?? ''
  return {
    ...draft,
    label,
    positive: guessPositive(preview.columns.find((column) => column.name === label)?.examples ?? []),
    prediction: first('prediction'),
    score: first('score'),
    time,
    windows: time === '' ? 'none' : 'month',
    segments: [],
    bands: {},
    limits: {},
  }
}

const filled = (sentences: readonly string[]): string[] => sentences.filter(Boolean)

export function columnProblems(draft: PerformanceDraft): string[] {
  const { task, label, positive, prediction, score, cutoff, files, challengerPrediction, challengerScore, challengerCutoff, id } = draft
  const binary = task === 'binary'
  const hasChallenger = challengerPrediction !== '' || challengerScore !== ''
  return filled([
    label ? '' : 'Choose the column that holds what turned out to be true.',
    !binary || positive ? '' : 'Say which label value counts as positive.',
    prediction || (binary && score) ? '' : `Choose the column of predictions${binary ? ', or of scores' : ''}.`,
    binary && !prediction && score && cutoff === '' ? 'Say from which score on a decision is positive.' : '',
    label && (prediction === label || score === label) ? 'The prediction can not be the label column itself.' : '',
    binary && hasChallenger && !challengerPrediction && challengerCutoff === '' ? 'Say from which of its scores on the challenger’s decision is positive.' : '',
    files['challenger'] && !hasChallenger ? 'Name the challenger’s column of predictions or scores.' : '',
    files['challenger'] && !id ? 'Choose the column that joins the challenger’s file to the data.' : '',
  ])
}

export function windowProblems(draft: PerformanceDraft): string[] {
  const { windows, time, chunks, alertWarn, alertFail, alert, segments, bands, label, prediction, score, segmentFloor, files } = draft
  const roles = [label, prediction, score].filter(Boolean)
  return filled([
    windows !== 'none' && windows !== 'chunks' && !time ? 'Windows by the calendar need a time column.' : '',
    windows === 'chunks' && (chunks === '' || chunks < 2) ? 'Cut the rows into at least two windows.' : '',
    alert === 'relative' && (alertWarn === '' || alertFail === '' || alertWarn > alertFail || alertWarn <= 0) ? 'The alert warns and fails at shares above 0, and warns first.' : '',
    alert === 'deviations' && !files['reference'] ? 'Limits from the scatter of the reference need a reference file.' : '',
    segments.some((name) => roles.includes(name)) ? 'A segment column can not be the label, the prediction or the score.' : '',
    segments.some((name) => bands[name] !== undefined && bands[name] !== '' && (Number(bands[name]) < 2 || Number(bands[name]) > 20)) ? 'Cut a column into 2 to 20 bands.' : '',
    segmentFloor === '' || segmentFloor < 1 ? 'The smallest segment is a whole number of at least 1.' : '',
  ])
}

export function limitProblems(draft: PerformanceDraft): string[] {
  return filled([
    ...limitable(draft).map((name) => {
      const limit = draft.limits[name]
      return limit && limit.bound !== '' && !limit.source.trim() ? `${performanceTitles[name]}: say where the threshold comes from.` : ''
    }),
    draft.minimumRows === '' || draft.minimumRows < 1 ? 'The smallest number of rows is a whole number of at least 1.' : '',
  ])
}

const named = (column: string): string | null => (column === '' ? null : column)

/** The call that runs the check; the draft must have no problems left. */
export function toRunInput(draft: PerformanceDraft) {
  const { task, label, positive, files } = draft
  const binary = task === 'binary'
  const { data = '', ...others } = chosenFiles({ files })
  const toModel = (prediction: string, score: string, cutoff: number | '') => ({ prediction: named(prediction), score: binary ? named(score) : null, cutoff: binary && prediction === '' ? Number(cutoff) : null })
  const hasChallenger = draft.challengerPrediction !== '' || (binary && draft.challengerScore !== '')
  const locality: { metric: LocalityMetric; minimumRows: number } = { metric: task === 'regression' ? 'mae' : 'accuracy', minimumRows: Number(draft.segmentFloor) }
  return {
    check: 'performance' as const,
    version: draft.version,
    inputs: { data, ...others },
    settings: {
      task,
      label,
      positive: binary ? positive : null,
      model: toModel(draft.prediction, draft.score, draft.cutoff),
      challenger: hasChallenger ? toModel(draft.challengerPrediction, draft.challengerScore, draft.challengerCutoff) : null,
      id: files['challenger'] ? named(draft.id) : null,
      time: named(draft.time),
      windows: toWindows(draft),
      alert: toAlert(draft),
      segments: toSegments(draft),
      locality,
      business: binary && draft.valued ? toBusiness(draft) : null,
      thresholds: toThresholds(draft),
      minimumRows: Number(draft.minimumRows),
      minimumCases: Number(draft.minimumRows),
    },
  }
}

function toWindows({ windows, chunks }: PerformanceDraft): WindowRule | null {
  if (windows === 'none') return null
  return windows === 'chunks' ? { by: 'chunks', count: Number(chunks) } : { by: 'period', period: windows }
}

function toAlert({ alert, alertWarn, alertFail, alertGiven }: PerformanceDraft): AlertRule {
  if (alert === 'deviations') return alertGiven?.by === alert ? alertGiven : { by: 'deviations', deviations: 3, chunks: 10, source: 'mean ± 3 standard deviations, as in NannyML' }
  const [warn, fail] = [Number(alertWarn) / 100, Number(alertFail) / 100]
  return alertGiven?.by === alert && alertGiven.warn === warn && alertGiven.fail === fail ? alertGiven : { by: 'relative', warn, fail, source: 'declared in the wizard' }
}

const toSegments = ({ segments, bands }: PerformanceDraft): SegmentColumn[] => segments.map((column) => ({ column, bands: bands[column] ? Number(bands[column]) : null, edges: null }))

function toBusiness({ valueColumn, worth }: PerformanceDraft): BusinessValue {
  const cell = (name: Cell) => (valueColumn === '' ? { fixed: Number(worth[name]), perUnit: 0 } : { fixed: 0, perUnit: Number(worth[name]) })
  return { column: named(valueColumn), tp: cell('tp'), fp: cell('fp'), fn: cell('fn'), tn: cell('tn') }
}

function toThresholds(draft: PerformanceDraft): Partial<Record<PerformanceMetric, Threshold>> {
  const set = limitable(draft).flatMap((name) => {
    const limit = draft.limits[name]
    return limit && limit.bound !== '' ? [[name, { [sideOf(name)]: Number(limit.bound), source: limit.source.trim() }] as const] : []
  })
  return Object.fromEntries(set)
}
