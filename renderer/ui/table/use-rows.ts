import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  type RowData,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Column, Sorting } from './column.ts'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  filterFns: { includesString: filterFn_includesString, equalsString: filterFn_equalsString },
})

interface Asked<Row extends RowData> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  sorting: Sorting | null
  text: string
  chosen: readonly { id: string; value: string }[]
}

/** The rows to show, in order. Rows without a value stand last whatever the direction. */
export function useRows<Row extends RowData>({ columns, rows, rowKey, sorting, text, chosen }: Asked<Row>): Row[] {
  const definitions = useMemo(() => columns.map(toDefinition), [columns])
  const filters = chosen.filter(({ value }) => value !== '')
  const filterKey = JSON.stringify(filters)
  const state = useMemo(
    () => ({
      sorting: sorting === null ? [] : [sorting],
      globalFilter: text,
      columnFilters: JSON.parse(filterKey) as { id: string; value: string }[],
    }),
    [sorting, text, filterKey],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    state,
    globalFilterFn: 'includesString',
    getColumnCanGlobalFilter: () => true,
  })
  return table.getRowModel().rows.map((row) => row.original)
}

function toDefinition<Row extends RowData>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    header: column.header,
    accessorFn: (row) => column.value?.(row) ?? undefined,
    filterFn: 'equalsString',
    sortUndefined: 'last',
    sortFn: 'alphanumeric',
    enableSorting: column.value !== undefined,
    enableGlobalFilter: column.value !== undefined,
  }
}
