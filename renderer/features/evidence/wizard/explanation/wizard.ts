import { reading } from '../start.ts'
import type { WizardKind } from '../wizard-kind.ts'
import { fromSettings } from './from-settings.ts'
import { emptyDraft, type ExplanationDraft, explanationProblems, toRunInput, withPreview } from './draft.ts'
import { ExplanationDeclaration } from './ExplanationDeclaration.tsx'
import { SourceStep } from './SourceStep.tsx'

export const explanationWizard: WizardKind<ExplanationDraft> = {
  check: 'explanation',
  files: [
    { role: 'data', label: 'Table', description: 'CSV, Parquet or JSON lines: importances that were computed elsewhere, or the rows that the model is to predict.' },
    { role: 'model', label: 'Model', description: 'An ONNX file, where the model itself is to be asked.', optional: true },
  ],
  empty: emptyDraft,
  withPreview,
  steps: [{ id: 'source', title: 'Source and columns', Screen: SourceStep, problems: explanationProblems }],
  fromSettings: reading('explanation', fromSettings),
  unshown: ['thresholds', 'missing', 'metric', 'sample', 'seed'],
  Declaration: ExplanationDeclaration,
  toRun: toRunInput,
}
