import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Panel } from '../../../ui/Panel.tsx'
import type { Wizard } from './use-wizard.ts'
import type { Draft } from './wizard-kind.ts'
import classes from './wizard.module.css'

interface StepPanelProps<D extends Draft> {
  readonly wizard: Wizard<D>
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
  /** Keeps the step from being left while something is still being read. */
  readonly waiting?: boolean
}

/** A step with Back and Next. What is missing is said when Next is pressed, not while the person is still filling in. */
export function StepPanel<D extends Draft>({ wizard, title, aside, children, waiting = false }: StepPanelProps<D>) {
  const [asked, setAsked] = useState(false)
  const { steps, step } = wizard
  const problems = step.problems(wizard.draft)
  const at = steps.indexOf(step)
  const next = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const following = steps[at + 1]
    if (problems.length === 0 && !waiting && following) wizard.go(following.id)
  }
  const previous = steps[at - 1]
  return (
    <Panel title={title} aside={aside}>
      <form noValidate onSubmit={next}>
        {children}
        <div className={classes.foot}>
          {asked && problems.length > 0 && (
            <ul className={classes.problems} role="alert">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          {previous && (
            <Button variant="default" onClick={() => wizard.go(previous.id)}>
              Back
            </Button>
          )}
          <Button type="submit" disabled={waiting}>
            Next
          </Button>
        </div>
      </form>
    </Panel>
  )
}
