import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { CurveControls, useCurving } from '../CurveControls.tsx'
import { lookAt, smooth, toPoints, type Curve } from '../curves.ts'
import { MetricChart } from '../MetricChart.tsx'
import { useUsualCurves } from '../usual-curves.ts'
import { LineSign } from './LineSign.tsx'
import classes from '../experiments.module.css'

/** One chart a metric, one curve a run. */
export function CurvesOverEachOther({ runs }: { runs: readonly RunDetail[] }) {
  const api = useApi()
  const all = [...new Set(runs.flatMap(({ latest }) => latest.map(({ key }) => key)))].toSorted()
  const usual = useUsualCurves(runs)
  const curving = useCurving(all, usual ?? [])
  const { metrics, axis, isLog, smoothing } = curving
  const queries = useQueries({
    queries: runs.map(({ id }) => ({ ...api.experiments.series.queryOptions({ input: { run: id, keys: metrics, points: 500 } }), enabled: metrics.length > 0, placeholderData: keepPreviousData })),
  })
  const read = queries.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const whole = { data: read.length === runs.length ? read : undefined, error: queries.find(({ error }) => error !== null)?.error ?? null, refetch: () => queries.map(({ refetch }) => refetch()) }
  if (all.length === 0) return null
  return (
    <Panel title="Curves">
      <CurveControls all={all} curving={curving} />
      <ul className={classes.legend} aria-label="Which line is which run">
        {runs.map(({ id, name }, index) => (
          <li key={id}>
            <LineSign look={lookAt(index)} />
            {name}
          </li>
        ))}
      </ul>
      {metrics.length === 0 ? (
        usual !== null && <p className={classes.note}>No metric has more than one step. Choose one to see it drawn.</p>
      ) : (
        <Loaded query={whole} label="curves">
          {(series) => (
            <div className={classes.charts}>
              {metrics.map((metric) => (
                <MetricChart key={metric} metric={metric} source={`Comparison of ${runs.length} runs`} axis={axis} isLog={isLog} curves={runs.flatMap((run, index): Curve[] => {
                  const own = series[index]?.find(({ key }) => key === metric)
                  return own === undefined || own.total === 0 ? [] : [{ label: run.name, look: lookAt(index), points: smooth(toPoints(own, axis), smoothing) }]
                })} />
              ))}
            </div>
          )}
        </Loaded>
      )}
    </Panel>
  )
}
