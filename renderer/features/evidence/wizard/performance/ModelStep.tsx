import { Autocomplete, NumberInput, SegmentedControl, Select } from '@mantine/core'
import type { PerformanceTask } from '../../../../../shared/contract/evidence.ts'
import { toTypeWords } from '../../wording.ts'
import { guessPositive } from '../fairness/draft.ts'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import type { PerformanceDraft } from './draft.ts'
import classes from '../wizard.module.css'

interface Props {
  readonly wizard: Wizard<PerformanceDraft>
}

const tasks: { value: PerformanceTask; label: string }[] = [
  { value: 'binary', label: 'Two classes' },
  { value: 'multiclass', label: 'Several classes' },
  { value: 'regression', label: 'A number' },
]

/** What the model says, and what turned out to be true. Guesses are filled in; the person confirms or changes them. */
export function ModelStep({ wizard }: Props) {
  const { draft, change } = wizard
  return (
    <StepPanel wizard={wizard} title="Which column is what" aside="guesses are filled in">
      <div className={classes.form}>
        <SegmentedControl aria-label="What the model predicts" value={draft.task} data={tasks} onChange={(task) => change({ task: task as PerformanceTask, limits: {} })} />
        <LabelFields wizard={wizard} />
        <ModelFields wizard={wizard} />
        <ChallengerFields wizard={wizard} />
      </div>
    </StepPanel>
  )
}

export const optionsOf = ({ preview }: Wizard<PerformanceDraft>) => (preview.data?.columns ?? []).map((column) => ({ value: column.name, label: `${column.name}, ${toTypeWords(column.type)}` }))

function LabelFields({ wizard }: Props) {
  const { draft, change, preview } = wizard
  const examplesOf = (name: string | null) => preview.data?.columns.find((column) => column.name === name)?.examples ?? []
  return (
    <>
      <Select label="True label" allowDeselect={false} description="What turned out to be true." required searchable data={optionsOf(wizard)} value={draft.label || null} onChange={(label) => change({ label: label ?? '', positive: guessPositive(examplesOf(label)) })} />
      {draft.task === 'binary' && <Autocomplete label="Positive value" description="The value of label and prediction that precision and recall are about." required data={[...new Set(examplesOf(draft.label))]} value={draft.positive} onChange={(positive) => change({ positive })} />}
    </>
  )
}

function ModelFields({ wizard }: Props) {
  const { draft, change } = wizard
  const binary = draft.task === 'binary'
  return (
    <>
      <Select label="Prediction" allowDeselect={false} description={binary ? 'What was decided. Leave it empty to decide by the score.' : undefined} required={!binary} clearable={binary} clearButtonProps={{ 'aria-label': 'Clear the prediction' }} searchable data={optionsOf(wizard)} value={draft.prediction || null} onChange={(prediction) => change({ prediction: prediction ?? '' })} />
      {binary && <Select label="Score" allowDeselect={false} description="For curves, calibration and other cutoffs." clearable clearButtonProps={{ 'aria-label': 'Clear the score' }} searchable data={optionsOf(wizard)} value={draft.score || null} onChange={(score) => change({ score: score ?? '' })} />}
      {binary && draft.prediction === '' && <NumberInput label="Positive from" description="A score of at least this much is a positive decision." required step={0.05} value={draft.cutoff} onChange={(cutoff) => change({ cutoff: cutoff === '' ? '' : Number(cutoff) })} />}
    </>
  )
}

/** In the same file a column is chosen; of a file of its own the columns are typed, for only the first file is shown. */
function ChallengerFields({ wizard }: Props) {
  const { draft, change } = wizard
  const binary = draft.task === 'binary'
  const apart = Boolean(draft.files['challenger'])
  const data = apart ? [] : optionsOf(wizard).map(({ value }) => value)
  return (
    <>
      <Autocomplete label="Challenger’s prediction" description={apart ? 'The name of the column in its own file.' : 'Optional: another model on the same rows.'} data={data} value={draft.challengerPrediction} onChange={(challengerPrediction) => change({ challengerPrediction })} />
      {binary && <Autocomplete label="Challenger’s score" data={data} value={draft.challengerScore} onChange={(challengerScore) => change({ challengerScore })} />}
      {binary && draft.challengerScore !== '' && draft.challengerPrediction === '' && <NumberInput label="Challenger positive from" required step={0.05} value={draft.challengerCutoff} onChange={(value) => change({ challengerCutoff: value === '' ? '' : Number(value) })} />}
      {apart && <Select label="Joined by" allowDeselect={false} description="A column of both files in which each value stands once." required searchable data={optionsOf(wizard)} value={draft.id || null} onChange={(id) => change({ id: id ?? '' })} />}
    </>
  )
}
