import { MultiSelect, Select, TagsInput } from '@mantine/core'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import type { QualityDraft } from './draft.ts'
import classes from '../wizard.module.css'

/** What the columns are to the check; all of it may stay empty. */
export function LabelStep({ wizard }: { wizard: Wizard<QualityDraft> }) {
  const { draft, change, preview } = wizard
  // A name that is there twice can not be chosen: nobody could say which column is meant.
  const names = (preview.data?.columns ?? []).map(({ name }) => name).filter((name, at, all) => all.indexOf(name) === all.lastIndexOf(name))
  return (
    <StepPanel wizard={wizard} title="Label and names of rows" aside="all optional">
      <div className={classes.form}>
        <Select
          label="Label column"
          description="Adds class balance, conflicting labels, and columns that predict the label alone."
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the label column' }}
          data={names}
          value={draft.label || null}
          onChange={(label) => change({ label: label ?? '' })}
        />
        <MultiSelect
          label="Columns that only name rows"
          description="Rows are compared without them: a running number makes no two rows different."
          searchable
          data={names}
          value={[...draft.rowIds]}
          onChange={(rowIds) => change({ rowIds })}
        />
        <TagsInput
          label="Words for a missing value"
          description="Beside an empty field, NULL, NaN, NA, N/A, None, nil, a question mark, a hyphen and a full stop. Enter adds one, such as -999."
          value={[...draft.missing]}
          onChange={(missing) => change({ missing })}
        />
      </div>
    </StepPanel>
  )
}
