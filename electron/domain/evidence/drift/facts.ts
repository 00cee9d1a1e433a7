import type { DriftColumn, DriftWindow } from '../../../../shared/contract/evidence.ts'
import type { CheckFacts } from '../counting.ts'

/** What may be known before a check is declared: which columns and windows the files have, nothing of how they differ. */
export interface DriftFacts extends CheckFacts {
  columns: { name: string; kind: DriftColumn['kind'] }[]
  /** Columns of the data without one of the same name and time in the reference, and the other way round. */
  onlyInOne: string[]
  windows: DriftWindow[]
  referenceRows: number
}

/** Counts of one column: the reference first, then the windows in their order. */
export interface ColumnCounts {
  name: string
  kind: DriftColumn['kind']
  unjudged: string | null
  bins: DriftColumn['bins']
  reference: DriftColumn['reference']
  windows: WindowCounts[]
  /** Different values in reference and current rows together. */
  distinct: number
}

export interface WindowCounts {
  rows: number
  missing: number
  notNumbers: number
  unseen: number
  counts: number[]
  /** For columns of numbers with values in both. */
  ordered: { at: number; reference: number; current: number; wasserstein: number } | null
}
