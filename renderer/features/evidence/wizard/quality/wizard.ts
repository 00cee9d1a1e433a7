import { reading } from '../start.ts'
import type { WizardKind } from '../wizard-kind.ts'
import { fromSettings } from './from-settings.ts'
import { columnProblems, emptyDraft, type QualityDraft, ruleProblems, thresholdProblems, toRun, withPreview } from './draft.ts'
import { LabelStep } from './LabelStep.tsx'
import { LimitsStep } from './LimitsStep.tsx'
import { QualityDeclaration } from './QualityDeclaration.tsx'
import { RulesStep } from './RulesStep.tsx'

export const qualityWizard: WizardKind<QualityDraft> = {
  check: 'quality',
  files: [
    { role: 'data', label: 'Data file', description: 'CSV, Parquet or JSON lines, such as the training data.' },
    { role: 'reference', label: 'Reference file', description: 'An earlier snapshot: columns and categories that it does not know are reported.', optional: true },
    { role: 'test', label: 'Test split', description: 'Rows of it that are in the data are counted.', optional: true },
    { role: 'benchmark', label: 'Benchmark table', description: 'Columns “column”, “value” and “share”: is the data representative of it?', optional: true },
  ],
  empty: emptyDraft,
  withPreview,
  steps: [
    { id: 'label', title: 'Label and names', Screen: LabelStep, problems: columnProblems },
    { id: 'rules', title: 'Rules', Screen: RulesStep, problems: ruleProblems },
    { id: 'thresholds', title: 'Thresholds', Screen: LimitsStep, problems: thresholdProblems },
  ],
  fromSettings: reading('quality', fromSettings),
  unshown: ['minimumRows', 'minimumShown'],
  Declaration: QualityDeclaration,
  toRun,
}
