import { driftTitles } from '../../drift-words.ts'
import { reading } from '../start.ts'
import type { WizardKind } from '../wizard-kind.ts'
import { fromSettings } from './from-settings.ts'
import { columnProblems, type DriftDraft, emptyDrift, limitProblems, toRunInput, windowProblems, withPreview } from './draft.ts'
import { DriftColumnsStep } from './DriftColumnsStep.tsx'
import { DriftDeclaration } from './DriftDeclaration.tsx'
import { DriftLimitsStep } from './DriftLimitsStep.tsx'
import { WindowsStep } from './WindowsStep.tsx'

export const driftWizard: WizardKind<DriftDraft> = {
  check: 'drift',
  files: [
    { role: 'data', label: 'Current data', description: 'CSV, Parquet or JSON lines: the rows that may have drifted.' },
    { role: 'reference', label: 'Reference file', description: 'The rows to compare with, such as the training data. Without it, the first windows or some days of the current data are the reference.', optional: true },
  ],
  empty: emptyDrift,
  withPreview,
  steps: [
    { id: 'windows', title: 'Reference and windows', Screen: WindowsStep, problems: windowProblems },
    { id: 'columns', title: 'Columns', Screen: DriftColumnsStep, problems: columnProblems },
    { id: 'thresholds', title: 'Measures and thresholds', Screen: DriftLimitsStep, problems: (draft) => limitProblems(draft, driftTitles) },
  ],
  fromSettings: reading('drift', fromSettings),
  unshown: ['columns', 'numeric', 'driftShare'],
  Declaration: DriftDeclaration,
  toRun: toRunInput,
}
