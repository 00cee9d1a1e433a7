import { Checkbox } from '@mantine/core'
import { boundOf, type MetricName, unboundedMetrics } from '../../../../../shared/contract/evidence.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { metricWords } from '../../../../../shared/fairness-words.ts'
import { type FairnessDraft, type LimitDraft, offeredMetrics } from './draft.ts'
import { BoundCell, JudgedCell, SmallestNumber, SourceCell } from '../limit-fields.tsx'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import classes from '../wizard.module.css'

/** What is judged and by which number, with where the number comes from; all metrics are computed and shown either way. */
export function ThresholdsStep({ wizard }: { wizard: Wizard<FairnessDraft> }) {
  const { draft, change } = wizard
  return (
    <StepPanel wizard={wizard} title="Metrics and thresholds" aside="what is not judged is still shown">
      <SimpleTable
        label="Metrics and thresholds"
        rows={offeredMetrics(draft)}
        rowKey={(name) => name}
        columns={[
          { id: 'judged', header: 'judged', width: '70px', cell: (name) => <Judged wizard={wizard} name={name} /> },
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => <Metric name={name} /> },
          { id: 'bound', header: 'passes at', cell: (name) => <Bound wizard={wizard} name={name} /> },
          { id: 'source', header: 'where the number comes from', width: '40%', cell: (name) => <Source wizard={wizard} name={name} /> },
        ]}
      />
      <div className={classes.below}>
        <SmallestNumber
          label="Minimum group size"
          description="A smaller group is shown, but left out before any group is called best or worst. It never passes."
          value={draft.minimumGroup}
          onChange={(minimumGroup) => change({ minimumGroup })}
        />
        <Checkbox
          mt={12}
          label="Judge by the whole interval"
          description="Fails only if no value of the interval is within the threshold, passes only if all are; else it warns."
          checked={draft.mode === 'confidence'}
          onChange={(event) => change({ mode: event.currentTarget.checked ? 'confidence' : 'point' })}
        />
      </div>
    </StepPanel>
  )
}

interface CellProps {
  readonly wizard: Wizard<FairnessDraft>
  readonly name: MetricName
}

const changeLimit = ({ wizard, name }: CellProps, part: Partial<LimitDraft>) =>
  wizard.change({ limits: { ...wizard.draft.limits, [name]: { ...wizard.draft.limits[name], ...part } } })

function Metric({ name }: { name: MetricName }) {
  const { title, formal, formula } = metricWords[name]
  return (
    <Term formal={formal} formula={formula}>
      {title}
    </Term>
  )
}

function Judged(cell: CellProps) {
  return <JudgedCell of={metricWords[cell.name].title} value={cell.wizard.draft.limits[cell.name].judged} onChange={(judged) => changeLimit(cell, { judged })} />
}

function Bound(cell: CellProps) {
  const { judged, bound } = cell.wizard.draft.limits[cell.name]
  return (
    <BoundCell
      label={`Threshold of ${metricWords[cell.name].title}`}
      prefix={boundOf(cell.name) === 'max' ? '≤ ' : '≥ '}
      min={0}
      max={unboundedMetrics.includes(cell.name) ? Number.MAX_SAFE_INTEGER : 1}
      decimalScale={4}
      disabled={!judged}
      value={bound}
      onChange={(value) => changeLimit(cell, { bound: value })}
    />
  )
}

function Source(cell: CellProps) {
  const { judged, source } = cell.wizard.draft.limits[cell.name]
  return <SourceCell of={metricWords[cell.name].title} disabled={!judged} value={source} onChange={(value) => changeLimit(cell, { source: value })} />
}
