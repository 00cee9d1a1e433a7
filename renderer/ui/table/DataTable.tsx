import { Button } from '@mantine/core'
import type { RowData } from '@tanstack/react-table'
import { useMemo, type ReactNode } from 'react'
import type { Column } from './column.ts'
import { Grid } from './Grid.tsx'
import { TableTools } from './TableTools.tsx'
import { useRows } from './use-rows.ts'
import { nextSorting, parseSortKey, toSortKey, useUrlState } from './url-state.ts'
import classes from './table.module.css'

interface DataTableProps<Row extends RowData> {
  /** A plural noun; names the table: "models". */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
  /** True for the row whose detail is on screen. */
  isCurrent?: (row: Row) => boolean
  /** Shown in place of the table where there is no row at all. */
  empty: ReactNode
  /** Tells two tables on one page apart in the address. */
  urlPrefix?: string
  /** False hides search and selects, for short lists inside a page. */
  tools?: boolean
  /** Tallest the rows may get before they scroll; without it the parent decides. */
  maxHeight?: number
}

/**
 * Rows that are all here: sorted, filtered and drawn as far as they are on screen. What the person set stands in the address.
 * Columns, rowKey and rows must keep their identity between renders where nothing changed.
 */
export function DataTable<Row extends RowData>({ label, columns, rows, rowKey, onOpen, isCurrent, empty, urlPrefix, tools = true, maxHeight }: DataTableProps<Row>) {
  const url = useUrlState(urlPrefix)
  const sortKey = url.get('sort')
  const sorting = useMemo(() => parseSortKey(sortKey), [sortKey])
  const chosen = columns.filter((column) => column.choices).map(({ id }) => ({ id, value: url.get(id) }))
  const shown = useRows({ columns, rows, rowKey, sorting, text: url.get('q'), chosen })
  if (rows.length === 0) return <>{empty}</>
  const clear = () => url.set({ q: '', ...Object.fromEntries(chosen.map(({ id }) => [id, ''])) })
  return (
    <div className={classes.frame} style={{ maxHeight }}>
      {tools && <TableTools label={label} columns={columns} rows={rows} shown={shown.length} url={url} />}
      {shown.length === 0 ? (
        <p className={classes.none}>
          None of the {rows.length.toLocaleString('en')} {label} matches.{' '}
          <Button variant="default" size="compact-xs" onClick={clear}>
            Show all
          </Button>
        </p>
      ) : (
        <Grid
          label={label}
          columns={columns}
          count={shown.length}
          rowAt={(index) => shown[index]}
          onOpen={onOpen}
          isCurrent={isCurrent}
          sorting={sorting}
          onSort={(id) => url.set({ sort: toSortKey(nextSorting(sorting, id)) })}
        />
      )}
    </div>
  )
}
