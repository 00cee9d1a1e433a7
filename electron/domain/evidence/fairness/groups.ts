import type { FairnessCell } from './facts.ts'
import { type Counts, sizeOf } from './rates.ts'

export interface Group extends Counts {
  /** Column to value, in the order of the columns. */
  by: Record<string, string>
}

/** The groups that one comparison is over: the values of one column, or the combinations of several. */
export interface Grouping {
  over: string[]
  /** In the order of their values: neither the order of rows nor any count shows in it. */
  groups: Group[]
}

/** Each column by itself, and all of them together where there are several. */
export function toOvers(columns: readonly string[]): string[][] {
  const singles = columns.map((column) => [column])
  return columns.length > 1 ? [...singles, [...columns]] : singles
}

/**
 * Adds the finest counts up to the groups of every comparison. A row without a value in a column is in no group over that
 * column, and still in the groups over the others.
 */
export function toGroupings(columns: readonly string[], cells: readonly FairnessCell[]): Grouping[] {
  return toOvers(columns).map((over) => ({ over, groups: addUp(over, over.map((column) => columns.indexOf(column)), cells) }))
}

function addUp(over: readonly string[], positions: readonly number[], cells: readonly FairnessCell[]): Group[] {
  const groups = new Map<string, { values: string[]; counts: Counts }>()
  for (const cell of cells) {
    const values = positions.map((at) => cell.groups[at] ?? null)
    if (values.includes(null)) continue
    const key = JSON.stringify(values)
    const group = groups.get(key) ?? { values: values as string[], counts: { tp: 0, fp: 0, fn: 0, tn: 0 } }
    groups.set(key, group)
    group.counts[cell.label ? (cell.decision ? 'tp' : 'fn') : cell.decision ? 'fp' : 'tn'] += cell.rows
  }
  return [...groups.values()]
    .filter(({ counts }) => sizeOf(counts) > 0)
    .toSorted((a, b) => compareValues(a.values, b.values))
    .map(({ values, counts }) => ({ by: Object.fromEntries(over.map((column, at) => [column, values[at] as string])), ...counts }))
}

/** By UTF-16 code units: the same on every computer, unlike a locale's order. */
function compareValues(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] as string, b[at] as string]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}
