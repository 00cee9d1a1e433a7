import { useMemo } from 'react'
import type { FairnessResult, MetricResult } from '../../../../../shared/contract/evidence.ts'
import { byConcern } from '../../../../../shared/states.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { metricWords } from '../../../../../shared/fairness-words.ts'
import { toBound, toGroupValues, toReason } from '../../wording.ts'
import { toMetricsCsv } from './csv.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'
import own from './fairness.module.css'

/** Every judged metric against its threshold, the most worrying first. */
export function MetricsPanel({ result }: { result: FairnessResult }) {
  const rows = useMemo(() => result.metrics.filter(({ threshold }) => threshold !== null).toSorted(byConcern), [result.metrics])
  return (
    <Panel
      title="Against the thresholds"
      aside={<CopyCsv csv={() => toMetricsCsv(result)} />}
      padded={false}
    >
      <div className={classes.compact}>
        <SimpleTable
          label="Metrics against their thresholds"
          rows={rows}
          rowKey={keyOf}
          empty={<p className={own.figure}>Nothing was judged: no threshold was declared.</p>}
          columns={[
            { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: (metric) => <MetricName metric={metric} /> },
            { id: 'value', header: 'value', align: 'end', cell: (metric) => <Value metric={metric} /> },
            { id: 'threshold', header: 'threshold', align: 'end', cell: (metric) => <span title={metric.threshold?.source}>{toBound(metric.threshold)}</span> },
            { id: 'n', header: 'n', align: 'end', cell: (metric) => formatCount(metric.n) },
            { id: 'verdict', header: 'verdict', cell: (metric) => <VerdictBadge verdict={metric.verdict} /> },
          ]}
        />
      </div>
    </Panel>
  )
}

const keyOf = ({ name, over, view }: MetricResult): string => `${name} ${over.join(' ')} ${view ?? ''}`

/** What is computed in any case and judged by nobody: a reader may still want it. */
export function OtherMetricsPanel({ result }: { result: FairnessResult }) {
  const rows = result.metrics.filter(({ threshold }) => threshold === null)
  if (rows.length === 0) return null
  return (
    <Panel title="Shown, not judged" aside="no threshold was declared for these" padded={false}>
      <div className={classes.compact}>
        <SimpleTable
          label="Metrics without a threshold"
          rows={rows}
          rowKey={keyOf}
          columns={[
            { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: (metric) => <MetricName metric={metric} /> },
            { id: 'value', header: 'value', align: 'end', cell: (metric) => <Value metric={metric} /> },
            { id: 'n', header: 'n', align: 'end', cell: (metric) => formatCount(metric.n) },
          ]}
        />
      </div>
    </Panel>
  )
}

/** How far a verdict is from turning, in persons. */
function toFlips({ to, persons, of }: NonNullable<MetricResult['flips']>, over: readonly string[]): string {
  const who = of.map((by) => toGroupValues(by, over)).join('; ')
  return to === 'pass' ? `passes if ${formatCount(persons)} more of ${who} were selected` : `fails if ${formatCount(persons)} fewer of ${who} were selected`
}

function MetricName({ metric }: { metric: MetricResult }) {
  const { title, formal, formula } = metricWords[metric.name]
  const [high, low] = metric.between ?? []
  return (
    <>
      <Term formal={formal} formula={formula}>
        {title}
      </Term>{' '}
      {metric.over.length > 0 && `over ${metric.over.join(' × ')}`}
      {metric.view !== undefined && `, ${metric.view}`}
      {high && low && (
        <div className={resultClasses.between}>
          {toGroupValues(high, metric.over)} <span aria-hidden="true">↔</span>
          <span className={resultClasses.spoken}> against </span> {toGroupValues(low, metric.over)}
        </div>
      )}
      {metric.flips && <div className={resultClasses.reason}>{toFlips(metric.flips, metric.over)}</div>}
      {metric.reason && metric.reason !== 'no_threshold_declared' && <div className={resultClasses.reason}>{toReason(metric.reason)}</div>}
    </>
  )
}

function Value({ metric }: { metric: MetricResult }) {
  return (
    <span className={resultClasses.rate}>
      {formatDecimal(metric.value)}
      {metric.low !== null && metric.high !== null && (
        <span className={resultClasses.interval}>
          {formatDecimal(metric.low, 2)} to {formatDecimal(metric.high, 2)}
        </span>
      )}
      {metric.bootstrap && (
        <span className={resultClasses.interval} title="95 % bootstrap interval of the highest against the lowest group, picked anew in every resample">
          {formatDecimal(metric.bootstrap.low, 2)} to {formatDecimal(metric.bootstrap.high, 2)} resampled
        </span>
      )}
    </span>
  )
}
