import { Autocomplete, MultiSelect, NumberInput, SegmentedControl, Select } from '@mantine/core'
import type { FilePreview } from '../../../../../shared/contract/evidence.ts'
import { toTypeWords } from '../../wording.ts'
import { type FairnessDraft, guessPositive } from './draft.ts'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import classes from '../../evidence.module.css'

type FileColumns = FilePreview['columns']

/** Which column is what. Guesses are filled in; the person confirms or changes them. */
export function ColumnsStep({ wizard }: { wizard: Wizard<FairnessDraft> }) {
  const columns = wizard.preview.data?.columns ?? []
  const { draft, change } = wizard
  const options = columns.map((column) => ({ value: column.name, label: `${column.name}, ${toTypeWords(column.type)}` }))
  return (
    <StepPanel wizard={wizard} title="Which column is what" aside="guesses are filled in">
      <div className={classes.form}>
        <LabelFields wizard={wizard} columns={columns} options={options} />
        <DecisionFields wizard={wizard} options={options} />
        <MultiSelect
          label="Group columns"
          description="Groups are compared in each column and, where there are several, in their combinations."
          required
          maxValues={6}
          data={options}
          value={[...draft.groups]}
          onChange={(groups) => change({ groups })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the group columns' }}
        />
      </div>
    </StepPanel>
  )
}

interface FieldsProps {
  readonly wizard: Wizard<FairnessDraft>
  readonly options: { value: string; label: string }[]
}

function LabelFields({ wizard, options, columns }: FieldsProps & { columns: FileColumns }) {
  const { draft, change } = wizard
  const examples = columns.find((column) => column.name === draft.label)?.examples ?? []
  const choose = (label: string | null) => change({ label: label ?? '', positive: guessPositive(columns.find((column) => column.name === label)?.examples ?? []) })
  return (
    <>
      <Select label="True label" description="What really happened." required searchable data={options} value={draft.label || null} onChange={choose} />
      <Autocomplete
        label="Positive value"
        description="The label, and the prediction, that counts as the favourable outcome."
        required
        data={[...new Set(examples)]}
        value={draft.positive}
        onChange={(positive) => change({ positive })}
      />
    </>
  )
}

function DecisionFields({ wizard, options }: FieldsProps) {
  const { draft, change } = wizard
  const isScore = draft.decision === 'score'
  return (
    <>
      <SegmentedControl
        aria-label="The model’s decision comes as"
        value={draft.decision}
        onChange={(decision) => change({ decision: decision as 'prediction' | 'score', column: '' })}
        data={[
          { value: 'prediction', label: 'A column of predictions' },
          { value: 'score', label: 'A score and a threshold' },
        ]}
      />
      <Select
        label={isScore ? 'Score' : 'Prediction'}
        required
        searchable
        data={options}
        value={draft.column || null}
        onChange={(column) => change({ column: column ?? '' })}
      />
      {isScore && (
        <NumberInput
          label="Positive from"
          description="A score of at least this much is a positive decision."
          required
          step={0.05}
          value={draft.cutoff}
          onChange={(value) => change({ cutoff: value === '' ? '' : Number(value) })}
        />
      )}
    </>
  )
}
