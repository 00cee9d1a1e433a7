import { useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { ErrorState } from '../ErrorState.tsx'
import { Loading } from '../Loading.tsx'
import { Grid, type GridProps } from './Grid.tsx'
import classes from './table.module.css'

export interface RowWindow<Row> {
  total: number
  rows: Row[]
}

interface WindowedTableProps<Row> extends Omit<GridProps<Row>, 'count' | 'rowAt' | 'onRange'> {
  /** Query options that read rows `offset` to `offset + limit`; a change of the filter changes their key. */
  page: (offset: number, limit: number) => { queryKey: readonly unknown[]; queryFn: unknown }
  empty: ReactNode
  /** Hears which pages are on screen, for what is read beside them. */
  onPages?: (pages: readonly number[]) => void
}

export const pageSize = 200
/** So many rows before one comes on screen its page is read. */
const ahead = 80

/** Rows that stay in the core: only the pages on screen are read. Sorting and filtering are the core's, through `page`. */
export function WindowedTable<Row>({ page, empty, onPages, ...grid }: WindowedTableProps<Row>) {
  const [pages, setPages] = useState([0])
  const queries = useQueries({
    // The caller's options come from the typed client; `useQueries` can not infer through the callback.
    queries: pages.map((number) => ({ ...(page(number * pageSize, pageSize) as { queryKey: unknown[]; queryFn: () => Promise<RowWindow<Row>> }) })),
  })
  useEffect(() => onPages?.(pages), [onPages, pages])
  const failed = queries.find((query) => query.error !== null)
  const said = queries.find((query) => query.data !== undefined)?.data?.total
  // Remembered: while a far page is read no query knows the total, and a grid without rows would lose its place.
  const [total, setTotal] = useState(said)
  if (said !== undefined && said !== total) setTotal(said)
  const onRange = useCallback((first: number, last: number) => {
    const from = Math.floor(Math.max(0, first - ahead) / pageSize)
    const to = Math.floor(Math.min(last + ahead, Math.max(last, (total ?? 0) - 1)) / pageSize)
    const wanted = Array.from({ length: to - from + 1 }, (_, step) => from + step)
    setPages((before) => (before.join() === wanted.join() ? before : wanted))
  }, [total])
  if (failed !== undefined) return <ErrorState error={failed.error} kept="Nothing was changed." onRetry={() => void failed.refetch()} />
  if (total === undefined) return <Loading label={grid.label} rows={8} />
  if (total === 0) return <>{empty}</>
  const rowAt = (index: number): Row | undefined => {
    const query = queries[pages.indexOf(Math.floor(index / pageSize))]
    return query?.data?.rows[index % pageSize]
  }
  return (
    <div className={classes.frame}>
      <Grid {...grid} count={total} rowAt={rowAt} onRange={onRange} />
    </div>
  )
}
