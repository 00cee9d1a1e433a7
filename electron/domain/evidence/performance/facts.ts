import type { ErrorShape, ErrorSums, RowCounts, ScoreSums } from '../../../../shared/contract/evidence.ts'
import type { CheckFacts } from '../counting.ts'
import type { Stake } from './business.ts'
import type { Curves } from './score-scan.ts'

/** The commonest values first; values that are equal as numbers (`1`, `1.0`, `01`) are one. */
export interface ColumnValues {
  distinct: number
  values: { text: string; rows: number }[]
}

/** Values that should be numbers or times and are not: how many, and one of them. */
export interface Unreadable {
  column: string
  file: string
  what: 'number' | 'time'
  rows: number
  example: string
}

/** What may be known of one file before a check is declared. */
export interface SideFacts {
  rows: RowCounts
  /** Null for numbers. */
  labels: ColumnValues | null
  predictions: ColumnValues | null
  /** How many windows its rows fall into. */
  windows: number
}

/** What may be known before a check is declared: values by column, none by whether the model was right. */
export interface PerformanceFacts extends CheckFacts {
  /** As the files write them, of two classes the positive last; empty for regression. */
  classes: string[]
  data: SideFacts
  reference: SideFacts | null
  unreadable: Unreadable[]
  /** Different values of each segment column. */
  segments: { column: string; values: number }[]
  edges: Record<string, number[]>
}

/** Which rows a count is of: all of a file, one window, or one segment. */
export type Part = { of: 'all' } | { of: 'window'; key: string } | { of: 'segment'; by: Record<string, string> }

export interface PartCounts {
  part: Part
  n: number
  /** Truth by decision, see `Table`; empty for regression. */
  cells: number[]
  /** In the order of the cells. */
  stakes: Stake[] | null
  scores: ScoreSums | null
  errors: ErrorSums | null
}

export interface SideCounts {
  parts: PartCounts[]
  curves: (Curves & { positives: number; negatives: number; distinct: number }) | null
  shape: ErrorShape | null
}

/** Rows that both models speak of: truth, champion's and challenger's decision. */
export interface JointCell {
  truth: number
  champion: number
  challenger: number
  rows: number
  stake: Stake | null
}

export interface RankSums {
  positives: string
  negatives: string
  ranks: [string, string]
  positiveSquares: [string, string]
  negativeSquares: [string, string]
  crossPositives: string
  crossNegatives: string
}

/** Over rows with both predictions: sums of absolute and squared errors of both, and of their differences challenger − champion. */
export interface JointErrors {
  n: number
  absolute: [number, number]
  squares: [number, number]
  absoluteDifference: number
  absoluteDifference2: number
  squareDifference: number
  squareDifference2: number
}

export interface JointCounts {
  cells: JointCell[]
  ranks: RankSums | null
  errors: JointErrors | null
}

export interface PerformanceCounts {
  data: SideCounts
  reference: SideCounts | null
  joint: JointCounts | null
}
