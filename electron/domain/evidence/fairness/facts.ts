import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import type { CheckFacts } from '../counting.ts'

export interface FairnessQuestion {
  label: string
  positive: string
  decision: { kind: 'prediction'; column: string } | { kind: 'score'; column: string; threshold: number }
  groups: string[]
  missing: string[]
}

/** What may be known before a check is declared: nothing here tells how any group fares. */
export interface FairnessFacts extends CheckFacts {
  label: ColumnValues
  /** Null where the decision is a score. */
  prediction: ColumnValues | null
  /** Scores that are no finite number, and one of them. */
  badScores: { rows: number; example: string } | null
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
  label: boolean
  decision: boolean
  rows: number
}

export function toQuestion({ columns, missing }: FairnessSettings): FairnessQuestion {
  const { label, positive, decision, groups } = columns
  return { label, positive, decision, groups, missing }
}
