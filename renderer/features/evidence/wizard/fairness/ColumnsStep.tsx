import { Autocomplete, MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import type { FairnessTask, FilePreview } from '../../../../../shared/contract/evidence.ts'
import { toTypeWords } from '../../wording.ts'
import { decisionTitle, type FairnessDraft, guessPositive, needsLabel, needsPositive } from './draft.ts'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import classes from '../wizard.module.css'

type FileColumns = FilePreview['columns']

/** Which column is what. Guesses are filled in; the person confirms or changes them. */
export function ColumnsStep({ wizard }: { wizard: Wizard<FairnessDraft> }) {
  const columns = wizard.preview.data?.columns ?? []
  const { draft, change } = wizard
  const options = columns.map((column) => ({ value: column.name, label: `${column.name}, ${toTypeWords(column.type)}` }))
  return (
    <StepPanel wizard={wizard} title="Which column is what" aside="guesses are filled in">
      <div className={classes.form}>
        <TaskField wizard={wizard} />
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
        <MoreColumns wizard={wizard} options={options} columns={columns} />
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
      <Select
        label="True label"
        description={needsLabel(draft) ? 'What really happened.' : 'What really happened. Without it selections are compared, and no errors.'}
        required={needsLabel(draft)}
        clearable={!needsLabel(draft)}
        clearButtonProps={{ 'aria-label': 'Clear the label' }}
        searchable
        data={options}
        value={draft.label || null}
        onChange={choose}
      />
      {needsPositive(draft) && (
        <Autocomplete
          label="Positive value"
          description="The label, and the prediction, that counts as the favourable outcome."
          required
          data={[...new Set(examples)]}
          value={draft.positive}
          onChange={(positive) => change({ positive })}
        />
      )}
    </>
  )
}

function TaskField({ wizard: { draft, change } }: Pick<FieldsProps, 'wizard'>) {
  return (
    <SegmentedControl
      aria-label="What is decided"
      value={draft.task}
      onChange={(task) => change({ task: task as FairnessTask, column: '' })}
      data={[
        { value: 'binary', label: 'Yes or no' },
        { value: 'multiclass', label: 'One of several classes' },
        { value: 'ranking', label: 'A place in a list' },
        { value: 'regression', label: 'A number' },
      ]}
    />
  )
}

function DecisionFields({ wizard, options }: FieldsProps) {
  const { draft, change } = wizard
  const isBinary = draft.task === 'binary'
  return (
    <>
      {isBinary && (
        <SegmentedControl
          aria-label="The model’s decision comes as"
          value={draft.decision}
          onChange={(decision) => change({ decision: decision as FairnessDraft['decision'], column: '' })}
          data={[
            { value: 'prediction', label: 'A column of predictions' },
            { value: 'score', label: 'A score and a threshold' },
            { value: 'median', label: 'A score above the median' },
          ]}
        />
      )}
      <Select label={decisionTitle(draft)} required searchable data={options} value={draft.column || null} onChange={(column) => change({ column: column ?? '' })} />
      {isBinary && draft.decision === 'score' && (
        <NumberInput
          label="Positive from"
          description="A score of at least this much is a positive decision."
          required
          step={0.05}
          value={draft.cutoff}
          onChange={(value) => change({ cutoff: value === '' ? '' : Number(value) })}
        />
      )}
      {draft.task === 'ranking' && <RankingFields wizard={wizard} options={options} />}
    </>
  )
}

function RankingFields({ wizard: { draft, change }, options }: FieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label="Which end of the column comes first"
        value={draft.order}
        onChange={(order) => change({ order: order as FairnessDraft['order'] })}
        data={[
          { value: 'descending', label: 'Highest first (a score)' },
          { value: 'ascending', label: 'Lowest first (a place)' },
        ]}
      />
      <TextInput label="First k" description="Who is among the first k; several values separated by commas." required value={draft.cutoffs} onChange={(event) => change({ cutoffs: event.currentTarget.value })} />
      <Select label="List" description="Tells several lists apart, where the file has more than one." clearable clearButtonProps={{ 'aria-label': 'Clear the list' }} searchable data={options} value={draft.list || null} onChange={(list) => change({ list: list ?? '' })} />
    </>
  )
}

/** What most checks do without; each adds its own section to the result. */
function MoreColumns({ wizard, options, columns }: FieldsProps & { columns: FileColumns }) {
  const { draft, change } = wizard
  if (draft.task === 'regression') return null
  const free = options.filter(({ value }) => !draft.groups.includes(value))
  return (
    <details>
      <summary>More: scores, control columns, weights, a reference group</summary>
      <div className={classes.form}>
        {draft.task === 'binary' && (
          <Select label="Score to judge for itself" description="AUC, Brier score, calibration and distances between groups." clearable clearButtonProps={{ 'aria-label': 'Clear the score to judge for itself' }} searchable data={free} value={draft.score || null} onChange={(score) => change({ score: score ?? '' })} />
        )}
        <MultiSelect label="Control columns" description="Groups are also compared within rows that are alike in these." maxValues={3} data={free} value={[...draft.controls]} onChange={(controls) => change({ controls })} searchable clearable clearButtonProps={{ 'aria-label': 'Clear the control columns' }} />
        <Select label="Weight" description="How many persons a row stands for." clearable clearButtonProps={{ 'aria-label': 'Clear the weight' }} searchable data={free} value={draft.weight || null} onChange={(weight) => change({ weight: weight ?? '' })} />
        {draft.groups.map((group) => (
          <Autocomplete
            key={group}
            label={`Reference in ${group}`}
            description="Others are held against it; left empty, against the group with the highest rate."
            data={columns.find(({ name }) => name === group)?.examples ?? []}
            value={draft.reference[group] ?? ''}
            onChange={(value) => change({ reference: { ...draft.reference, [group]: value } })}
          />
        ))}
      </div>
    </details>
  )
}
