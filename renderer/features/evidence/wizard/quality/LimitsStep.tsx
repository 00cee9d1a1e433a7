import type { DataMetric } from '../../../../../shared/contract/evidence.ts'
import { isCounted, qualityWords } from '../../../../../shared/quality-words.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { Term } from '../../Term.tsx'
import { BoundCell, JudgedCell } from '../limit-fields.tsx'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import { boundOf, type LimitDraft, type QualityDraft, qualityMetrics } from './draft.ts'

/** Where a warning begins and where the check fails; everything is computed and shown either way. */
export function LimitsStep({ wizard }: { wizard: Wizard<QualityDraft> }) {
  return (
    <StepPanel wizard={wizard} title="Thresholds" aside="what is not judged is still shown">
      <SimpleTable
        label="Thresholds"
        rows={qualityMetrics}
        rowKey={(name) => name}
        columns={[
          { id: 'judged', header: 'judged', width: '70px', cell: (name) => <Judged wizard={wizard} name={name} /> },
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => <Metric name={name} /> },
          { id: 'warn', header: 'warns beyond', cell: (name) => <Bound wizard={wizard} name={name} field="warn" title="Warning" /> },
          { id: 'fail', header: 'fails beyond', cell: (name) => <Bound wizard={wizard} name={name} field="fail" title="Failure" /> },
        ]}
      />
    </StepPanel>
  )
}

interface CellProps {
  readonly wizard: Wizard<QualityDraft>
  readonly name: DataMetric
}

const changeLimit = ({ wizard, name }: CellProps, part: Partial<LimitDraft>) => wizard.change({ limits: { ...wizard.draft.limits, [name]: { ...wizard.draft.limits[name], ...part } } })

function Metric({ name }: { name: DataMetric }) {
  const { title, formula } = qualityWords[name]
  return (
    <Term formal={toWords(name)} formula={formula}>
      {title}
    </Term>
  )
}

function Judged(cell: CellProps) {
  return <JudgedCell of={qualityWords[cell.name].title} value={cell.wizard.draft.limits[cell.name].judged} onChange={(judged) => changeLimit(cell, { judged })} />
}

function Bound({ field, title, ...cell }: CellProps & { field: 'warn' | 'fail'; title: string }) {
  const limit = cell.wizard.draft.limits[cell.name]
  return (
    <BoundCell
      label={`${title} of ${qualityWords[cell.name].title}`}
      prefix={boundOf(cell.name) === 'max' ? '> ' : '< '}
      min={0}
      max={isCounted(cell.name) ? Number.MAX_SAFE_INTEGER : 1}
      step={isCounted(cell.name) ? 1 : 0.01}
      decimalScale={4}
      disabled={!limit.judged}
      value={limit[field]}
      onChange={(value) => changeLimit(cell, { [field]: value })}
    />
  )
}
