import { reading } from '../start.ts'
import type { WizardKind } from '../wizard-kind.ts'
import { fromSettings } from './from-settings.ts'
import { ColumnsStep } from './ColumnsStep.tsx'
import { FairnessDeclaration } from './FairnessDeclaration.tsx'
import { columnProblems, emptyDraft, type FairnessDraft, thresholdProblems, toRunInput, withPreview } from './draft.ts'
import { ThresholdsStep } from './ThresholdsStep.tsx'

export const fairnessWizard: WizardKind<FairnessDraft> = {
  check: 'fairness',
  files: [{ role: 'data', label: 'Predictions file', description: 'CSV, Parquet or JSON lines, one row a case: the true label, the model’s decision or score, and the groups.' }],
  empty: emptyDraft,
  withPreview,
  steps: [
    { id: 'columns', title: 'Columns', Screen: ColumnsStep, problems: columnProblems },
    { id: 'thresholds', title: 'Metrics and thresholds', Screen: ThresholdsStep, problems: thresholdProblems },
  ],
  fromSettings: reading('fairness', fromSettings),
  unshown: ['resamples', 'seed', 'missing', 'benchmark', 'minimumShare', 'report'],
  Declaration: FairnessDeclaration,
  toRun: toRunInput,
}
