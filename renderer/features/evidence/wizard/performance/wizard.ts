import { reading } from '../start.ts'
import type { WizardKind } from '../wizard-kind.ts'
import { fromSettings } from './from-settings.ts'
import { columnProblems, emptyDraft, limitProblems, type PerformanceDraft, toRunInput, windowProblems, withPreview } from './draft.ts'
import { LimitsStep } from './LimitsStep.tsx'
import { ModelStep } from './ModelStep.tsx'
import { PerformanceDeclaration } from './PerformanceDeclaration.tsx'
import { WindowsStep } from './WindowsStep.tsx'

export const performanceWizard: WizardKind<PerformanceDraft> = {
  check: 'performance',
  files: [
    { role: 'data', label: 'Predictions file', description: 'CSV, Parquet or JSON lines, one row a case: what turned out to be true, and what the model said.' },
    { role: 'reference', label: 'Reference file', description: 'The test set that the data are held against, with the same columns.', optional: true },
    { role: 'challenger', label: 'Challenger’s file', description: 'Another model’s predictions for the same rows, if they are not in the predictions file.', optional: true },
  ],
  empty: emptyDraft,
  withPreview,
  steps: [
    { id: 'columns', title: 'Columns', Screen: ModelStep, problems: columnProblems },
    { id: 'windows', title: 'Windows and segments', Screen: WindowsStep, problems: windowProblems },
    { id: 'thresholds', title: 'Metrics and thresholds', Screen: LimitsStep, problems: limitProblems },
  ],
  fromSettings: reading('performance', fromSettings),
  unshown: ['watched', 'locality', 'seed'],
  Declaration: PerformanceDeclaration,
  toRun: toRunInput,
}
