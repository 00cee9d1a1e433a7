import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Experiment } from '../../../../shared/contract/experiments.ts'
import type { RunRow } from '../../../../shared/contract/runs.ts'
import { toIdentifierText } from '../../../../shared/mlflow-filter/print.ts'
import { useApi } from '../../../api/provider.tsx'
import { countOf, formatCount } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { type ChartRun, type Dimension } from '../charts/axes.ts'
import { RunCharts } from '../charts/RunCharts.tsx'
import type { Keys } from './run-columns.tsx'
import { NoRuns } from './RunsTable.tsx'
import type { RunsView } from './view.ts'
import classes from '../experiments.module.css'

/** Runs in one chart: more lines can not be told apart. */
const mostRuns = 500
/** Names that are looked at for what differs, where nobody chose. */
const mostNames = 30

/** What the charts need of the runs: the names that were chosen, and as many as the usual choice is made from. */
function useNeeded({ metrics, parameters }: Keys) {
  const [parallel, scatter] = [useUrlState('pc.'), useUrlState('sc.')]
  const ids = [...parallel.get('axes').split('\n'), parallel.get('colour'), scatter.get('x'), scatter.get('y')].join('\n')
  return useMemo(() => {
    const chosen = new Set(ids.split('\n'))
    const of = (kind: Dimension['kind'], names: readonly string[]) => names.filter((key, at) => at < mostNames || chosen.has(toIdentifierText(kind, key)))
    const dimension = (kind: Dimension['kind']) => (key: string): Dimension => ({ id: toIdentifierText(kind, key), key, kind })
    return { metrics: of('metric', metrics), parameters: of('parameter', parameters), dimensions: [...metrics.map(dimension('metric')), ...parameters.map(dimension('parameter'))] }
  }, [ids, metrics, parameters])
}

/** The charts over the first runs of a filter and order. */
export function FilteredCharts({ experiment, view }: { experiment: Experiment; view: RunsView }) {
  const api = useApi()
  const { page, keys, asked, show, set } = view
  const heads = useQuery({ ...page(0, mostRuns), placeholderData: keepPreviousData })
  const rows = heads.data?.rows
  const { metrics, parameters, dimensions } = useNeeded(keys)
  const ids = rows?.map(({ id }) => id) ?? []
  const cells = useQuery({ ...api.experiments.cells.queryOptions({ input: { runs: ids, metrics, parameters } }), enabled: ids.length > 0, placeholderData: keepPreviousData })
  const runs = useMemo(() => (rows === undefined || cells.data === undefined ? undefined : join(rows, cells.data)), [rows, cells.data])
  if (heads.data?.total === 0) return <NoRuns isFiltered={asked !== '' || show !== 'kept'} all={experiment.runs.all} onAll={() => set({ filter: '', show: 'all' })} />
  return (
    <Loaded query={{ data: runs, error: heads.error ?? cells.error, refetch: heads.refetch }} label="runs">
      {(drawn) => (
        <>
          {heads.data !== undefined && heads.data.total > mostRuns && <p className={classes.note}>The first {formatCount(mostRuns)} of {countOf(heads.data.total, 'run')} in the order of the table. A filter or another order brings others.</p>}
          <RunCharts runs={drawn} dimensions={dimensions} source={`${experiment.name}${asked === '' ? '' : `: ${asked}`}`} />
        </>
      )}
    </Loaded>
  )
}

type Cells = Awaited<ReturnType<ReturnType<typeof useApi>['experiments']['cells']['call']>>

/** A run that came between two answers has its values with the next one. */
function join(rows: readonly RunRow[], { runs, metrics, parameters }: Cells): ChartRun[] {
  const at = new Map(runs.map((run, index) => [run, index]))
  const of = <T,>(columns: readonly { key: string; values: readonly (T | null)[] }[], index: number) => Object.fromEntries(columns.flatMap(({ key, values }) => (values[index] === null || values[index] === undefined ? [] : [[key, values[index]]])))
  return rows.flatMap(({ id, name }) => {
    const index = at.get(id)
    return index === undefined ? [] : [{ id, name, metrics: of(metrics, index), parameters: of(parameters, index) }]
  })
}
