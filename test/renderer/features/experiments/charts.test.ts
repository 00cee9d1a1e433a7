import { expect, test } from 'vitest'
import { dimensionsOf, isWithin, parseBrushes, printBrushes, toAxis, type ChartRun } from '../../../../renderer/features/experiments/charts/axes.ts'
import { colourAt } from '../../../../renderer/features/experiments/charts/colours.ts'
import { describeParallel, nearestLine, toParallelChart, usualAxes } from '../../../../renderer/features/experiments/charts/parallel.ts'
import { describeScatter, guessBetter, nearestPoint, toScatter, toScatterChart } from '../../../../renderer/features/experiments/charts/scatter.ts'
import { parallelPlaces, toParallelSvg } from '../../../../renderer/ui/parallel-svg.ts'
import { fileInk } from '../../../../renderer/ui/svg-file.ts'
import { toXySvg, xyPlaces } from '../../../../renderer/ui/xy-svg.ts'

const run = (id: string, parameters: ChartRun['parameters'], metrics: ChartRun['metrics']): ChartRun => ({ id, name: `run ${id}`, parameters, metrics })
const runs = [
  run('a', { C: '0.001', solver: 'lbfgs', seed: '7' }, { auc: 0.7, loss: 0.6 }),
  run('b', { C: '1', solver: 'saga', seed: '7' }, { auc: 0.9, loss: 0.4 }),
  run('c', { C: '10', solver: 'saga', seed: '7' }, { auc: 'NaN', loss: 0.5 }),
  run('<d>', { solver: 'newton', seed: '7' }, { auc: 0.8 }),
]
const dimensions = dimensionsOf(runs)
const axisOf = (id: string) => toAxis(dimensions.find((one) => one.id === id)!, runs)
const lookOf = () => ({ color: '#123456' })
const frame = { width: 800, height: 400, ink: fileInk }

test('numbers stand by their value, or by their logarithm over three powers of ten; texts in the order of their letters', () => {
  expect(dimensions.map(({ id }) => id)).toEqual(['metrics.auc', 'metrics.loss', 'params.C', 'params.seed', 'params.solver'])
  const [auc, C, seed, solver] = ['metrics.auc', 'params.C', 'params.seed', 'params.solver'].map(axisOf) as [ReturnType<typeof axisOf>, ReturnType<typeof axisOf>, ReturnType<typeof axisOf>, ReturnType<typeof axisOf>]
  expect([auc, C, seed, solver].map(({ scale }) => scale)).toEqual(['linear', 'logarithmic', 'linear', 'texts'])
  expect(runs.map((one) => auc.placeOf(one)?.toFixed(2) ?? null)).toEqual(['0.00', '1.00', null, '0.50'])
  expect(runs.map((one) => C.placeOf(one)?.toFixed(2) ?? null)).toEqual(['0.00', '0.75', '1.00', null])
  expect(runs.map((one) => solver.placeOf(one))).toEqual([0, 1, 1, 0.5])
  expect([seed.placeOf(runs[0]!), seed.ticks.map(({ label }) => label)]).toEqual([0.5, ['7']])
  expect(solver.ticks.map(({ label }) => label)).toEqual(['lbfgs', 'newton', 'saga'])
  expect(toAxis({ id: 'metrics.none', key: 'none', kind: 'metric' }, runs)).toMatchObject({ ticks: [] })
})

test('a part of an axis leaves the runs that go through it, and stands in the address by its values', () => {
  const axes = ['metrics.auc', 'params.solver'].map(axisOf)
  const brushes = parseBrushes('metrics.auc\t0.75\t0.9\nparams.solver\tnewton\tsaga\nparams.gone\t1\t2\nmetrics.auc.x\tq\tr', axes)
  expect(runs.filter((one) => isWithin(one, axes, brushes)).map(({ id }) => id)).toEqual(['b', '<d>'])
  expect(printBrushes(brushes, axes)).toBe('metrics.auc\t0.75\t0.9\nparams.solver\tnewton\tsaga')
  expect(runs.every((one) => isWithin(one, axes, new Map()))).toBe(true)
  expect(describeParallel(runs, runs.slice(0, 1), axes, brushes)).toBe('4 runs over auc, solver. 1 of them go through auc from 0.75 to 0.9, solver from newton to saga.')
})

test('what differs is drawn first; muted lines lie below, the highlighted one above with its name, and every text of the data is escaped', () => {
  expect(usualAxes(runs, dimensions).map(({ key }) => key)).toEqual(['C', 'solver', 'auc', 'loss'])
  const axes = usualAxes(runs, dimensions).map((one) => toAxis(one, runs))
  const chart = toParallelChart({ runs, axes, brushes: parseBrushes('metrics.auc\t0.85\t0.9', axes), colour: dimensions[0], marked: '<d>', lookOf })
  expect(chart.lines.map(({ label, look }) => [label, look])).toEqual([['run a', 'muted'], ['run c', 'muted'], ['run b', 'plain'], ['run <d>', 'strong']])
  expect(chart.legend).toMatchObject({ label: 'auc', low: '0.7', high: '0.9' })
  expect(chart.lines.find(({ label }) => label === 'run b')!.color).toBe(colourAt(1))
  expect(toParallelChart({ runs, axes, brushes: new Map(), colour: undefined, marked: null, lookOf })).toMatchObject({ legend: null })
  const svg = toParallelSvg(chart, frame)
  expect(svg).toContain('run &lt;d&gt;')
  expect(svg).toContain('no value')
  expect(svg).not.toContain('NaN')
  expect(toParallelSvg(chart, frame)).toBe(svg)
})

test('what is pointed at is the line or the point that is nearest, and nothing far away', () => {
  const axes = ['metrics.loss', 'metrics.auc'].map(axisOf)
  const chart = toParallelChart({ runs, axes, brushes: new Map(), colour: undefined, marked: null, lookOf })
  const at = parallelPlaces(chart, frame)
  expect(nearestLine(runs, axes, at, { x: at.x(1) - 1, y: at.y(1) + 1 })).toBe('b')
  expect(nearestLine(runs, axes, at, { x: at.x(0) - 5, y: at.y(0) })).toBeNull()
  const scatter = toScatter(runs, dimensions[0]!, dimensions[1]!, { x: 'higher', y: 'lower' })
  const places = xyPlaces(toScatterChart(scatter, { x: dimensions[0]!, y: dimensions[1]!, better: { x: 'higher', y: 'lower' }, marked: null }), frame)
  expect(nearestPoint(scatter, places, { x: places.x(0.9) + 3, y: places.y(0.4) - 3 })).toBe('b')
  expect(nearestPoint(scatter, places, { x: 0, y: 0 })).toBeNull()
})

test('a scatter fills the front and leaves hollow what it beats; runs without both numbers are counted', () => {
  const [auc, loss] = [dimensions[0]!, dimensions[1]!]
  const better = { x: 'higher', y: 'lower' } as const
  const scatter = toScatter(runs, auc, loss, better)
  expect(scatter.points.map(({ run: { id }, isOnFront }) => [id, isOnFront])).toEqual([['a', false], ['b', true]])
  expect(scatter.left).toBe(2)
  expect(describeScatter(scatter, auc, loss)).toBe('2 runs by auc and loss. On the Pareto front: run b (0.9, 0.4). 2 runs lack one of the two.')
  const chart = toScatterChart(scatter, { x: auc, y: loss, better, marked: 'b' })
  expect(chart.mark).toEqual({ x: 0.9, y: 0.4, label: 'run b' })
  expect(toXySvg(chart, frame)).toContain('auc (higher is better)')
  expect(toXySvg(toScatterChart(toScatter([], auc, loss, better), { x: auc, y: loss, better, marked: null }), frame)).toContain('<svg')
  expect(['val_loss', 'rmse', 'latency_ms', 'dp_gap', 'auc', 'accuracy', 'runtime_gain'].map(guessBetter)).toEqual(['lower', 'lower', 'lower', 'lower', 'higher', 'higher', 'higher'])
})
