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
const pixels = ({ width = '' }: { width?: string }): number | null => (/^\d+px$/.test(width) ? Number.parseInt(width, 10) : null)

export interface ColumnWindow<Row> {
  shown: readonly ShownColumn<Row>[]
  track: string
  /** Lines that the head takes: one more where columns stand in groups. */
  head: 1 | 2
  /** How many there are, where not all of them are drawn. */
  all: number | undefined
}

/** Only the columns on screen, where there are many and all widths are in pixels; pinned ones always. */
export function useShownColumns<Row>(scroller: RefObject<HTMLDivElement | null>, columns: readonly Column<Row>[]): ColumnWindow<Row> {
  const isWide = columns.length > few && columns.every((column) => pixels(column) !== null)
  const pinned = columns.filter((column) => column.pinned).length
  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoised here.
  const virtual = useVirtualizer({
    horizontal: true,
    enabled: isWide,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => pixels(columns[index]!) ?? 0,
    getItemKey: useCallback((index: number) => columns[index]!.id, [columns]),
    overscan: 4,
    rangeExtractor: useCallback((range: Range) => [...Array.from({ length: pinned }, (_, at) => at), ...defaultRangeExtractor(range).filter((at) => at >= pinned)], [pinned]),
  })
  const drawn = isWide ? virtual.getVirtualItems().map(({ index }) => index).join() : null
  const shown = useMemo(() => {
    const indexes = drawn === null ? columns.map((_, index) => index) : drawn === '' ? [] : drawn.split(',').map(Number)
    return indexes.flatMap((index) => {
      const column = columns[index]
      return column === undefined ? [] : [{ column, style: placeOf(columns, index, isWide), number: isWide ? index + 1 : undefined }]
    })
  }, [columns, drawn, isWide])
  return { shown, track: trackOf(columns as readonly Column<never>[]), head: columns.some(({ group }) => group !== undefined) ? 2 : 1, all: isWide ? columns.length : undefined }
}

function placeOf<Row>(columns: readonly Column<Row>[], index: number, isWide: boolean): CSSProperties | undefined {
  const left = columns[index]!.pinned ? columns.slice(0, index).reduce((sum, column) => sum + (pixels(column) ?? 0), 0) : undefined
  if (!isWide && left === undefined) return undefined
  return { ...(isWide && { gridColumn: index + 1 }), ...(left !== undefined && { left }) }
}
