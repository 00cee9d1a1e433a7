/* eslint-disable jsx-a11y/prefer-tag-over-role -- rows are laid out one by one, which the layout of <table> does not allow; this is the grid pattern of ARIA. */
import { memo, type CSSProperties } from 'react'
import type { Column } from './column.ts'
import type { ShownColumn } from './shown-columns.ts'
import { Waiting } from './Waiting.tsx'
import classes from './table.module.css'

interface GridRowProps<Row> {
  index: number
  top: number
  /** How rows are laid out. */
  line: CSSProperties
  shown: readonly ShownColumn<Row>[]
  /** Its number among all rows, heads too. */
  place: number
  row: Row | undefined
  tabbable: boolean
  isCurrent: ((row: Row) => boolean) | undefined
  onFocus: (index: number) => void
  onOpen: ((index: number) => void) | undefined
}

function GridRowOnce<Row>({ index, top, line, shown, place, row, tabbable, isCurrent, onFocus, onOpen }: GridRowProps<Row>) {
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid hears the keys of its rows.
    <div
      role="row"
      aria-rowindex={place}
      aria-selected={row !== undefined && isCurrent?.(row) ? true : undefined}
      data-row={index}
      data-open={onOpen !== undefined || undefined}
      className={classes.row}
      tabIndex={tabbable ? 0 : -1}
      style={{ ...line, transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(index)}
      onClick={(event) => {
        const inner = event.target instanceof Element && event.target.closest('a, button, input')
        if (!inner && window.getSelection()?.isCollapsed !== false) onOpen?.(index)
      }}
    >
      {shown.map(({ column, style, number }) => (
        <div key={column.id} role="gridcell" aria-colindex={number} className={classes.cell} style={style} data-pinned={column.pinned || undefined} data-align={column.align} data-mono={column.mono || undefined}>
          {row === undefined ? <Waiting /> : <Cell column={column} row={row} />}
        </div>
      ))}
    </div>
  )
}

/** While the table scrolls, rows that stay are not drawn again. */
export const GridRow = memo(GridRowOnce) as typeof GridRowOnce

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.cell !== undefined) return <>{column.cell(row)}</>
  const value = column.value?.(row) ?? null
  if (value === null) return <>–</>
  return <span title={String(value)}>{typeof value === 'number' ? value.toLocaleString('en') : value}</span>
}
