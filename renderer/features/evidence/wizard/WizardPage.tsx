import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, type RefObject } from 'react'
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
  const frame = useFocusOnNext(wizard.step)
  return (
    <Page
      crumbs={[{ label: 'Checks', to: '/checks' }, { label: 'New fairness check' }]}
      title={wizard.draft.version ? `Check the fairness of ${wizard.draft.version.replace('@', ' ')}` : 'Check fairness'}
      sub="Columns and thresholds are fixed, and written to the ledger, before anything about groups is known."
    >
      <div className={classes.wizard}>
        <StepList wizard={wizard} />
        <div ref={frame}>
          <Screen wizard={wizard} />
        </div>
      </div>
    </Page>
  )
}

/** The button that had the focus went with its step: the title of the next one takes it, so that the keyboard goes on from there. */
function useFocusOnNext(step: Step): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    const title = frame.current?.querySelector('h2')
    title?.setAttribute('tabindex', '-1')
    title?.focus()
  }, [step])
  return frame
}
