import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useMemo } from 'react'
import type { FairnessResult, MetricResult } from '../../../../../shared/contract/evidence.ts'
import { verdictsByConcern } from '../../../../../shared/states.ts'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { metricWords } from '../../../../../shared/fairness-words.ts'
import { toBound, toGroupValues, toReason } from '../../wording.ts'
import { toMetricsCsv } from './csv.ts'
import classes from '../../evidence.module.css'

const concern = (metric: MetricResult): number => verdictsByConcern.indexOf(metric.verdict)

/** Every metric against its threshold, the most worrying first. */
export function MetricsPanel({ result }: { result: FairnessResult }) {
  const rows = useMemo(() => result.metrics.toSorted((a, b) => concern(a) - concern(b)), [result.metrics])
  const clipboard = useClipboard()
  return (
    <Panel
      title="Against the thresholds"
      aside={
        <Button variant="default" size="compact-xs" onClick={() => clipboard.copy(toMetricsCsv(result))}>
          {clipboard.copied ? 'Copied' : 'Copy as CSV'}
        </Button>
      }
      padded={false}
    >
      <div className={classes.compact}>
        <SimpleTable
          label="Metrics against their thresholds"
          rows={rows}
          rowKey={(metric) => `${metric.name} ${metric.over.join(' ')}`}
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

function MetricName({ metric }: { metric: MetricResult }) {
  const { title, formal, formula } = metricWords[metric.name]
  const [high, low] = metric.between ?? []
  return (
    <>
      <Term formal={formal} formula={formula}>
        {title}
      </Term>{' '}
      over {metric.over.join(' × ')}
      {high && low && (
        <div className={classes.between}>
          {toGroupValues(high, metric.over)} <span aria-hidden="true">↔</span>
          <span className={classes.spoken}> against </span> {toGroupValues(low, metric.over)}
        </div>
      )}
      {metric.reason && <div className={classes.reason}>{toReason(metric.reason)}</div>}
    </>
  )
}

function Value({ metric }: { metric: MetricResult }) {
  return (
    <span className={classes.rate}>
      {formatDecimal(metric.value)}
      {metric.low !== null && metric.high !== null && (
        <span className={classes.interval}>
          {formatDecimal(metric.low, 2)} to {formatDecimal(metric.high, 2)}
        </span>
      )}
    </span>
  )
}
