import { MultiSelect, Select } from '@mantine/core'
import { toTypeWords } from '../../wording.ts'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import type { DriftDraft } from './draft.ts'
import classes from '../wizard.module.css'

/** Which columns are compared, and as what. */
export function DriftColumnsStep({ wizard }: { wizard: Wizard<DriftDraft> }) {
  const { draft, change } = wizard
  const options = (wizard.preview.data?.columns ?? []).map(({ name, type }) => ({ value: name, label: `${name}, ${toTypeWords(type)}` }))
  return (
    <StepPanel wizard={wizard} title="Columns" aside="guesses are filled in">
      <div className={classes.form}>
        <MultiSelect
          label="Columns to leave out"
          description="All others that reference and data have are compared. Columns that name rows always differ."
          data={options}
          value={[...draft.except]}
          onChange={(except) => change({ except })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Compare every column' }}
        />
        <Select label="Label" description="What turned out to be true: its drift is named label drift." searchable clearable data={options} value={draft.label || null} onChange={(label) => change({ label: label ?? '' })} />
        <Select label="Prediction or score" description="What the model gave: its drift is named prediction drift." searchable clearable data={options} value={draft.prediction || null} onChange={(prediction) => change({ prediction: prediction ?? '' })} />
        <MultiSelect
          label="Numbers that are codes"
          description="Compared as categories. Up to ten different numbers are compared by value anyway."
          data={options}
          value={[...draft.categorical]}
          onChange={(categorical) => change({ categorical })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'No codes' }}
        />
      </div>
    </StepPanel>
  )
}
