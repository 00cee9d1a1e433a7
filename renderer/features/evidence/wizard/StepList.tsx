import { steps, type Step, toProblems } from './draft.ts'
import type { Wizard } from './use-wizard.ts'
import classes from '../evidence.module.css'

const titles: Record<Step, string> = {
  file: 'Version and file',
  rows: 'First rows',
  columns: 'Columns',
  thresholds: 'Metrics and thresholds',
  declare: 'Declare and run',
}

/** The steps in order; those whose predecessors are complete can be gone to. */
export function StepList({ wizard }: { wizard: Wizard }) {
  const reachable = (step: Step) =>
    steps.slice(0, steps.indexOf(step)).every((one) => toProblems(wizard.draft, one).length === 0 && (one !== 'file' || wizard.preview.data !== undefined))
  return (
    <ol className={classes.steps} aria-label="Steps">
      {steps.map((step, index) => (
        <li key={step}>
          <button type="button" aria-current={step === wizard.step ? 'step' : undefined} disabled={!reachable(step)} onClick={() => wizard.go(step)}>
            <span>{index + 1}</span>
            {titles[step]}
          </button>
        </li>
      ))}
    </ol>
  )
}
