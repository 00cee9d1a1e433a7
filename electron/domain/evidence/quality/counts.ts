import type { ColumnProfile, QualityResult } from '../../../../shared/contract/evidence.ts'
import type { AucSums } from '../statistics/auc.ts'
import type { CheckFacts } from '../counting.ts'

/** What may be known before the check is declared: rows and names, nothing of a value. */
export interface QualityFacts extends CheckFacts {
  columns: string[]
}

export interface RuleCount {
  checked: number
  violations: number
  /** What is judged where it is no share of values: days since the newest date. */
  value?: number | null
}

/** What one column tells of the label. */
export interface LeakageCount {
  column: string
  /** By class against the rest; empty where the column holds no numbers. */
  auc: AucSums[]
  /** Rows whose label the commonest label of their value names, over the classes of values that are frequent enough. */
  purity: { rows: number; right: number; commonest: number } | null
}

/** All that leaves the process that reads the file: counts, and values where nothing forbids to name them. */
export interface QualityCounts {
  columns: ColumnProfile[]
  duplicates: QualityResult['duplicates']
  label: QualityResult['label']
  leakage: LeakageCount[]
  reference: QualityResult['reference']
  overlap: QualityResult['overlap']
  /** By column: rows of each value of the benchmark, and its share there. */
  benchmark: { column: string; values: { value: string; n: number; expected: number }[]; n: number }[]
  rules: RuleCount[]
}
