import { compare, toExact } from '../exact.ts'
import type { FairnessCell } from './facts.ts'
import { type Cell, type Counts, sizeOf } from './rates.ts'

export interface Group extends Counts {
  /** Column to value, in the order of the columns. */
  by: Record<string, string>
  /** Σw and Σw², where rows have weights. */
  weights?: Record<Cell, bigint>
  squares?: Record<Cell, bigint>
  /** Of so small a share of the rows that the settings set it aside. */
  minor?: boolean
}

/** The groups that one comparison is over: the values of one column, or the combinations of several. */
export interface Grouping {
  over: string[]
  /** In the order of their values: neither the order of rows nor any count shows in it. */
  groups: Group[]
  /** Without a label there are selection rates only; cells are then told apart by decision alone. */
  labelled: boolean
}

export interface GroupingOptions {
  labelled?: boolean
  minimumShare?: number | undefined
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
export function toGroupings(columns: readonly string[], cells: readonly FairnessCell[], { labelled = true, minimumShare }: GroupingOptions = {}): Grouping[] {
  return toOvers(columns).map((over) => {
    const groups = addUp(over, over.map((column) => columns.indexOf(column)), cells)
    return { over, labelled, groups: minimumShare === undefined ? groups : setAside(groups, minimumShare) }
  })
}

function setAside(groups: readonly Group[], minimumShare: number): Group[] {
  const total = groups.reduce((sum, group) => sum + sizeOf(group), 0)
  const limit = toExact(minimumShare)
  return groups.map((group) => (compare({ num: BigInt(sizeOf(group)), den: BigInt(total) }, limit) < 0 ? { ...group, minor: true } : group))
}

function addUp(over: readonly string[], positions: readonly number[], cells: readonly FairnessCell[]): Group[] {
  const groups = new Map<string, { values: string[]; group: Group }>()
  for (const cell of cells) {
    const values = positions.map((at) => cell.groups[at] ?? null)
    if (values.includes(null)) continue
    const key = JSON.stringify(values)
    const found = groups.get(key) ?? { values: values as string[], group: emptyGroup(over, values as string[], cell.weight !== undefined) }
    groups.set(key, found)
    addCell(found.group, cell)
  }
  return [...groups.values()]
    .filter(({ group }) => sizeOf(group) > 0)
    .toSorted((a, b) => compareValues(a.values, b.values))
    .map(({ group }) => group)
}

function emptyGroup(over: readonly string[], values: readonly string[], weighted: boolean): Group {
  const by = Object.fromEntries(over.map((column, at) => [column, values[at] as string]))
  const none = () => ({ tp: 0n, fp: 0n, fn: 0n, tn: 0n })
  return { by, tp: 0, fp: 0, fn: 0, tn: 0, ...(weighted ? { weights: none(), squares: none() } : {}) }
}

function addCell(group: Group, { label, decision, rows, weight, squares }: FairnessCell): void {
  const cell: Cell = label ? (decision ? 'tp' : 'fn') : decision ? 'fp' : 'tn'
  group[cell] += rows
  if (group.weights && weight !== undefined) group.weights[cell] += weight
  if (group.squares && squares !== undefined) group.squares[cell] += squares
}

/** By UTF-16 code units: the same on every computer, unlike a locale's order. */
export function compareValues(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] as string, b[at] as string]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}
