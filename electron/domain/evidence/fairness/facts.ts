import type { FairnessDecision, FairnessSettings } from '../../../../shared/contract/evidence.ts'
import type { AucSums } from '../statistics/auc.ts'
import type { Moments } from '../statistics/summation.ts'
import type { CheckFacts } from '../counting.ts'

/** What is asked of the file. */
export interface FairnessQuestion {
  task: FairnessSettings['task']
  label: string | null
  positive: string | null
  decision: FairnessDecision
  groups: string[]
  controls: string[]
  score: string | null
  weight: string | null
  /** Whether rows that could not be used are counted by group. */
  countsMissing: boolean
  missing: string[]
}

/** What may be known before a check is declared: nothing here tells how any group fares. */
export interface FairnessFacts extends CheckFacts {
  /** Null where there is no label, or where it is a number. */
  label: ColumnValues | null
  /** Null where the decision is a number. */
  prediction: ColumnValues | null
  /** Values that should be numbers and are none, by column, and one of them. */
  notNumbers: { column: string; role: string; rows: number; example: string }[]
  /** Rows with a weight below 0. */
  negativeWeights: number
  /** Different values among the used rows, by column and, for several columns, of their combinations. */
  categories: { over: string[]; count: number }[]
}

/** The commonest values first; values that are equal as numbers (`1`, `1.0`, `01`) are one. */
export interface ColumnValues {
  distinct: number
  /** `key` is the same for values that are equal; `text` is how the file writes the value. */
  values: { key: string; text: string; rows: number; positive: boolean }[]
}

export interface FairnessCell {
  /** In the order of the question's groups; null is a missing value. */
  groups: (string | null)[]
  /** In the order of the question's controls. */
  controls?: (string | null)[]
  /** False where there is no label. */
  label: boolean
  decision: boolean
  rows: number
  /** Σw in billionths and Σw² in billionths of billionths, where rows have weights: whole numbers, so that no order of adding shows. */
  weight?: bigint
  squares?: bigint
}

/** Cells for one way of seeing decisions: one class against the rest, one k; null where there is only one. */
export interface FairnessView {
  view: string | null
  cells: FairnessCell[]
}

/** Scores of one group; the groups over each column first, then those over all. */
export interface ScoreSums {
  over: string[]
  values: string[]
  auc: AucSums
  score: Moments
  /** The same of everybody who is in a group over these columns, and not in this one. */
  rest: Moments
  /** Largest distance of the two distributions. */
  distance: number
  /** Null where a score is outside 0 to 1. */
  probability: { squaredError: number; logLoss: number; bins: { n: number; scores: number; positives: number }[] } | null
}

/** Errors of one group; error = prediction − label. */
export interface ErrorSums {
  over: string[]
  values: string[]
  label: Moments
  prediction: Moments
  rest: Moments
  error: Moments
  absolute: Moments
  squared: Moments
  distance: number
}

export interface ExposureSums {
  over: string[]
  values: string[]
  exposure: Moments
}

export interface FairnessCounts {
  views: FairnessView[]
  median?: number
  /** Rows by value of one column, and how many of them could not be used, by reason. */
  missing?: { column: string; value: string; read: number; missing: Record<string, number> }[]
  scores?: ScoreSums[]
  errors?: ErrorSums[]
  exposure?: ExposureSums[]
}

export function toQuestion({ task, columns, missing, benchmark }: FairnessSettings): FairnessQuestion {
  const { label, positive, decision, groups, controls, score, weight } = columns
  return { task, label: label ?? null, positive: positive ?? null, decision, groups, controls: controls ?? [], score: score ?? null, weight: weight ?? null, countsMissing: benchmark !== undefined, missing }
}
