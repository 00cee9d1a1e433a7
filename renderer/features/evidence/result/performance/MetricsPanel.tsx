import { useMemo } from 'react'
import type { PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { overWords, performanceReason, performanceTitles } from '../../../../../shared/performance-words.ts'
import { byConcern } from '../../../../../shared/states.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { toBound } from '../../wording.ts'
import { Estimated } from './figures.tsx'
import { toMetricsCsv } from './csv.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

type Metric = PerformanceResult['metrics'][number]

/** Every metric against its threshold, the most worrying first; windows have a panel of their own. */
export function MetricsPanel({ result }: { result: PerformanceResult }) {
  const rows = useMemo(() => result.metrics.filter(({ over }) => over[0] !== 'window').toSorted(byConcern), [result.metrics])
  return (
    <Panel
      title="Against the thresholds"
      aside={<CopyCsv csv={() => toMetricsCsv(result)} />}
      padded={false}
    >
      <div className={`${classes.compact} ${resultClasses.oneLine}`}>
        <SimpleTable
          label="Metrics against their thresholds"
          rows={rows}
          rowKey={(metric) => `${metric.name} ${metric.over.join(' ')}`}
          columns={[
            { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: (metric) => <MetricName metric={metric} /> },
            { id: 'value', header: 'value', align: 'end', cell: (metric) => <Estimated {...metric} /> },
            { id: 'threshold', header: 'threshold', align: 'end', cell: (metric) => <span title={metric.threshold?.source}>{toBound(metric.threshold)}</span> },
            { id: 'n', header: 'n', align: 'end', cell: (metric) => formatCount(metric.n) },
            { id: 'verdict', header: 'verdict', cell: (metric) => <VerdictBadge verdict={metric.verdict} /> },
          ]}
        />
      </div>
    </Panel>
  )
}

const MetricName = ({ metric }: { metric: Metric }) => (
  <>
    {performanceTitles[metric.name]}
    {metric.over.length > 0 && <div className={resultClasses.between}>{overWords(metric.over)}</div>}
    {metric.reason && metric.reason !== 'no_threshold_declared' && <div className={resultClasses.reason}>{performanceReason(metric.reason)}</div>}
  </>
)

