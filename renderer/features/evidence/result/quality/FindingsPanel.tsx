import { Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { QualityMeasure, DataMetric, QualityResult } from '../../../../../shared/contract/evidence.ts'
import { describeBounds, isCounted, qualityTitle, qualityWords } from '../../../../../shared/quality-words.ts'
import { byConcern } from '../../../../../shared/states.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { toReason } from '../../wording.ts'
import { toMetricsCsv } from './csv.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

/** What did not pass, the most worrying first; the rest at a touch. Rules have a table of their own. */
export function FindingsPanel({ result }: { result: QualityResult }) {
  const [all, setAll] = useState(false)
  const metrics = useMemo(() => result.metrics.filter(({ name }) => !name.startsWith('rule_')).toSorted(byConcern), [result.metrics])
  const judged = metrics.filter(({ threshold }) => threshold !== null)
  const found = judged.filter(({ verdict }) => verdict !== 'pass')
  return (
    <Panel
      title="Findings"
      aside={<CopyCsv csv={() => toMetricsCsv(result)} />}
      padded={false}
    >
      <div className={resultClasses.findings}>
        <span>
          {formatCount(judged.length)} metrics held against a threshold, {formatCount(judged.length - found.length)} passed.
        </span>
        <Checkbox label="Show all" size="xs" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
      </div>
      <div className={classes.compact}>
        <SimpleTable
          label="Metrics against their thresholds"
          rows={all ? metrics : found}
          rowKey={(metric) => `${metric.name} ${metric.over.join(' ')} ${metrics.indexOf(metric)}`}
          empty={<p className={resultClasses.findings}>Every metric that was judged passed.</p>}
          columns={[
            { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: (metric) => <MetricName metric={metric} /> },
            { id: 'value', header: 'value', align: 'end', cell: (metric) => <Value metric={metric} /> },
            { id: 'threshold', header: 'passes at', wrap: true, cell: (metric) => <span title={metric.threshold?.source}>{metric.threshold ? describeBounds(metric.threshold) : 'none'}</span> },
            { id: 'n', header: 'n', align: 'end', cell: (metric) => formatCount(metric.n) },
            { id: 'verdict', header: 'verdict', cell: (metric) => <VerdictBadge verdict={metric.verdict} /> },
          ]}
        />
      </div>
    </Panel>
  )
}

function MetricName({ metric }: { metric: QualityMeasure }) {
  return (
    <>
      <Term formal={toWords(metric.name)} formula={qualityWords[metric.name as DataMetric].formula}>
        {qualityTitle(metric.name)}
      </Term>{' '}
      {metric.over.length > 0 && `in ${metric.over.join(' × ')}`}
      {metric.reason && <div className={resultClasses.reason}>{toReason(metric.reason)}</div>}
    </>
  )
}

function Value({ metric }: { metric: QualityMeasure }) {
  return (
    <span className={resultClasses.rate}>
      {metric.value !== null && isCounted(metric.name) ? formatCount(metric.value) : formatDecimal(metric.value)}
      {metric.low !== null && metric.high !== null && (
        <span className={resultClasses.interval}>
          {formatDecimal(metric.low, 2)} to {formatDecimal(metric.high, 2)}
        </span>
      )}
    </span>
  )
}
