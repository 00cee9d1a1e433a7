import { useMemo } from 'react'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { dimensionsOf, type ChartRun, type Dimension } from './axes.ts'
import { lookAt } from '../curves.ts'
import { ParallelPanel } from './ParallelPanel.tsx'
import { ScatterPanel } from './ScatterPanel.tsx'

interface RunChartsProps {
  runs: readonly ChartRun[]
  /** What can be an axis; without it, what the runs have. */
  dimensions?: readonly Dimension[]
  source: string
}

/** The same runs over parallel axes and by two metrics; a run that is highlighted is so in both. `source`: where they come from, for a file. */
export function RunCharts({ runs, dimensions: known, source }: RunChartsProps) {
  const url = useUrlState()
  const dimensions = useMemo(() => known ?? dimensionsOf(runs), [known, runs])
  const places = useMemo(() => new Map(runs.map(({ id }, index) => [id, index])), [runs])
  const lookOf = useMemo(() => ({ id }: ChartRun) => lookAt(places.get(id) ?? 0), [places])
  const marked = places.has(url.get('run')) ? url.get('run') : null
  const mark = (run: string | null) => url.set({ run: run ?? '' })
  return (
    <>
      <ParallelPanel runs={runs} dimensions={dimensions} marked={marked} onMark={mark} lookOf={lookOf} source={source} />
      <ScatterPanel runs={runs} dimensions={dimensions} marked={marked} onMark={mark} source={source} />
    </>
  )
}
