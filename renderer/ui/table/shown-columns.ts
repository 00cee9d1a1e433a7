import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useMemo, type CSSProperties, type RefObject } from 'react'
import { trackOf, type Column } from './column.ts'

export interface ShownColumn<Row> {
  column: Column<Row>
  style: CSSProperties | undefined
  /** Its number among all columns, where not all of them are drawn. */
  number: number | undefined
}

/** Up to here every column is drawn. */
const few = 24
/** Width of a column in pixels, where it has one. */
export const pixels = ({ width = '' }: { width?: string | undefined }): number | null => (/^\d+px$/.test(width) ? Number.parseInt(width, 10) : null)

export interface ColumnWindow<Row> {
  shown: readonly ShownColumn<Row>[]
  /** How a row is laid out: over tracks of a grid, or, where only some of many columns are drawn, beside each other in its whole width. */
  row: CSSProperties
  isWide: boolean
  /** Lines that the head takes: one more where columns stand in groups. */
  head: 1 | 2
  /** How many there are, where not all of them are drawn. */
  all: number | undefined
}

/** Only the columns on screen, where there are many and all widths are in pixels; pinned ones always. */
export function useShownColumns<Row>(scroller: RefObject<HTMLDivElement | null>, columns: readonly Column<Row>[]): ColumnWindow<Row> {
  const isWide = columns.length > few && columns.every((column) => pixels(column) !== null)
  const pinned = columns.filter((column) => column.pinned).length
  // Where each begins, and at last where the last one ends.
  const starts = useMemo(() => {
    let sum = 0
    return [0, ...columns.map((column) => (sum += pixels(column) ?? 0))]
  }, [columns])
  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoised here.
  const virtual = useVirtualizer({
    horizontal: true,
    enabled: isWide,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => pixels(columns[index]!) ?? 0, [columns]),
    getItemKey: useCallback((index: number) => columns[index]!.id, [columns]),
    overscan: 3,
    rangeExtractor: useCallback((range: Range) => [...Array.from({ length: pinned }, (_, at) => at), ...defaultRangeExtractor(range).filter((at) => at >= pinned)], [pinned]),
  })
  const drawn = isWide ? virtual.getVirtualItems().map(({ index }) => index).join() : null
  const shown = useMemo(() => {
    const indexes = drawn === null ? columns.map((_, index) => index) : drawn === '' ? [] : drawn.split(',').map(Number)
    const first = indexes.find((index) => !columns[index]?.pinned)
    return indexes.flatMap((index) => {
      const column = columns[index]
      const lead = index === first ? starts[index]! - starts[pinned]! : 0
      return column === undefined ? [] : [{ column, style: placeOf(column, starts[index]!, isWide, lead), number: isWide ? index + 1 : undefined }]
    })
  }, [columns, starts, pinned, drawn, isWide])
  const row = useMemo<CSSProperties>(() => (isWide ? { display: 'flex', width: starts.at(-1)! + 8 } : { gridTemplateColumns: trackOf(columns as readonly Column<never>[]) }), [columns, isWide, starts])
  return { shown, row, isWide, head: columns.some(({ group }) => group !== undefined) ? 2 : 1, all: isWide ? columns.length : undefined }
}

/** `lead`: what is not drawn between the pinned columns and this one. */
function placeOf<Row>(column: Column<Row>, start: number, isWide: boolean, lead: number): CSSProperties | undefined {
  const left = column.pinned ? start : undefined
  if (!isWide) return left === undefined ? undefined : { left }
  return { flex: `0 0 ${column.width}`, ...(lead > 0 && { marginInlineStart: lead }), ...(left !== undefined && { left }) }
}
