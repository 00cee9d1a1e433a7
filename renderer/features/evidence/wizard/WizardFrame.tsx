import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, type RefObject } from 'react'
import { Page } from '../../../ui/Page.tsx'
import { kindWords } from '../kinds.ts'
import { StepList } from './StepList.tsx'
import { useWizard } from './use-wizard.ts'
import type { Draft, WizardKind } from './wizard-kind.ts'
import classes from './wizard.module.css'

/** From files to a declared check. What was chosen is kept by the window; the step stands in the address. */
export function WizardFrame<D extends Draft>({ kind }: { kind: WizardKind<D> }) {
  const { version } = useSearch({ strict: false }) as { version?: string }
  const wizard = useWizard(kind, version)
  const { Screen, id } = wizard.step
  const frame = useFocusOnNext(id)
  const words = kindWords[kind.check]
  return (
    <Page
      crumbs={[{ label: 'Checks', to: '/checks' }, { label: 'New check', to: '/checks/new' }, { label: words.title }]}
      title={wizard.draft.version ? `${words.title} of ${wizard.draft.version.replace('@', ' ')}` : `${words.title} check`}
      sub={words.declared}
    >
      <div className={classes.wizard} ref={frame}>
        <StepList wizard={wizard} />
        <div>
          <Screen wizard={wizard} />
        </div>
      </div>
    </Page>
  )
}

/**
 * The button that had the focus went with its step: the title of the next one takes it, so that the keyboard goes on from there.
 * A dialog above the wizard keeps its focus.
 */
function useFocusOnNext(step: string): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    const { activeElement } = document
    if (activeElement !== document.body && !frame.current?.contains(activeElement)) return
    const title = frame.current?.querySelector('h2')
    title?.setAttribute('tabindex', '-1')
    title?.focus()
  }, [step])
  return frame
}
