/* eslint-disable jsx-a11y/prefer-tag-over-role -- rows are laid out one by one, which the layout of <table> does not allow; this is the grid pattern of ARIA. */
import { SortIcon } from '../icons.tsx'
import type { Column, Sorting } from './column.ts'
import classes from './table.module.css'

interface GridHeadProps<Row> {
  columns: readonly Column<Row>[]
  track: string
  sorting: Sorting | null
  onSort: ((id: string) => void) | undefined
}

export function GridHead<Row>({ columns, track, sorting, onSort }: GridHeadProps<Row>) {
  return (
    <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: track }}>
      {columns.map((column) => {
        const direction = sorting?.id === column.id ? (sorting.desc ? 'desc' : 'asc') : undefined
        const sortable = onSort !== undefined && column.value !== undefined
        return (
          <div
            key={column.id}
            role="columnheader"
            className={classes.headCell}
            data-align={column.align}
            aria-sort={direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
          >
            {sortable ? (
              <button type="button" onClick={() => onSort(column.id)}>
                {column.header}
                {direction !== undefined && <SortIcon direction={direction} />}
              </button>
            ) : (
              column.header
            )}
          </div>
        )
      })}
    </div>
  )
}
