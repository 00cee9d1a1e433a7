import { Button, MultiSelect, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { toCsv } from '../../../../shared/csv.ts'
import { ChartTools } from '../../../ui/ChartTools.tsx'
import { CopyCsv } from '../../../ui/CopyCsv.tsx'
import { countOf } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { parallelPlaces, toParallelSvg } from '../../../ui/parallel-svg.ts'
import { fileInk, screenInk } from '../../../ui/svg-file.ts'
import { SvgPlot } from '../../../ui/SvgPlot.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { decimalsOf, MetricNumber } from '../words.tsx'
import { isWithin, numberOf, parseBrushes, printBrushes, textOf, toAxis, type Brush, type ChartAxis, type ChartRun, type Dimension } from './axes.ts'
import { BrushHandles } from './BrushHandles.tsx'
import { describeParallel, nearestLine, toParallelChart, usualAxes } from './parallel.ts'
import classes from './charts.module.css'

/** More axes than this can not be told apart. */
const mostAxes = 12
const height = 360

interface ChartPanelProps {
  runs: readonly ChartRun[]
  dimensions: readonly Dimension[]
  /** The run that both charts show, and its name. */
  marked: string | null
  onMark: (run: string | null) => void
  /** How a run is drawn where no metric gives the colour. */
  lookOf: (run: ChartRun) => { color: string; dash?: string }
  /** Where the runs come from, for a file. */
  source: string
}

/** What the person chose; it stands in the address. */
function useParallel({ runs, dimensions }: Pick<ChartPanelProps, 'runs' | 'dimensions'>) {
  const url = useUrlState('pc.')
  const [axesText, brushText, colourId] = [url.get('axes'), url.get('brush'), url.get('colour')]
  const axes = useMemo(() => {
    const wanted = axesText === '' ? usualAxes(runs, dimensions) : axesText.split('\n').flatMap((id) => dimensions.find((one) => one.id === id) ?? [])
    return wanted.slice(0, mostAxes).map((one) => toAxis(one, runs))
  }, [axesText, dimensions, runs])
  const kept = useMemo(() => parseBrushes(brushText, axes), [brushText, axes])
  // While a handle is held, the address stays as it is.
  const [held, setHeld] = useState<ReadonlyMap<string, Brush> | null>(null)
  const brushes = held ?? kept
  const brush = (id: string, next: Brush | null, isDone: boolean) => {
    const all = new Map(brushes)
    if (next === null) all.delete(id)
    else all.set(id, next)
    setHeld(isDone ? null : all)
    if (isDone) url.set({ brush: printBrushes(all, axes) })
  }
  const colour = dimensions.find(({ id }) => id === colourId) ?? (colourId === 'run' ? undefined : dimensions.find(({ kind }) => kind === 'metric'))
  return { url, axes, brushes, brush, colour }
}

/** Every run a line over the axes that were chosen; a part of an axis leaves the runs that go through it. */
export function ParallelPanel({ runs, dimensions, marked, onMark, lookOf, source }: ChartPanelProps) {
  const { url, axes, brushes, brush, colour } = useParallel({ runs, dimensions })
  const [pointed, setPointed] = useState<string | null>(null)
  const within = useMemo(() => runs.filter((run) => isWithin(run, axes, brushes)), [runs, axes, brushes])
  const chart = useMemo(() => toParallelChart({ runs, axes, brushes, colour, marked: pointed ?? marked, lookOf }), [runs, axes, brushes, colour, pointed, marked, lookOf])
  return (
    <Panel title="Parallel coordinates" aside={<CopyCsv csv={() => csvOf(within, axes)} />}>
      <div className={classes.controls}>
        <MultiSelect className={classes.axes} label="Axes" data={toOptions(dimensions)} value={axes.map(({ id }) => id)} maxValues={mostAxes} limit={100} searchable onChange={(ids) => url.set({ axes: ids.join('\n') })} nothingFoundMessage="Nothing is called so." />
        <Select label="Colour by" data={[{ value: 'run', label: 'run' }, ...dimensions.filter(({ kind }) => kind === 'metric').map(({ id, key }) => ({ value: id, label: key }))]} value={colour?.id ?? 'run'} allowDeselect={false} searchable limit={100} onChange={(id) => url.set({ colour: id ?? '' })} w={180} />
        <RunSelect runs={runs} marked={marked} onMark={onMark} />
        <Button variant="default" disabled={brushes.size === 0} onClick={() => url.set({ brush: '' })}>
          Whole axes
        </Button>
      </div>
      {axes.length < 2 ? (
        <p className={classes.note}>Choose two axes or more: parameters and metrics of these runs.</p>
      ) : (
        <div className={classes.pair}>
          <div className={classes.drawing}>
            <SvgPlot
              title="Parallel coordinates"
              description={describeParallel(runs, within, axes, brushes)}
              draw={(width) => toParallelSvg(chart, { width, height, ink: screenInk })}
              over={(width) => {
                const at = parallelPlaces(chart, { width, height })
                return axes.map((axis, index) => <BrushHandles key={axis.id} axis={axis} index={index} at={at} brush={brushes.get(axis.id)} onBrush={(next, isDone) => brush(axis.id, next, isDone)} />)
              }}
              onPoint={(place) => {
                const run = place === null ? null : nearestLine(within, axes, parallelPlaces(chart, { width: place.width, height }), place)
                setPointed(run)
                if (place?.isPressed === true && run !== null) onMark(run)
              }}
            />
            <ChartTools name="parallel-coordinates" svg={() => toParallelSvg(chart, { width: Math.max(720, axes.length * 120), height: 420, ink: fileInk, title: 'Parallel coordinates', source })} />
          </div>
          <ValuesTable runs={within} axes={axes} marked={marked} onMark={onMark} said={within.length === runs.length ? countOf(runs.length, 'run') : `${within.length} of ${countOf(runs.length, 'run')} go through the chosen parts`} />
        </div>
      )}
    </Panel>
  )
}

export const toOptions = (dimensions: readonly Dimension[]) =>
  (['metric', 'parameter'] as const).map((kind) => ({ group: kind === 'metric' ? 'Metrics' : 'Parameters', items: dimensions.filter((one) => one.kind === kind).map(({ id, key }) => ({ value: id, label: key })) }))

export function RunSelect({ runs, marked, onMark }: Pick<ChartPanelProps, 'runs' | 'marked' | 'onMark'>) {
  return <Select label="Highlight" placeholder="no run" data={runs.map(({ id, name }) => ({ value: id, label: name }))} value={marked} clearable clearButtonProps={{ 'aria-label': 'Highlight no run' }} searchable limit={100} onChange={onMark} w={200} />
}

const keyOf = ({ id }: ChartRun) => id

function ValuesTable({ runs, axes, marked, onMark, said }: { runs: readonly ChartRun[]; axes: readonly ChartAxis[]; marked: string | null; onMark: (run: string) => void; said: ReactNode }) {
  const columns = useMemo(
    () => [
      { id: 'run', header: 'run', width: '150px', pinned: true, value: ({ name }: ChartRun) => name, cell: ({ id, name }: ChartRun) => <Link to={`/runs/${id}`} title={name}>{name}</Link> },
      ...axes.map((axis): Column<ChartRun> => ({ id: axis.id, header: axis.key, width: '108px', align: axis.scale === 'texts' ? 'start' : 'end', value: (run) => (axis.scale === 'texts' ? (textOf(run, axis) ?? null) : numberOf(run, axis)), cell: toCell(runs, axis) })),
    ],
    [axes, runs],
  )
  return (
    <div className={classes.table}>
      <p className={classes.note} aria-live="polite">{said}</p>
      <DataTable label="runs in the chart" urlPrefix="pt." tools={false} maxHeight={330} columns={columns} rows={runs} rowKey={keyOf} onOpen={({ id }) => onMark(id)} isCurrent={({ id }) => id === marked} empty={<p className={classes.note}>No run goes through all the chosen parts.</p>} />
    </div>
  )
}

function toCell(runs: readonly ChartRun[], axis: ChartAxis) {
  const decimals = axis.kind === 'metric' ? decimalsOf(runs.flatMap(({ metrics }) => metrics[axis.key] ?? [])) : 0
  return function Value(run: ChartRun) {
    const text = textOf(run, axis)
    if (text === undefined) return '–'
    return axis.kind === 'metric' ? <MetricNumber value={run.metrics[axis.key]!} decimals={decimals} /> : <span title={text}>{text}</span>
  }
}

const csvOf = (runs: readonly ChartRun[], axes: readonly ChartAxis[]) => toCsv([['run_id', 'run_name', ...axes.map(({ id }) => id)], ...runs.map((run) => [run.id, run.name, ...axes.map((axis) => textOf(run, axis) ?? null)])])
