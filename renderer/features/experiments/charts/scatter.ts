import { frontSteps, paretoFront, type Better, type Directions } from '../../../../shared/pareto.ts'
import { rangeOf, roundTicks, type XyChart } from '../../../ui/xy-svg.ts'
import { formatMetric } from '../words.tsx'
import { extentOf, numberOf, type ChartRun, type Dimension } from './axes.ts'

export interface ScatterPoint {
  run: ChartRun
  x: number
  y: number
  isOnFront: boolean
}

export interface Scatter {
  /** In the order of the runs. */
  points: ScatterPoint[]
  /** In the order of x. */
  front: ScatterPoint[]
  /** Runs that have no finite number in one of the two. */
  left: number
}

export function toScatter(runs: readonly ChartRun[], x: Dimension, y: Dimension, better: Directions): Scatter {
  const places = runs.map((run) => ({ run, x: numberOf(run, x) ?? Number.NaN, y: numberOf(run, y) ?? Number.NaN }))
  const front = paretoFront(places, better)
  const onFront = new Set(front)
  const all = places.map((place, at) => ({ ...place, isOnFront: onFront.has(at) }))
  const points = all.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
  return { points, front: front.map((at) => all[at]!), left: runs.length - points.length }
}

/** What is said of a metric by its name, until somebody says otherwise. */
export const guessBetter = (key: string): Better => (/loss|err(or)?\b|rmse|\bm[as]e\b|mape|perplexity|latency|duration|seconds|\bms\b|\btime|brier|\bece\b|deviance|cost|\bgap\b|difference|disparity/i.test(key.replaceAll('_', ' ')) ? 'lower' : 'higher')

const cutLabel = (text: string) => (text.length > 34 ? `${text.slice(0, 33)}…` : text)

/** The front as filled points on a line of steps, what it beats as hollow ones. */
export function toScatterChart({ points, front }: Scatter, { x, y, better, marked }: { x: Dimension; y: Dimension; better: Directions; marked: string | null }): XyChart {
  const axisOf = (key: string, way: Better, values: readonly number[]) => {
    const range = rangeOf(values.length > 0 ? extentOf(values) : [])
    return { label: `${cutLabel(key)} (${way} is better)`, range, ticks: roundTicks(range, 6).map(({ at }) => ({ at, label: formatMetric(Number(at.toPrecision(10))) })) }
  }
  const mark = points.find(({ run }) => run.id === marked)
  return {
    x: axisOf(x.key, better.x, points.map((point) => point.x)),
    y: axisOf(y.key, better.y, points.map((point) => point.y)),
    series: [
      { label: 'edge of the front', tone: 'accent', kind: 'line', points: frontSteps(front, better) },
      { label: 'beaten', tone: 'second', kind: 'dots', points: points.filter(({ isOnFront }) => !isOnFront).map((point) => ({ x: point.x, y: point.y, muted: true })) },
      { label: 'Pareto front', tone: 'accent', kind: 'dots', points: front.map((point) => ({ x: point.x, y: point.y })) },
    ],
    ...(mark && { mark: { x: mark.x, y: mark.y, label: mark.run.name } }),
  }
}

/** The chart in sentences, for those who do not see it. */
export function describeScatter({ points, front, left }: Scatter, x: Dimension, y: Dimension): string {
  if (points.length === 0) return `No run has a number in both ${x.key} and ${y.key}.`
  const named = front.slice(0, 8).map(({ run, x: at, y: over }) => `${run.name} (${formatMetric(at)}, ${formatMetric(over)})`)
  const more = front.length > 8 ? ` and ${front.length - 8} more` : ''
  return `${points.length} runs by ${x.key} and ${y.key}. On the Pareto front: ${named.join(', ')}${more}.${left > 0 ? ` ${left} runs lack one of the two.` : ''}`
}

/** The run whose point is nearest, no further than this many pixels. */
const reach = 14

export function nearestPoint({ points }: Scatter, at: { x: (value: number) => number; y: (value: number) => number }, pointer: { x: number; y: number }): string | null {
  const ways = points.map(({ run, x, y }) => ({ id: run.id, way: Math.hypot(at.x(x) - pointer.x, at.y(y) - pointer.y) }))
  const best = ways.reduce((a, b) => (b.way < a.way ? b : a), { id: '', way: Infinity })
  return best.way <= reach ? best.id : null
}
