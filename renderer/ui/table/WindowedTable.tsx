import { useQueries } from '@tanstack/react-query'
import { useCallback, useState, type ReactNode } from 'react'
import { ErrorState } from '../ErrorState.tsx'
import { Loading } from '../Loading.tsx'
import type { Column, Sorting } from './column.ts'
import { Grid } from './Grid.tsx'
import classes from './table.module.css'

export interface RowWindow<Row> {
  total: number
  rows: Row[]
}

interface WindowedTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  /** Query options that read rows `offset` to `offset + limit`; a change of the filter changes their key. */
  page: (offset: number, limit: number) => { queryKey: readonly unknown[]; queryFn: unknown }
  onOpen?: (row: Row) => void
  isCurrent?: (row: Row) => boolean
  sorting?: Sorting
  onSort?: (id: string) => void
  empty: ReactNode
}

const pageSize = 200

/** Rows that stay in the core: only the pages on screen are read. Sorting and filtering are the core's, through `page`. */
export function WindowedTable<Row>({ label, columns, page, onOpen, isCurrent, sorting, onSort, empty }: WindowedTableProps<Row>) {
  const [pages, setPages] = useState([0])
  const queries = useQueries({
    // The caller's options come from the typed client; `useQueries` can not infer through the callback.
    queries: pages.map((number) => ({ ...(page(number * pageSize, pageSize) as { queryKey: unknown[]; queryFn: () => Promise<RowWindow<Row>> }) })),
  })
  const onRange = useCallback((first: number, last: number) => {
    const from = Math.floor(first / pageSize)
    const wanted = Array.from({ length: Math.floor(last / pageSize) - from + 1 }, (_, step) => from + step)
    setPages((before) => (before.join() === wanted.join() ? before : wanted))
  }, [])
  const failed = queries.find((query) => query.error !== null)
  const said = queries.find((query) => query.data !== undefined)?.data?.total
  // Remembered: while a far page is read no query knows the total, and a grid without rows would lose its place.
  const [total, setTotal] = useState(said)
  if (said !== undefined && said !== total) setTotal(said)
  if (failed !== undefined) return <ErrorState error={failed.error} kept="Nothing was changed." onRetry={() => void failed.refetch()} />
  if (total === undefined) return <Loading label={label} rows={8} />
  if (total === 0) return <>{empty}</>
  const rowAt = (index: number): Row | undefined => {
    const query = queries[pages.indexOf(Math.floor(index / pageSize))]
    return query?.data?.rows[index % pageSize]
  }
  return (
    <div className={classes.frame}>
      <Grid
        label={label}
        columns={columns}
        count={total}
        rowAt={rowAt}
        onOpen={onOpen}
        isCurrent={isCurrent}
        sorting={sorting ?? null}
        onSort={onSort}
        onRange={onRange}
      />
    </div>
  )
}
