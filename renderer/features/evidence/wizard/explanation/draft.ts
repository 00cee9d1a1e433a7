import type { FilePreview } from '../../../../../shared/contract/evidence.ts'
import type { Draft } from '../wizard-kind.ts'

export type Form = 'permutation' | 'importances' | 'attributions'

export interface ExplanationDraft extends Draft {
  readonly form: Form
  readonly method: string
  readonly dataset: string
  readonly feature: string
  readonly importance: string
  readonly deviation: string
  readonly task: 'classification' | 'regression'
  readonly label: string
  readonly positive: string
  /** In the order in which the model takes them. */
  readonly features: readonly string[]
  readonly score: string
  readonly decision: string
  readonly repeats: number | ''
}

export const emptyDraft: ExplanationDraft = {
  version: '',
  files: {},
  guessedFrom: '',
  form: 'importances',
  method: '',
  dataset: '',
  feature: '',
  importance: '',
  deviation: '',
  task: 'classification',
  label: '',
  positive: '',
  features: [],
  score: '',
  decision: '',
  repeats: 10,
}

/** A model beside the rows means that it is to be asked; without one the file is a table of importances. */
export function withPreview(draft: ExplanationDraft, { columns }: FilePreview): ExplanationDraft {
  const first = (guess: string) => columns.find((column) => column.guess === guess)?.name ?? ''
  const named = (pattern: RegExp) => columns.find(({ name }) => pattern.test(name))?.name ?? ''
  const [feature, importance] = [named(/^(feature|name|variable|column)s?$/i), named(/importance|gain|weight|shap|value/i)]
  const answers = [first('label'), first('score'), first('prediction'), first('id')]
  return {
    ...draft,
    form: draft.files['model'] ? 'permutation' : feature && importance ? 'importances' : 'attributions',
    feature,
    importance,
    deviation: named(/^(sd|std|deviation)/i),
    label: first('label'),
    positive: columns.find(({ guess }) => guess === 'label')?.examples.find((value) => value === '1') ?? '',
    score: first('score'),
    decision: first('prediction'),
    features: columns.map(({ name }) => name).filter((name) => !answers.includes(name)),
  }
}

export const explanationProblems = (draft: ExplanationDraft): string[] => sentences(draft).filter(Boolean)

function sentences(draft: ExplanationDraft): string[] {
  const { form, label, positive, features, score, decision, repeats } = draft
  if (form === 'permutation') {
    return [
      draft.files['model'] ? '' : 'Choose the model’s ONNX file at the first step, or take in importances that were computed elsewhere.',
      label ? '' : 'Choose the column that holds the true label.',
      draft.task === 'regression' || positive ? '' : 'Say which label value counts as positive.',
      features.length > 0 ? '' : 'Choose the features that the model takes.',
      [label, score, decision].some((name) => name !== '' && features.includes(name)) ? 'A feature can not be the label, the score or the decision.' : '',
      repeats === '' || repeats < 2 ? 'Shuffle each feature at least twice.' : '',
    ]
  }
  return [
    draft.files['model'] ? 'Importances that were computed elsewhere need no model; take its file out at the first step, or let the model be asked.' : '',
    draft.method.trim() ? '' : 'Say how the importances were computed.',
    form === 'attributions' || draft.feature ? '' : 'Choose the column that names the features.',
    form === 'attributions' || draft.importance ? '' : 'Choose the column that holds the importances.',
    form === 'importances' || features.length > 0 ? '' : 'Choose the columns that hold the attributions.',
  ]
}

export function toRunInput(draft: ExplanationDraft) {
  const { version, files } = draft
  const model = files['model']
  return { check: 'explanation' as const, version, inputs: { data: files['data'] ?? '', ...(model ? { model } : {}) }, settings: draft.form === 'permutation' ? toPermutation(draft) : toImported(draft) }
}

const toImported = ({ form, method, dataset, feature, importance, deviation, features }: ExplanationDraft) => ({
  source: 'imported' as const,
  method: method.trim(),
  dataset: dataset.trim(),
  table: form === 'attributions' ? { form: 'attributions' as const, features: [...features] } : { form: 'importances' as const, feature, importance, deviation: deviation || null },
})

const toPermutation = ({ task, label, positive, features, score, decision, repeats }: ExplanationDraft) => ({
  source: 'permutation' as const,
  task,
  label,
  positive: task === 'regression' ? null : positive,
  features: [...features],
  stored: { score: score || null, decision: decision || null },
  repeats: Number(repeats),
})
