import { useSearch } from '@tanstack/react-router'
import { Page } from '../../../ui/Page.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { DeclareStep } from './DeclareStep.tsx'
import { FileStep } from './FileStep.tsx'
import { RowsStep } from './RowsStep.tsx'
import { StepList } from './StepList.tsx'
import { ThresholdsStep } from './ThresholdsStep.tsx'
import type { Step } from './draft.ts'
import { useWizard, type Wizard } from './use-wizard.ts'
import classes from '../evidence.module.css'

const screens: Record<Step, (props: { wizard: Wizard }) => React.ReactNode> = {
  file: FileStep,
  rows: RowsStep,
  columns: ColumnsStep,
  thresholds: ThresholdsStep,
  declare: DeclareStep,
}

/** From a predictions file to a declared fairness check. What was chosen is kept by the window; the step stands in the address. */
export function WizardPage() {
  const { version } = useSearch({ strict: false }) as { version?: string }
  const wizard = useWizard(version)
  const Screen = screens[wizard.step]
  return (
    <Page
      crumbs={[{ label: 'Checks', to: '/checks' }, { label: 'New fairness check' }]}
      title={wizard.draft.version ? `Check the fairness of ${wizard.draft.version.replace('@', ' ')}` : 'Check fairness'}
      sub="Columns and thresholds are fixed, and written to the ledger, before anything about groups is known."
    >
      <div className={classes.wizard}>
        <StepList wizard={wizard} />
        <Screen wizard={wizard} />
      </div>
    </Page>
  )
}
