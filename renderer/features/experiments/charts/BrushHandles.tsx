/* eslint-disable jsx-a11y/prefer-tag-over-role -- two handles stand on one upright axis, each where its value is. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { ParallelPlaces } from '../../../ui/parallel-svg.ts'
import type { Brush, ChartAxis } from './axes.ts'
import classes from './charts.module.css'

interface BrushHandlesProps {
  axis: ChartAxis
  /** Its number from the left. */
  index: number
  at: ParallelPlaces
  brush: Brush | undefined
  /** `isDone`: false while it is still dragged. */
  onBrush: (brush: Brush | null, isDone: boolean) => void
}

const whole: Brush = [0, 1]
const clamp = (place: number) => Math.max(0, Math.min(1, place))

/** Two handles on an axis: pulled with the pointer, or moved by arrow keys, Page, Home and End; Escape lets the axis go. */
export function BrushHandles({ axis, index, at, brush, onBrush }: BrushHandlesProps) {
  const now = brush ?? whole
  const move = (end: 0 | 1, to: number, isDone: boolean) => {
    const snapped = axis.scale === 'texts' ? Math.round(clamp(to) / axis.step) * axis.step : clamp(to)
    const next: Brush = end === 0 ? [Math.min(snapped, now[1]), now[1]] : [now[0], Math.max(snapped, now[0])]
    onBrush(next[0] <= 0 && next[1] >= 1 ? null : next, isDone)
  }
  const x = at.x(index)
  return (
    <>
      <Handle end={0} axis={axis} place={now[0]} x={x} at={at} onMove={move} onClear={() => onBrush(null, true)} />
      <Handle end={1} axis={axis} place={now[1]} x={x} at={at} onMove={move} onClear={() => onBrush(null, true)} />
    </>
  )
}

interface HandleProps {
  end: 0 | 1
  axis: ChartAxis
  place: number
  x: number
  at: ParallelPlaces
  onMove: (end: 0 | 1, to: number, isDone: boolean) => void
  onClear: () => void
}

function Handle({ end, axis, place, x, at, onMove, onClear }: HandleProps) {
  const held = useRef(false)
  const steps: Record<string, number> = { ArrowUp: axis.step, ArrowRight: axis.step, ArrowDown: -axis.step, ArrowLeft: -axis.step, PageUp: axis.step * 10, PageDown: axis.step * -10, Home: -1, End: 1 }
  const hear = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (step === undefined) onClear()
    else onMove(end, place + step, true)
  }
  const pull = (isDone: boolean) => (event: PointerEvent<HTMLDivElement>) => {
    if (!held.current) return
    event.stopPropagation()
    if (isDone) held.current = false
    const { top } = event.currentTarget.parentElement!.getBoundingClientRect()
    onMove(end, (at.bottom - (event.clientY - top)) / (at.bottom - at.top), isDone)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${end === 0 ? 'From' : 'Up to'}, ${axis.key}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(place * 100)}
      aria-valuetext={axis.wordAt(place)}
      className={classes.handle}
      data-end={end}
      style={{ left: x - 12, top: at.y(place) - (end === 0 ? 0 : 24) }}
      onKeyDown={hear}
      onPointerDown={(event) => {
        held.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={pull(false)}
      onPointerUp={pull(true)}
      onPointerCancel={() => (held.current = false)}
    />
  )
}
