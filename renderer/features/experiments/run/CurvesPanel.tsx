import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { CurveControls, useCurving } from '../CurveControls.tsx'
import { lookAt, smooth, toPoints } from '../curves.ts'
import { MetricChart } from '../MetricChart.tsx'
import { useUsualCurves } from '../usual-curves.ts'
import classes from '../experiments.module.css'

/** Metrics over their steps. A metric with one value is no curve, and stands in the table. */
export function CurvesPanel({ run }: { run: RunDetail }) {
  const api = useApi()
  const all = run.latest.map(({ key }) => key)
  const usual = useUsualCurves([run])
  const curving = useCurving(all, usual ?? [])
  const { metrics, axis, isLog, smoothing } = curving
  const query = useQuery({ ...api.experiments.series.queryOptions({ input: { run: run.id, keys: metrics } }), enabled: metrics.length > 0, placeholderData: keepPreviousData })
  return (
    <Panel title="Curves">
      <CurveControls all={all} curving={curving} />
      {metrics.length === 0 ? (
        usual !== null && <p className={classes.note}>No metric has more than one step. Choose one to see it drawn, or read them in the table.</p>
      ) : (
        <Loaded query={query} label="curves">
          {(series) => (
            <div className={classes.charts}>
              {series
                .filter(({ key }) => metrics.includes(key))
                .map((one) => {
                  const points = toPoints(one, axis)
                  const left = one.points.length - points.length
                  return <MetricChart key={one.key} metric={one.key} source={`${run.name} · run ${run.id}`} curves={[{ label: run.name, look: lookAt(0), points: smooth(points, smoothing) }]} axis={axis} isLog={isLog} note={noteOf(one.total, one.points.length, left)} />
                })}
            </div>
          )}
        </Loaded>
      )}
    </Panel>
  )
}

function noteOf(total: number, read: number, left: number): string {
  const said = total > read ? `${total.toLocaleString('en')} points, drawn by their peaks.` : `${total.toLocaleString('en')} ${total === 1 ? 'point' : 'points'}.`
  return left === 0 ? said : `${said} ${left.toLocaleString('en')} are no finite numbers and are not drawn.`
}
