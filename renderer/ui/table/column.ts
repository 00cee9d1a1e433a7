import type { ReactNode } from 'react'

export interface Column<Row> {
  id: string
  header: string
  /** A CSS grid track that does not depend on content, as rows are laid out one by one: `90px`, `minmax(160px, 2fr)`. */
  width?: string
  align?: 'start' | 'end'
  /** What the column sorts by and the text filter reads. Without it the column does neither. */
  value?: (row: Row) => string | number | null
  /** What is shown; without it the value is. */
  cell?: (row: Row) => ReactNode
  /** Offers a select of the values that occur; a text is what it says where none is chosen. */
  choices?: boolean | string
  mono?: boolean
  /** Columns of one group stand side by side under its name. */
  group?: string
  /** Stays at the left edge while the others scroll; it comes first and has a width in pixels. */
  pinned?: boolean
  /** Its group can be folded into one column, and how it is now; on every column of the group. */
  folds?: 'open' | 'folded'
  /** Its edge can be pulled; it has a width in pixels. */
  resizes?: boolean
}

export const defaultWidth = 'minmax(90px, 1fr)'

export const trackOf = (columns: readonly Column<never>[]): string => columns.map(({ width = defaultWidth }) => width).join(' ')

export interface Sorting {
  id: string
  desc: boolean
}
