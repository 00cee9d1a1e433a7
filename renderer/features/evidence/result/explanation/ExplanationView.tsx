import type { CheckWithResult, ExplanationResult } from '../../../../../shared/contract/evidence.ts'
import { Digest } from '../../../../ui/Digest.tsx'
import { formatCount } from '../../../../ui/format.ts'
import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { ImportancePanel } from './ImportancePanel.tsx'
import { describeExplanation, explanationMetrics } from './words.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

export function ExplanationView({ check }: { check: CheckWithResult<'explanation'> }) {
  const { result } = check
  const { baseline, model } = result
  return (
    <div className={resultClasses.findingsFirst}>
      <div className={classes.stack}>
        <ImportancePanel check={check} />
        <LimitsPanel limits={result.limits} />
      </div>
      <div className={classes.stack}>
        {result.recomputed && <RecomputedPanel result={result} />}
        <SettingsPanel
          check={check}
          items={[
            ...describeExplanation(result.settings),
            ...(baseline ? [[`baseline`, `${baseline.metric} ${Number(baseline.value.toPrecision(4))} on ${formatCount(baseline.rows)} rows`] as [string, string]] : []),
            ...(model ? [['model takes', model.inputs.map(({ name, type }) => `${name} ${type}`).join(', ')] as [string, string], ['runtime', model.runtime] as [string, string]] : []),
          ]}
        />
      </div>
    </div>
  )
}

/** Whether the file's predictions are those of the model. */
function RecomputedPanel({ result }: { result: ExplanationResult }) {
  const { recomputed, metrics } = result
  if (!recomputed) return null
  const { decisions, scores, differing } = recomputed
  return (
    <Panel title="The model’s own predictions">
      <div className={classes.stack}>
        <KeyValue
          items={[
            ['rows', `${formatCount(recomputed.rows)} predicted again`],
            ['decisions', decisions ? `${formatCount(decisions.different)} of ${formatCount(decisions.compared)} differ from the file` : 'not compared'],
            ['scores', scores ? `differ by ${Number(scores.largest.toPrecision(3))} at most` : 'not compared'],
            ...(differing.length > 0 ? [['rows that differ', differing.map(formatCount).join(', ')] as [string, string]] : []),
            ['digest of all', <Digest key="d" value={recomputed.sha256} label="digest of the recomputed predictions" />],
          ]}
        />
        <div className={classes.compact}>
          <SimpleTable
            label="Metrics against their thresholds"
            rows={metrics}
            rowKey={({ name }) => name}
            columns={[
              { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: ({ name }) => <Term {...explanationMetrics[name]}>{explanationMetrics[name].title}</Term> },
              { id: 'value', header: 'value', align: 'end', cell: ({ value }) => (value === null ? '–' : String(Number(value.toPrecision(3)))) },
              { id: 'threshold', header: 'threshold', align: 'end', cell: ({ threshold }) => (threshold === null ? 'none' : threshold.min === undefined ? `≤ ${threshold.max}` : `≥ ${threshold.min}`) },
              { id: 'verdict', header: 'verdict', cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
            ]}
          />
        </div>
      </div>
    </Panel>
  )
}
