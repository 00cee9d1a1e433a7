/** What the parent asks and the child answers; structured clones, so plain data only. */
export type ParentMessage =
  | { type: 'profile'; path: string; scratch: string }
  | { type: 'preview'; path: string; scratch: string }
  | ({ type: 'check'; scratch: string } & CheckQuestion)
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

/** A check to be counted: files by role, and settings that the kind of check understands. */
export interface CheckQuestion {
  kind: string
  paths: Record<string, string>
  settings: unknown
}
