import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WorkspaceState } from '../../../shared/contract/workspace.ts'
import { CreateForm, type PersonForm } from './CreateForm.tsx'
import { ExamplePanel } from './ExamplePanel.tsx'
import { OpenPanel } from './OpenPanel.tsx'
import classes from './workspace.module.css'

interface ChooserPageProps {
  state: WorkspaceState
  /** The fields of a person, from the feature that knows people. */
  personForm: PersonForm
  /** What the person asked for on the way here. */
  begin?: 'create' | 'restore' | 'example' | null
}

/** The first screen: nothing is open yet. */
export function ChooserPage({ state, personForm, begin = null }: ChooserPageProps) {
  const [creating, setCreating] = useState(begin === 'create')
  return (
    <main className={classes.chooser}>
      <title>Countersign</title>
      <header className={classes.head}>
        <h1>Countersign</h1>
        <p>Document models, have them reviewed by people who are not their authors, and prove afterwards that nothing was rewritten.</p>
      </header>
      <div className={classes.columns}>
        <OpenPanel recent={state.recent} suggestedDir={state.suggestedDir} restore={begin === 'restore'} />
        <div className={classes.side}>
          <section className={classes.card}>
            <h2>Create a workspace</h2>
            <p>A folder with its own ledger. You become its first person, with a key of your own.</p>
            <div>
              <Button onClick={() => setCreating(true)}>Create a workspace…</Button>
            </div>
          </section>
          <ExamplePanel begin={begin === 'example'} />
        </div>
      </div>
      <footer className={classes.foot}>Version {state.app.version}. Everything stays in the folder you choose; nothing is sent anywhere.</footer>
      {creating && <CreateForm suggestedDir={state.suggestedDir} personForm={personForm} onClose={() => setCreating(false)} />}
    </main>
  )
}
