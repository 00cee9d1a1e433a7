import { toCsv } from '../../../shared/csv.ts'
import { ChartTools } from '../../ui/ChartTools.tsx'
import { CopyCsv } from '../../ui/CopyCsv.tsx'
import { fileInk, screenInk } from '../../ui/svg-file.ts'
import { SvgPlot } from '../../ui/SvgPlot.tsx'
import { toXySvg } from '../../ui/xy-svg.ts'
import { describeCurves, toChart, type Axis, type Curve } from './curves.ts'
import classes from './experiments.module.css'

interface MetricChartProps {
  metric: string
  curves: readonly Curve[]
  axis: Axis
  isLog: boolean
  /** What is not drawn, in a sentence. */
  note?: string
  /** Where the curves come from, for a file. */
  source: string
}

/** One metric over its steps or over time: one curve a run. */
export function MetricChart({ metric, curves, axis, isLog, note, source }: MetricChartProps) {
  const chart = toChart(curves, { metric, axis, isLog })
  const left = isLog ? curves.reduce((sum, { points }) => sum + points.filter(({ y }) => y <= 0).length, 0) : 0
  const said = [note, left > 0 && `${left.toLocaleString('en')} of its values are zero or less: a logarithmic axis has no place for them.`].filter(Boolean).join(' ')
  return (
    <figure className={classes.chart} style={{ margin: 0 }}>
      <figcaption>{metric}</figcaption>
      <SvgPlot
        title={`${metric} over ${axis === 'step' ? 'steps' : 'time'}`}
        description={describeCurves(curves)}
        draw={(width) => toXySvg(chart, { width, height: Math.round(Math.min(300, Math.max(200, width * 0.6))), ink: screenInk })}
      />
      {said !== '' && <p className={classes.note}>{said}</p>}
      <ChartTools name={metric.replaceAll(/[^\w.-]+/g, '-')} svg={() => toXySvg({ ...chart, legend: true }, { width: 720, height: 400, ink: fileInk, title: metric, source })}>
        <CopyCsv csv={() => toCsv([['run', axis, metric], ...curves.flatMap(({ label, points }) => points.map(({ x, y }) => [label, x, y]))])} />
      </ChartTools>
    </figure>
  )
}
