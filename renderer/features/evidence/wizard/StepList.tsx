import type { Wizard } from './use-wizard.ts'
import type { Draft } from './wizard-kind.ts'
import classes from './wizard.module.css'

/** The steps in order; those whose predecessors are complete can be gone to. */
export function StepList<D extends Draft>({ wizard }: { wizard: Wizard<D> }) {
  return (
    <ol className={classes.steps} aria-label="Steps">
      {wizard.steps.map((step, index) => (
        <li key={step.id}>
          <button type="button" aria-current={step === wizard.step ? 'step' : undefined} disabled={!wizard.reachable(step)} onClick={() => wizard.go(step.id)}>
            <span>{index + 1}</span>
            {step.title}
          </button>
        </li>
      ))}
    </ol>
  )
}
