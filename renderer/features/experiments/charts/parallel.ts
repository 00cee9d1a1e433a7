import type { ParallelChart, ParallelPlaces } from '../../../ui/parallel-svg.ts'
import { formatMetric } from '../words.tsx'
import { extentOf, isWithin, numberOf, textOf, type Brush, type ChartAxis, type ChartRun, type Dimension } from './axes.ts'
import { colourAt, ramp } from './colours.ts'

/** What differs between the runs says most: up to four parameters, then up to four metrics. */
export function usualAxes(runs: readonly ChartRun[], dimensions: readonly Dimension[]): Dimension[] {
  const differing = (kind: Dimension['kind']) => dimensions.filter((one) => one.kind === kind && new Set(runs.map((run) => textOf(run, one))).size > 1).slice(0, 4)
  return [...differing('parameter'), ...differing('metric')]
}

interface Asked {
  runs: readonly ChartRun[]
  axes: readonly ChartAxis[]
  brushes: ReadonlyMap<string, Brush>
  /** The metric that gives the colour; without one every run has its own. */
  colour: Dimension | undefined
  marked: string | null
  lookOf: (run: ChartRun) => { color: string; dash?: string }
}

export function toParallelChart({ runs, axes, brushes, colour, marked, lookOf }: Asked): ParallelChart {
  const values = colour === undefined ? [] : runs.flatMap((run) => numberOf(run, colour) ?? [])
  const [low, high] = extentOf(values)
  const lookBy = (run: ChartRun): { color: string; dash?: string } => {
    if (colour === undefined) return lookOf(run)
    const value = numberOf(run, colour)
    return value === null ? { color: '#7a8794', dash: '2 3' } : { color: colourAt(high > low ? (value - low) / (high - low) : 0.5) }
  }
  const lines = runs.map((run) => ({ run, look: run.id === marked ? ('strong' as const) : isWithin(run, axes, brushes) ? ('plain' as const) : ('muted' as const) }))
  const order = { muted: 0, plain: 1, strong: 2 }
  return {
    axes: axes.map(({ id, key, scale, ticks }) => ({ label: scale === 'logarithmic' ? `${key} (log)` : key, ticks, brush: brushes.get(id) ?? null })),
    lines: lines.toSorted((a, b) => order[a.look] - order[b.look]).map(({ run, look }) => ({ label: run.name, places: axes.map((axis) => axis.placeOf(run)), look, ...lookBy(run) })),
    legend: colour === undefined || values.length === 0 ? null : { label: colour.key, low: formatMetric(low), high: formatMetric(high), ramp },
  }
}

/** The run whose line passes closest, no further than this many pixels. */
const reach = 9

export function nearestLine(runs: readonly ChartRun[], axes: readonly ChartAxis[], at: ParallelPlaces, pointer: { x: number; y: number }): string | null {
  const right = axes.findIndex((_, index) => at.x(index) >= pointer.x)
  if (right < 1) return null
  const share = (pointer.x - at.x(right - 1)) / (at.x(right) - at.x(right - 1))
  const ways = runs.map((run) => {
    const [from, to] = [at.y(axes[right - 1]!.placeOf(run)), at.y(axes[right]!.placeOf(run))]
    return { id: run.id, way: Math.abs(from + share * (to - from) - pointer.y) }
  })
  const best = ways.reduce((a, b) => (b.way < a.way ? b : a), { id: '', way: Infinity })
  return best.way <= reach ? best.id : null
}

/** The chart in sentences, for those who do not see it. */
export function describeParallel(runs: readonly ChartRun[], within: readonly ChartRun[], axes: readonly ChartAxis[], brushes: ReadonlyMap<string, Brush>): string {
  const parts = axes.flatMap((axis) => {
    const brush = brushes.get(axis.id)
    return brush === undefined ? [] : [`${axis.key} from ${axis.wordAt(brush[0])} to ${axis.wordAt(brush[1])}`]
  })
  const said = `${runs.length} runs over ${axes.map(({ key }) => key).join(', ')}.`
  return parts.length === 0 ? said : `${said} ${within.length} of them go through ${parts.join(', ')}.`
}
