import type { ReactNode } from 'react'
import classes from './SimpleTable.module.css'

export interface SimpleColumn<Row> {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  width?: string
  /** Breaks lines instead of keeping one. */
  wrap?: boolean
  /** Takes the width that the others leave, and is cut short where that is not enough; where there are two, each says its share as `width`. */
  cut?: boolean
  /** Left out on windows narrower than 1,500 px. */
  wideOnly?: boolean
  /** This cell names its row. */
  rowHeader?: boolean
}

interface SimpleTableProps<Row> {
  /** Names the table for those who do not see it. */
  label: string
  columns: readonly SimpleColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty?: ReactNode
}

/** A short table, shown whole: figures of one result, items of one record. Long lists are a `DataTable`. */
export function SimpleTable<Row>({ label, columns, rows, rowKey, empty }: SimpleTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    // It often has the name of the panel around it, and two regions of one name can not be told apart.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus, or the keyboard can not scroll it.
    <section className={classes.frame} tabIndex={0} aria-label={`${label}, as a table`}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} data-wide-only={column.wideOnly || undefined} style={{ width: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => {
                const Cell = column.rowHeader ? 'th' : 'td'
                return (
                  <Cell key={column.id} scope={column.rowHeader ? 'row' : undefined} data-align={column.align} data-wrap={column.wrap || undefined} data-cut={column.cut || undefined} data-wide-only={column.wideOnly || undefined} style={column.cut ? { width: column.width } : undefined}>
                    {column.cut ? <Cut>{column.cell(row)}</Cut> : column.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What does not fit can be read by pointing at it. */
function Cut({ children }: { children: ReactNode }) {
  return <div onPointerEnter={({ currentTarget }) => (currentTarget.title = currentTarget.scrollWidth > currentTarget.clientWidth ? currentTarget.innerText : '')}>{children}</div>
}
