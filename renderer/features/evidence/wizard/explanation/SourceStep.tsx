import { Autocomplete, MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { toTypeWords } from '../../wording.ts'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import type { ExplanationDraft, Form } from './draft.ts'
import classes from '../wizard.module.css'

type Props = { readonly wizard: Wizard<ExplanationDraft>; readonly options: { value: string; label: string }[] }

/** Where the importances come from, and which column is what. */
export function SourceStep({ wizard }: { wizard: Wizard<ExplanationDraft> }) {
  const { draft, change, preview } = wizard
  const options = (preview.data?.columns ?? []).map((column) => ({ value: column.name, label: `${column.name}, ${toTypeWords(column.type)}` }))
  return (
    <StepPanel wizard={wizard} title="Where the importances come from" aside="guesses are filled in">
      <div className={classes.form}>
        <SegmentedControl
          aria-label="Where the importances come from"
          value={draft.form}
          onChange={(form) => change({ form: form as Form })}
          data={[
            { value: 'permutation', label: 'Ask the model (ONNX)' },
            { value: 'importances', label: 'A table, one row a feature' },
            { value: 'attributions', label: 'A table, one column a feature' },
          ]}
        />
        {draft.form === 'permutation' ? <ModelFields wizard={wizard} options={options} /> : <TableFields wizard={wizard} options={options} />}
      </div>
    </StepPanel>
  )
}

function TableFields({ wizard, options }: Props) {
  const { draft, change } = wizard
  return (
    <>
      <TextInput label="Method" description="How the importances were computed, with the version of the library." placeholder="TreeSHAP 0.48" required value={draft.method} onChange={(event) => change({ method: event.currentTarget.value })} />
      <TextInput label="Data set" description="On which rows." value={draft.dataset} onChange={(event) => change({ dataset: event.currentTarget.value })} />
      {draft.form === 'attributions' ? (
        <Features wizard={wizard} options={options} label="Columns of attributions" />
      ) : (
        <>
          <One wizard={wizard} options={options} part="feature" label="Feature" required />
          <One wizard={wizard} options={options} part="importance" label="Importance" required />
          <One wizard={wizard} options={options} part="deviation" label="Standard deviation" />
        </>
      )}
    </>
  )
}

function ModelFields({ wizard, options }: Props) {
  const { draft, change, preview } = wizard
  const examples = preview.data?.columns.find(({ name }) => name === draft.label)?.examples ?? []
  return (
    <>
      <SegmentedControl
        aria-label="What the model predicts"
        value={draft.task}
        onChange={(task) => change({ task: task as ExplanationDraft['task'] })}
        data={[
          { value: 'classification', label: 'One of two classes' },
          { value: 'regression', label: 'A number' },
        ]}
      />
      <One wizard={wizard} options={options} part="label" label="True label" required />
      {draft.task === 'classification' && (
        <Autocomplete label="Positive value" required data={[...new Set(examples)]} value={draft.positive} onChange={(positive) => change({ positive })} />
      )}
      <Features wizard={wizard} options={options} label="Features, in the model’s order" />
      <One wizard={wizard} options={options} part="score" label="Stored score, to compare with" />
      {draft.task === 'classification' && <One wizard={wizard} options={options} part="decision" label="Stored decision, to compare with" />}
      <NumberInput
        label="Shuffles of each feature"
        required
        min={2}
        max={200}
        allowDecimal={false}
        value={draft.repeats}
        onChange={(value) => change({ repeats: value === '' ? '' : Number(value) })}
      />
    </>
  )
}

type Part = 'feature' | 'importance' | 'deviation' | 'label' | 'score' | 'decision'

function One({ wizard, options, part, label, required = false }: Props & { part: Part; label: string; required?: boolean }) {
  const change = (value: string | null) => wizard.change({ [part]: value ?? '' } as Pick<ExplanationDraft, Part>)
  return <Select label={label} required={required} searchable clearable={!required} data={options} value={wizard.draft[part] || null} onChange={change} clearButtonProps={{ 'aria-label': `Clear ${label}` }} />
}

function Features({ wizard, options, label }: Props & { label: string }) {
  return (
    <MultiSelect
      label={label}
      required
      data={options}
      value={[...wizard.draft.features]}
      onChange={(features) => wizard.change({ features })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
    />
  )
}
