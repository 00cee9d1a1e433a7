import { Select } from '@mantine/core'
import type { DriftMeasure } from '../../../../../shared/contract/evidence.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { measureWords, profileWords } from '../../drift-words.ts'
import { Term } from '../../Term.tsx'
import { BoundCell, JudgedCell, SmallestNumber, SourceCell } from '../limit-fields.tsx'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import { type DriftDraft, judgedMeasures, type LimitDraft, profiles } from './draft.ts'
import classes from '../wizard.module.css'

/** What is judged and by which numbers; every measure is computed and shown either way. */
export function DriftLimitsStep({ wizard }: { wizard: Wizard<DriftDraft> }) {
  const { draft, change } = wizard
  return (
    <StepPanel wizard={wizard} title="Measures and thresholds" aside="what is not judged is still shown">
      <div className={classes.form}>
        <Select
          label="Parameters"
          allowDeselect={false}
          data={profiles.map((value) => ({ value, label: profileWords[value] }))}
          value={draft.profile}
          onChange={(profile) => profile && change({ profile: profile as DriftDraft['profile'] })}
        />
      </div>
      {draft.profile === 'countersign' && (
        <div className={classes.below}>
          <Thresholds wizard={wizard} />
        </div>
      )}
      <div className={`${classes.form} ${classes.below}`}>
        <SmallestNumber
          label="Smallest sample judged"
          description="With fewer values in the reference or in a window the verdict is “too few”, never pass."
          value={draft.minimumRows}
          onChange={(minimumRows) => change({ minimumRows })}
        />
        <Select
          label="Correction of p-values over columns"
          description="They are information; effect sizes decide."
          allowDeselect={false}
          data={[
            { value: 'benjamini_hochberg', label: 'Benjamini–Hochberg' },
            { value: 'holm', label: 'Holm' },
          ]}
          value={draft.correction}
          onChange={(correction) => correction && change({ correction: correction as DriftDraft['correction'] })}
        />
      </div>
    </StepPanel>
  )
}

function Thresholds({ wizard }: { wizard: Wizard<DriftDraft> }) {
  return (
    <SimpleTable
      label="Measures and thresholds"
      rows={judgedMeasures}
      rowKey={(name) => name}
      columns={[
        { id: 'judged', header: 'judged', width: '70px', cell: (name) => <Judged wizard={wizard} name={name} /> },
        { id: 'measure', header: 'measure', rowHeader: true, cell: (name) => <Term formal={measureWords[name].formal} formula={measureWords[name].formula}>{measureWords[name].title}</Term> },
        { id: 'warn', header: 'warns above', cell: (name) => <Bound wizard={wizard} name={name} side="warn" /> },
        { id: 'max', header: 'fails above', cell: (name) => <Bound wizard={wizard} name={name} side="max" /> },
        { id: 'source', header: 'where the numbers come from', width: '40%', cell: (name) => <Source wizard={wizard} name={name} /> },
      ]}
    />
  )
}

interface CellProps {
  readonly wizard: Wizard<DriftDraft>
  readonly name: DriftMeasure
}

const limitOf = ({ wizard, name }: CellProps) => wizard.draft.limits[name] as LimitDraft
const changeLimit = (cell: CellProps, part: Partial<LimitDraft>) => cell.wizard.change({ limits: { ...cell.wizard.draft.limits, [cell.name]: { ...limitOf(cell), ...part } } })

function Judged(cell: CellProps) {
  return <JudgedCell of={measureWords[cell.name].title} value={limitOf(cell).judged} onChange={(judged) => changeLimit(cell, { judged })} />
}

function Bound({ side, ...cell }: CellProps & { side: 'warn' | 'max' }) {
  const limit = limitOf(cell)
  const label = `${measureWords[cell.name].title} ${side === 'warn' ? 'warns' : 'fails'} above`
  return <BoundCell label={label} min={0} decimalScale={4} disabled={!limit.judged} value={limit[side]} onChange={(value) => changeLimit(cell, { [side]: value })} />
}

function Source(cell: CellProps) {
  const { judged, source } = limitOf(cell)
  return <SourceCell of={measureWords[cell.name].title} disabled={!judged} value={source} onChange={(value) => changeLimit(cell, { source: value })} />
}
