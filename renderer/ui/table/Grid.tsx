import { useVirtualizer, type Range, defaultRangeExtractor } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Column } from './column.ts'
import { GridHead, type Heading } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { useRowKeys } from './row-keys.ts'
import { useShownColumns } from './shown-columns.ts'
import { useTallScroll } from './tall-scroll.ts'
import classes from './table.module.css'

export const rowHeight = 28

export interface GridProps<Row> extends Partial<Heading> {
  label: string
  columns: readonly Column<Row>[]
  count: number
  /** Undefined: not read yet; its place is kept. */
  rowAt: (index: number) => Row | undefined
  onOpen?: (row: Row) => void
  /** True for the row whose detail is on screen. */
  isCurrent?: (row: Row) => boolean
  /** Hears which rows are on screen, so that they can be read. */
  onRange?: (first: number, last: number) => void
  /** Hears which columns are drawn, by their ids, where not all of them are. */
  onColumns?: (ids: string) => void
}

/**
 * Draws only the rows on screen, so ten million of them scroll like a hundred. One row is in the tab order; arrow keys, Page,
 * Home and End move it, Enter opens it. Ten million rows are taller than an element may be: see scroll-scale.ts.
 */
export function Grid<Row>({ label, columns, count, rowAt, onOpen, isCurrent, sorting = null, onSort, onResize, onFold, onRange, onColumns }: GridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const current = Math.min(active, count - 1)
  const drawn = useShownColumns(scroller, columns)
  const { shown, head, all } = drawn
  const tall = useTallScroll(scroller, rowHeight * (count + head))
  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoised here.
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: drawn.isWide ? 6 : 12,
    paddingStart: rowHeight * head,
    observeElementOffset: tall.observe,
    rangeExtractor: useCallback((range: Range) => withActive(defaultRangeExtractor(range), current), [current]),
  })
  const items = virtual.getVirtualItems()
  const { startIndex: first = 0, endIndex: last = 0 } = virtual.range ?? {}
  useEffect(() => onRange?.(first, last), [onRange, first, last, count])
  const ids = all === undefined ? '' : shown.map(({ column }) => column.id).join('\n')
  useEffect(() => onColumns?.(ids), [onColumns, ids])
  const moveTo = useRowKeys({ scroller, reveal: (index) => tall.reveal(rowHeight * (index + head), rowHeight, rowHeight * head), count, current, setActive })
  const open = useOpen(rowAt, onOpen)
  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on one of its rows.
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={count + head}
      aria-colcount={all}
      aria-readonly="true"
      onKeyDown={(event) => {
        if (event.target instanceof HTMLElement && event.target.dataset.row === undefined) return
        if (event.key === 'Enter') open(current)
        else if (!moveTo(event.key)) return
        event.preventDefault()
      }}
    >
      <div className={classes.sheet} style={{ height: tall.sheet }} role="presentation">
        <GridHead columns={columns} window={drawn} sorting={sorting} onSort={onSort} onResize={onResize} onFold={onFold} />
        {items.map(({ index, start }) => (
          <GridRow
            key={index}
            index={index}
            top={start - tall.shift}
            line={drawn.row}
            shown={shown}
            place={index + head + 1}
            row={rowAt(index)}
            tabbable={index === current}
            isCurrent={isCurrent}
            onFocus={setActive}
            onOpen={onOpen === undefined ? undefined : open}
          />
        ))}
      </div>
    </div>
  )
}

/** Stays the same, so that a row that did not change is not drawn again. */
function useOpen<Row>(rowAt: GridProps<Row>['rowAt'], onOpen: GridProps<Row>['onOpen']): (index: number) => void {
  const now = useRef({ rowAt, onOpen })
  useEffect(() => void (now.current = { rowAt, onOpen }))
  return useCallback((index: number) => {
    const row = now.current.rowAt(index)
    if (row !== undefined) now.current.onOpen?.(row)
  }, [])
}

/** The row with the focus stays in the document when it is scrolled away: else the keyboard would lose its place. */
function withActive(indexes: number[], active: number): number[] {
  return active < 0 || indexes.includes(active) ? indexes : [...indexes, active].toSorted((a, b) => a - b)
}
