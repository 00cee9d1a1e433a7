/** What the parent asks and the child answers; structured clones, so plain data only. */
export type ParentMessage =
  | { type: 'profile'; path: string; scratch: string }
  | { type: 'preview'; path: string; scratch: string }
  | ({ type: 'fairness'; scratch: string } & FairnessQuestion)
  | { type: 'release' }

export type ChildMessage =
  | { type: 'progress'; done: number; total: number | null; note: string }
  | { type: 'result'; value: unknown }
  | { type: 'failed'; code: string | null; message: string }

export interface FileProfile {
  format: string
  rows: number
  columns: { name: string; type: string }[]
}

export interface FileSample {
  path: string
  name: string
  bytes: number
  format: string
  columns: { name: string; type: string }[]
  rows: (string | null)[][]
}

export interface FairnessQuestion {
  path: string
  label: string
  positive: string
  decision: { kind: 'prediction'; column: string } | { kind: 'score'; column: string; threshold: number }
  groups: string[]
  missing: string[]
}

/** What may be known before a check is declared: nothing here tells how any group fares. */
export interface FairnessFacts {
  file: { name: string; sha256: string; bytes: number; format: string }
  rows: { read: number; used: number; excluded: Record<string, number> }
  label: ColumnValues
  /** Null where the decision is a score. */
  prediction: ColumnValues | null
  /** Scores that are no finite number, and one of them. */
  badScores: { rows: number; example: string } | null
  /** Different values among the used rows, by column and, for several columns, of their combinations. */
  categories: { over: string[]; count: number }[]
  duckdb: string
  /** SHA-256 of the statements that counted. */
  query: string
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
