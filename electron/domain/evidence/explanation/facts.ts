import type { ExplanationResult } from '../../../../shared/contract/evidence.ts'
import type { CheckFacts } from '../counting.ts'

/** Nothing here tells which feature matters, or whether the model agrees with the file. */
export interface ExplanationFacts extends CheckFacts {
  /** What the model takes and gives; null for imported importances. */
  model: ExplanationResult['model']
  /** Different values of the label; null where there is none. */
  labels: { distinct: number; positives: number } | null
  /** A value that is no number where one is wanted, and how many. */
  badNumbers: { column: string; rows: number; example: string } | null
  /** A feature that the table names twice. */
  repeated: string | null
}

/** What an importance is the mean of. */
export interface FeatureSummary {
  name: string
  mean: number
  deviation: number | null
  /** Mean with sign; null where there is none. */
  direction: number | null
  /** How many values the mean is over; null where only the mean is known. */
  n: number | null
}

export interface ExplanationCounts {
  features: FeatureSummary[]
  baseline: ExplanationResult['baseline']
  recomputed: ExplanationResult['recomputed']
}
