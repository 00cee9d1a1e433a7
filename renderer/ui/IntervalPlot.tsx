import { useElementSize } from '@mantine/hooks'
import { useId } from 'react'
import { ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis, CartesianGrid } from 'recharts'
import { domainOf, shorten, tickDigits, ticksOf, widestLabel, type IntervalPoint } from './interval-scale.ts'
import classes from './IntervalPlot.module.css'

export type { IntervalPoint } from './interval-scale.ts'

interface IntervalPlotProps {
  title: string
  /** What the plot shows, in sentences: for those who do not see it. The figures belong in a table beside it. */
  description: string
  points: readonly IntervalPoint[]
  reference?: { value: number; label: string }
  /** Widest range that makes sense; the drawn one follows the data inside it. Default 0 to 1. */
  bounds?: readonly [number, number]
  /** The range itself, where several plots have to share one. */
  domain?: readonly [number, number]
  /** Room for the labels in pixels, where several plots stand under each other. */
  labelWidth?: number
  digits?: number
}

const lineHeight = 24
const margin = { top: 20, right: 52, bottom: 0, left: 0 }
const axisHeight = 26
/** Half a dot, so that one at the end of the scale is drawn whole. */
const dotRoom = { left: 6, right: 6 }
const plain = { isAnimationActive: false } as const

/** A dot for each estimate with a whisker for its interval, on one scale, under a reference line. */
export function IntervalPlot({ title, description, points, reference, bounds = [0, 1], domain: shared, labelWidth: asked, digits = 3 }: IntervalPlotProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const ids = useId()
  const domain = shared ?? domainOf(points, reference?.value, bounds)
  const labelWidth = Math.min(width * 0.42, asked ?? widestLabel(points))
  const data = points.map((point, row) => ({ ...point, row, whisker: whiskerOf(point) })).filter(({ value }) => value !== null)
  const rows = points.map((_, row) => row)
  const y = { type: 'number', domain: [-0.5, points.length - 0.5], ticks: rows, reversed: true, interval: 0, axisLine: false, tickLine: false } as const
  return (
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show.
    <div ref={ref} className={classes.plot} role="img" aria-labelledby={`${ids}t`} aria-describedby={`${ids}d`}>
      <span id={`${ids}t`} className={classes.spoken}>
        {title}
      </span>
      <span id={`${ids}d`} className={classes.spoken}>
        {description}
      </span>
      {width > 0 && (
        <ScatterChart
          width={width}
          height={margin.top + points.length * lineHeight + axisHeight}
          margin={margin}
          accessibilityLayer={false}
          aria-hidden="true"
        >
          <CartesianGrid syncWithTicks horizontal={false} stroke="var(--cs-line)" />
          <XAxis
            type="number"
            height={axisHeight}
            dataKey="value"
            {...scaleOf(domain)}
            padding={dotRoom}
            axisLine={false}
            tickLine={false}
            allowDataOverflow
          />
          <YAxis {...y} dataKey="row" width={labelWidth} tick={<RowLabel points={points} width={labelWidth} />} />
          {points.map((point, row) => (
            <text key={row} x={width - 2} y={margin.top + (row + 0.5) * lineHeight} dy="0.33em" textAnchor="end">
              {valueText(point, digits)}
            </text>
          ))}
          {reference !== undefined && (
            <ReferenceLine
              x={reference.value}
              stroke="var(--cs-bad)"
              strokeDasharray="4 3"
              label={{ value: reference.label, position: 'top', className: classes.reference }}
            />
          )}
          <Scatter {...plain} data={data} shape={<Dot />}>
            <ErrorBar {...plain} dataKey="whisker" direction="x" width={0} strokeWidth={2} stroke="var(--cs-accent)" />
          </Scatter>
        </ScatterChart>
      )}
    </div>
  )
}

function scaleOf(domain: readonly [number, number]) {
  const ticks = ticksOf(domain)
  const digits = tickDigits(ticks)
  return { domain: [...domain], ticks, tickFormatter: (tick: number) => tick.toFixed(digits) }
}

/** recharts draws whiskers as distances from the value. */
function whiskerOf({ value, low, high }: IntervalPoint): [number, number] {
  return value === null || low === null || high === null ? [0, 0] : [value - low, high - value]
}

const valueText = (point: IntervalPoint, digits: number): string =>
  point.value === null ? '–' : point.value.toFixed(digits).replace('-', '−')

function RowLabel({ points, width, y = 0, payload }: { points: readonly IntervalPoint[]; width: number; y?: number; payload?: { value: number } }) {
  const point = points[payload?.value ?? -1]
  if (point === undefined) return null
  return (
    <text x={0} y={y} dy="0.33em" className={classes.label} data-muted={point.muted || undefined}>
      <title>{point.label}</title>
      {shorten(point, width)}
      {point.note !== undefined && <tspan className={classes.note}> {point.note}</tspan>}
    </text>
  )
}

/** Hollow where the estimate rests on too little to be judged. */
function Dot({ cx = 0, cy = 0, payload }: { cx?: number; cy?: number; payload?: IntervalPoint }) {
  return <circle cx={cx} cy={cy} r={4.5} fill={payload?.muted ? 'var(--cs-panel)' : 'var(--cs-accent)'} stroke="var(--cs-accent)" strokeWidth={1.5} />
}
