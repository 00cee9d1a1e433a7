/* eslint-disable jsx-a11y/prefer-tag-over-role -- rows are laid out one by one, which the layout of <table> does not allow; this is the grid pattern of ARIA. */
import { useRef, type CSSProperties, type PointerEvent } from 'react'
import { FoldIcon, SortIcon } from '../icons.tsx'
import type { Column, Sorting } from './column.ts'
import { pixels, type ColumnWindow, type ShownColumn } from './shown-columns.ts'
import classes from './table.module.css'

export interface Heading {
  sorting: Sorting | null
  onSort: ((id: string) => void) | undefined
  /** Hears the width that a column is pulled to; `isDone`: false while the edge is held. */
  onResize: ((id: string, width: number, isDone: boolean) => void) | undefined
  /** Folds a group into one column, and unfolds it. */
  onFold: ((group: string) => void) | undefined
}

interface GridHeadProps<Row> extends Heading {
  columns: readonly Column<Row>[]
  window: ColumnWindow<Row>
}

export function GridHead<Row>({ columns, window: { shown, row, isWide }, onFold, ...heading }: GridHeadProps<Row>) {
  const groups = toGroups(columns)
  return (
    <>
      {groups.length > 0 && (
        <div className={classes.head} role="row" aria-rowindex={1} style={row}>
          {groups.map(({ name, from, to }) => (
            <div key={from} role="columnheader" aria-colindex={from} aria-colspan={to - from} className={classes.groupCell} data-pinned={columns[from - 1]?.pinned || undefined} style={groupPlace(columns, from, to, isWide)}>
              <span>
                {name}
                {onFold !== undefined && columns[from - 1]?.folds !== undefined && (
                  <button type="button" aria-expanded={columns[from - 1]!.folds === 'open'} aria-label={`${columns[from - 1]!.folds === 'open' ? 'Fold' : 'Unfold'} ${name}`} onClick={() => onFold(name)}>
                    <FoldIcon isOpen={columns[from - 1]!.folds === 'open'} />
                  </button>
                )}
              </span>
            </div>
          ))}
        </div>
      )}
      <div className={classes.head} role="row" data-under={groups.length > 0 || undefined} aria-rowindex={groups.length > 0 ? 2 : 1} style={row}>
        {shown.map((one) => (
          <HeadCell key={one.column.id} {...one} {...heading} />
        ))}
      </div>
    </>
  )
}

function groupPlace<Row>(columns: readonly Column<Row>[], from: number, to: number, isWide: boolean): CSSProperties {
  if (!isWide) return { gridColumn: `${from} / ${to}` }
  const width = columns.slice(from - 1, to - 1).reduce((sum, column) => sum + (pixels(column) ?? 0), 0)
  return { flex: `0 0 ${width}px` }
}

function HeadCell<Row>({ column, style, number, sorting, onSort, onResize }: ShownColumn<Row> & Omit<Heading, 'onFold'>) {
  const direction = sorting?.id === column.id ? (sorting.desc ? 'desc' : 'asc') : undefined
  const sortable = onSort !== undefined && column.value !== undefined
  return (
    <div
      role="columnheader"
      aria-colindex={number}
      className={classes.headCell}
      style={style}
      data-align={column.align}
      data-pinned={column.pinned || undefined}
      title={column.header}
      aria-sort={direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
    >
      {sortable ? (
        <button type="button" onClick={() => onSort(column.id)}>
          <span className={classes.headText}>{column.header}</span>
          {direction !== undefined && <SortIcon direction={direction} />}
        </button>
      ) : (
        column.header
      )}
      {onResize !== undefined && column.resizes && <Edge width={pixels(column) ?? 0} onResize={(width, isDone) => onResize(column.id, width, isDone)} />}
    </div>
  )
}

/** Narrowest and widest that a column is pulled to, in pixels. */
export const widths = { least: 56, most: 800 }

/** The right edge of a head: for the pointer. By keyboard the width is set where columns are chosen. */
function Edge({ width, onResize }: { width: number; onResize: (width: number, isDone: boolean) => void }) {
  const held = useRef<{ x: number; width: number } | null>(null)
  const pull = (isDone: boolean) => (event: PointerEvent) => {
    if (held.current === null) return
    const next = Math.round(held.current.width + event.clientX - held.current.x)
    if (isDone) held.current = null
    onResize(Math.max(widths.least, Math.min(widths.most, next)), isDone)
  }
  return (
    <span
      className={classes.edge}
      aria-hidden="true"
      onPointerDown={(event) => {
        held.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={pull(false)}
      onPointerUp={pull(true)}
      onPointerCancel={() => (held.current = null)}
    />
  )
}

/** Neighbours of one group, by the lines of the grid that they begin and end at. Pinned ones stand for themselves. */
function toGroups<Row>(columns: readonly Column<Row>[]): { name: string; from: number; to: number }[] {
  const groups: { name: string; from: number; to: number; pinned: boolean }[] = []
  columns.forEach(({ group, pinned = false }, index) => {
    if (group === undefined) return
    const last = groups.at(-1)
    if (last?.name === group && last.to === index + 1 && last.pinned === pinned) last.to += 1
    else groups.push({ name: group, from: index + 1, to: index + 2, pinned })
  })
  return groups
}
