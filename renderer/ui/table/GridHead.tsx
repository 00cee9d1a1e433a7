/* eslint-disable jsx-a11y/prefer-tag-over-role -- rows are laid out one by one, which the layout of <table> does not allow; this is the grid pattern of ARIA. */
import { SortIcon } from '../icons.tsx'
import type { Column, Sorting } from './column.ts'
import type { ShownColumn } from './shown-columns.ts'
import classes from './table.module.css'

interface GridHeadProps<Row> {
  columns: readonly Column<Row>[]
  shown: readonly ShownColumn<Row>[]
  track: string
  sorting: Sorting | null
  onSort: ((id: string) => void) | undefined
}

export function GridHead<Row>({ columns, shown, track, sorting, onSort }: GridHeadProps<Row>) {
  const groups = toGroups(columns)
  return (
    <>
      {groups.length > 0 && (
        <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: track }}>
          {groups.map(({ name, from, to }) => (
            <div key={from} role="columnheader" aria-colindex={from} aria-colspan={to - from} className={classes.groupCell} style={{ gridColumn: `${from} / ${to}` }}>
              <span>{name}</span>
            </div>
          ))}
        </div>
      )}
      <div className={classes.head} role="row" data-under={groups.length > 0 || undefined} aria-rowindex={groups.length > 0 ? 2 : 1} style={{ gridTemplateColumns: track }}>
        {shown.map((one) => (
          <HeadCell key={one.column.id} {...one} sorting={sorting} onSort={onSort} />
        ))}
      </div>
    </>
  )
}

function HeadCell<Row>({ column, style, number, sorting, onSort }: ShownColumn<Row> & Pick<GridHeadProps<Row>, 'sorting' | 'onSort'>) {
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
      title={column.group === undefined ? undefined : column.header}
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
}

/** Neighbours of one group, by the lines of the grid that they begin and end at. */
function toGroups<Row>(columns: readonly Column<Row>[]): { name: string; from: number; to: number }[] {
  const groups: { name: string; from: number; to: number }[] = []
  columns.forEach(({ group }, index) => {
    if (group === undefined) return
    const last = groups.at(-1)
    if (last?.name === group && last.to === index + 1) last.to += 1
    else groups.push({ name: group, from: index + 1, to: index + 2 })
  })
  return groups
}
