import type { PerformanceMetric } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { BoundCell, SmallestNumber, SourceCell } from '../limit-fields.tsx'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import { limitable, type LimitDraft, type PerformanceDraft, sideOf } from './draft.ts'
import classes from '../wizard.module.css'

interface Props {
  readonly wizard: Wizard<PerformanceDraft>
}

/** What is judged and by which number, with where the number comes from; a metric without a number is reported and not judged. */
export function LimitsStep({ wizard }: Props) {
  const { draft, change } = wizard
  return (
    <StepPanel wizard={wizard} title="Metrics and thresholds" aside="empty: shown and not judged">
      <SimpleTable
        label="Metrics and thresholds"
        rows={limitable(draft)}
        rowKey={(name) => name}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => performanceTitles[name] },
          { id: 'bound', header: 'passes at', cell: (name) => <Bound wizard={wizard} name={name} /> },
          { id: 'source', header: 'where the number comes from', width: '45%', cell: (name) => <Source wizard={wizard} name={name} /> },
        ]}
      />
      <div className={classes.below}>
        <SmallestNumber
          label="Fewest rows judged"
          description="A value that rests on fewer rows, or on fewer cases of a class, is shown and never passes."
          value={draft.minimumRows}
          onChange={(minimumRows) => change({ minimumRows })}
        />
      </div>
    </StepPanel>
  )
}

type CellProps = Props & { readonly name: PerformanceMetric }

const limitOf = ({ wizard, name }: CellProps): LimitDraft => wizard.draft.limits[name] ?? { bound: '', source: '' }
const changeLimit = (cell: CellProps, part: Partial<LimitDraft>) => cell.wizard.change({ limits: { ...cell.wizard.draft.limits, [cell.name]: { ...limitOf(cell), ...part } } })

const Bound = (cell: CellProps) => (
  <BoundCell label={`Threshold of ${performanceTitles[cell.name]}`} prefix={sideOf(cell.name) === 'max' ? '≤ ' : '≥ '} value={limitOf(cell).bound} onChange={(bound) => changeLimit(cell, { bound })} />
)

const Source = (cell: CellProps) => (
  <SourceCell of={performanceTitles[cell.name]} disabled={limitOf(cell).bound === ''} value={limitOf(cell).source} onChange={(source) => changeLimit(cell, { source })} />
)
