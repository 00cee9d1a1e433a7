import { useElementSize } from '@mantine/hooks'
import { useId, type PointerEvent, type ReactNode } from 'react'
import classes from './IntervalPlot.module.css'

interface SvgPlotProps {
  title: string
  /** What the plot shows, in sentences: for those who do not see it. The figures belong in a table beside it. */
  description: string
  /** The drawing for a width in pixels. It escapes every text of the data. */
  draw: (width: number) => string
  /** No wider than this, where a square is the right form. */
  most?: number
  /** Handles that lie over the drawing; the figures are reached without the pointer in the table. */
  over?: (width: number) => ReactNode
  /** Hears what is pointed at, in pixels of the drawing; null: the pointer left. */
  onPoint?: (place: { x: number; y: number; width: number; isPressed: boolean } | null) => void
}

/** A drawing that is also a file: what is saved is what is shown. */
export function SvgPlot({ title, description, draw, most = Infinity, over, onPoint }: SvgPlotProps) {
  const { ref, width: room } = useElementSize<HTMLDivElement>()
  const ids = useId()
  const width = Math.round(Math.min(room, most))
  const point = (isPressed: boolean) => (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    onPoint?.({ x: event.clientX - left, y: event.clientY - top, width, isPressed })
  }
  return (
    <div ref={ref} className={classes.plot} onPointerMove={onPoint && point(false)} onPointerUp={onPoint && point(true)} onPointerLeave={onPoint && (() => onPoint(null))}>
      {/* eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show. */}
      <div role="img" aria-labelledby={`${ids}t`} aria-describedby={`${ids}d`}>
        <span id={`${ids}t`} className={classes.spoken}>
          {title}
        </span>
        <span id={`${ids}d`} className={classes.spoken}>
          {description}
        </span>
        {room > 0 && <div aria-hidden="true" dangerouslySetInnerHTML={{ __html: draw(width) }} />}
      </div>
      {room > 0 && over?.(width)}
    </div>
  )
}
