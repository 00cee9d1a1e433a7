import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { toCsv } from '../../../../shared/csv.ts'
import type { Better } from '../../../../shared/pareto.ts'
import { ChartTools } from '../../../ui/ChartTools.tsx'
import { CopyCsv } from '../../../ui/CopyCsv.tsx'
import { countOf } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { fileInk, screenInk } from '../../../ui/svg-file.ts'
import { SvgPlot } from '../../../ui/SvgPlot.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { toXySvg, xyPlaces } from '../../../ui/xy-svg.ts'
import { decimalsOf, MetricNumber } from '../words.tsx'
import type { ChartRun, Dimension } from './axes.ts'
import { RunSelect } from './ParallelPanel.tsx'
import { describeScatter, guessBetter, nearestPoint, toScatter, toScatterChart, type Scatter, type ScatterPoint } from './scatter.ts'
import classes from './charts.module.css'

interface ScatterPanelProps {
  runs: readonly ChartRun[]
  dimensions: readonly Dimension[]
  marked: string | null
  onMark: (run: string | null) => void
  source: string
}

const height = 380
const ways = [
  { value: 'higher', label: 'higher is better' },
  { value: 'lower', label: 'lower is better' },
] as const
const keyOf = ({ run }: ScatterPoint) => run.id

/** Two metrics against each other, and the runs that no other one beats in both. */
export function ScatterPanel({ runs, dimensions, marked, onMark, source }: ScatterPanelProps) {
  const url = useUrlState('sc.')
  const metrics = useMemo(() => dimensions.filter(({ kind }) => kind === 'metric'), [dimensions])
  const x = metrics.find(({ id }) => id === url.get('x')) ?? metrics[0]
  const y = metrics.find(({ id }) => id === url.get('y')) ?? metrics.find(({ id }) => id !== x?.id)
  const [pointed, setPointed] = useState<string | null>(null)
  if (x === undefined || y === undefined) return null
  const wayOf = (end: 'x' | 'y', { key }: Dimension): Better => ways.find(({ value }) => value === url.get(`${end}way`))?.value ?? guessBetter(key)
  const better = { x: wayOf('x', x), y: wayOf('y', y) }
  const scatter = toScatter(runs, x, y, better)
  const chart = toScatterChart(scatter, { x, y, better, marked: pointed ?? marked })
  return (
    <Panel title="Scatter and Pareto front" aside={<CopyCsv csv={() => csvOf(scatter, x, y)} />}>
      <div className={classes.controls}>
        {([['x', 'Across', x], ['y', 'Upwards', y]] as const).map(([end, label, metric]) => (
          <div key={end} className={classes.metric}>
            <Select label={label} data={metrics.map(({ id, key }) => ({ value: id, label: key }))} value={metric.id} allowDeselect={false} searchable limit={100} onChange={(id) => url.set({ [end]: id ?? '', [`${end}way`]: '' })} w={190} />
            <Select aria-label={`Which ${metric.key} is better`} data={ways} value={better[end]} allowDeselect={false} onChange={(way) => url.set({ [`${end}way`]: way ?? '' })} w={150} />
          </div>
        ))}
        <RunSelect runs={runs} marked={marked} onMark={onMark} />
      </div>
      <div className={classes.pair}>
        <div className={classes.drawing}>
          <SvgPlot
            title={`${y.key} by ${x.key}`}
            description={describeScatter(scatter, x, y)}
            draw={(width) => toXySvg(chart, { width, height, ink: screenInk })}
            onPoint={(place) => {
              const run = place === null ? null : nearestPoint(scatter, xyPlaces(chart, { width: place.width, height }), place)
              setPointed(run)
              if (place?.isPressed === true && run !== null) onMark(run)
            }}
          />
          <ChartTools name={`pareto-${y.key}-by-${x.key}`.replaceAll(/[^\w.-]+/g, '-')} svg={() => toXySvg(chart, { width: 720, height: 420, ink: fileInk, title: `${y.key} by ${x.key}, Pareto front`, source })} />
        </div>
        <FrontTable scatter={scatter} x={x} y={y} marked={marked} onMark={onMark} />
      </div>
    </Panel>
  )
}

function FrontTable({ scatter: { points, front, left }, x, y, marked, onMark }: { scatter: Scatter; x: Dimension; y: Dimension; marked: string | null; onMark: (run: string) => void }) {
  const decimals = useMemo(() => ({ x: decimalsOf(points.map((point) => point.x)), y: decimalsOf(points.map((point) => point.y)) }), [points])
  const columns = useMemo(
    (): Column<ScatterPoint>[] => [
      { id: 'run', header: 'run', width: 'minmax(120px, 1fr)', value: ({ run }) => run.name, cell: ({ run: { id, name } }) => <Link to={`/runs/${id}`} title={name}>{name}</Link> },
      { id: 'front', header: 'front', width: '104px', value: ({ isOnFront }) => (isOnFront ? 0 : 1), cell: ({ isOnFront }) => (isOnFront ? <StateBadge tone="good">on it</StateBadge> : <span className={classes.quiet}>beaten</span>) },
      { id: 'x', header: x.key, width: '100px', align: 'end', value: (point) => point.x, cell: (point) => <MetricNumber value={point.x} decimals={decimals.x} /> },
      { id: 'y', header: y.key, width: '100px', align: 'end', value: (point) => point.y, cell: (point) => <MetricNumber value={point.y} decimals={decimals.y} /> },
    ],
    [x, y, decimals],
  )
  // What is on the front is what is looked for.
  const rows = [...front, ...points.filter(({ isOnFront }) => !isOnFront)]
  return (
    <div className={classes.table}>
      <p className={classes.note}>
        {front.length} of {countOf(points.length, 'run')} on the front: no other run is as good in both and better in one.{left > 0 && ` ${countOf(left, 'run')} without a number in one of the two ${left === 1 ? 'is' : 'are'} left out.`}
      </p>
      <DataTable label="runs by both metrics" urlPrefix="st." tools={false} maxHeight={330} columns={columns} rows={rows} rowKey={keyOf} onOpen={({ run }) => onMark(run.id)} isCurrent={({ run }) => run.id === marked} empty={<p className={classes.note}>No run has a number in both.</p>} />
    </div>
  )
}

const csvOf = ({ points }: Scatter, x: Dimension, y: Dimension) => toCsv([['run_id', 'run_name', x.id, y.id, 'pareto_front'], ...points.map((point) => [point.run.id, point.run.name, point.x, point.y, point.isOnFront ? 'true' : 'false'])])
