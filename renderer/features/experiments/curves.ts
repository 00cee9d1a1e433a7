import { parseMetricValue } from '../../../shared/contract/runs.ts'
import type { Series } from '../../../shared/contract/experiments.ts'
import { rangeOf, roundTicks, type XyChart } from '../../ui/xy-svg.ts'
import { formatMetric, toTickLabels } from './words.tsx'

export interface Point {
  x: number
  y: number
}

export interface Curve {
  label: string
  look: { color: string; dash?: string }
  points: readonly Point[]
}

export type Axis = 'step' | 'time'

/** Each is at least three to one against the ground of both colour schemes; past ten the line is dashed. */
const colours = ['#2f7fd1', '#c76a00', '#2e9c5b', '#d1495b', '#8a63d2', '#9a7500', '#1a93a0', '#c2559d', '#6b7f2a', '#7a8794']
export const lookAt = (index: number): Curve['look'] => ({ color: colours[index % colours.length]!, ...(index >= colours.length && { dash: '6 3' }) })

/** Values that can be drawn, by step or by seconds since the first one. */
export function toPoints({ points }: Pick<Series, 'points'>, axis: Axis): Point[] {
  const began = points.reduce((least, { atMs }) => Math.min(least, atMs), Infinity)
  return points
    .map(({ step, atMs, value }) => ({ x: axis === 'step' ? step : (atMs - began) / 1000, y: parseMetricValue(value) }))
    .filter(({ y }) => Number.isFinite(y))
    .toSorted((a, b) => a.x - b.x)
}

/** Exponential moving average, its beginning not drawn to zero (as TensorBoard smooths). Weight 0: as they are; below 1. */
export function smooth(points: readonly Point[], weight: number): Point[] {
  if (weight <= 0) return [...points]
  let [sum, mass] = [0, 0]
  return points.map(({ x, y }) => {
    sum = weight * sum + (1 - weight) * y
    mass = weight * mass + (1 - weight)
    return { x, y: sum / mass }
  })
}

/** On a logarithmic axis values of zero and below have no place and are left out. */
export function toChart(curves: readonly Curve[], { metric, axis, isLog }: { metric: string; axis: Axis; isLog: boolean }): XyChart {
  const drawn = curves.map((curve) => ({ ...curve, points: isLog ? curve.points.filter(({ y }) => y > 0).map(({ x, y }) => ({ x, y: Math.log10(y) })) : curve.points }))
  const all = drawn.flatMap(({ points }) => points)
  const x = spanOf(all.map((point) => point.x))
  const y = rangeOf(spanOf(all.map((point) => point.y), null))
  return {
    x: { label: axis === 'step' ? 'step' : 'seconds since it began', range: x, ticks: labelled(roundTicks(x, 5)) },
    y: { label: metric.length > 34 ? `${metric.slice(0, 33)}…` : metric, range: y, ticks: isLog ? logTicks(y) : labelled(roundTicks(y, 5)) },
    series: drawn.map(({ label, look, points }) => ({ label, look, tone: 'accent', kind: points.length < 2 ? 'dots' : 'line', points })),
    legend: false,
  }
}

/** A million points are too many arguments for Math.min. */
function spanOf(values: readonly number[], none: [number, number] | null = [0, 1]): [number, number] {
  const first = values[0]
  if (first === undefined) return none ?? [0, 1]
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [first, first])
}

export function labelled(ticks: readonly { at: number }[]): { at: number; label: string }[] {
  const labels = toTickLabels(ticks.map(({ at }) => at))
  return ticks.map(({ at }, index) => ({ at, label: labels[index]! }))
}

/** Powers of ten; where fewer than two are in sight, the twos and fives between them too. */
export function logTicks([low, high]: readonly [number, number]): { at: number; label: string }[] {
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, at) => Math.floor(low) + at)
  const within = (factors: readonly number[]) => powers.flatMap((power) => factors.map((factor) => factor * 10 ** power)).filter((value) => Math.log10(value) >= low && Math.log10(value) <= high)
  const tens = within([1])
  const values = tens.length > 1 ? tens.filter((_, at) => at % Math.ceil(tens.length / 6) === 0) : within([1, 2, 5])
  const few = values.length > 1 ? values : [10 ** low, 10 ** high]
  return few.map((value) => ({ at: Math.log10(value), label: formatMetric(Number(value.toPrecision(3))) }))
}

/** The chart in sentences, for those who do not see it. */
export function describeCurves(curves: readonly Curve[]): string {
  return curves
    .map(({ label, points }) => {
      const [first, last] = [points[0], points.at(-1)]
      if (first === undefined || last === undefined) return `${label} has no value that can be drawn.`
      const [low, high] = spanOf(points.map(({ y }) => y))
      return `${label}: from ${formatMetric(first.y)} to ${formatMetric(last.y)}, least ${formatMetric(low)}, greatest ${formatMetric(high)}.`
    })
    .join(' ')
}
