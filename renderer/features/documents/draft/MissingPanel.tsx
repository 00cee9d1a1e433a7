import { Button } from '@mantine/core'
import { codeOf, sentenceOf } from '../../../ui/failure.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { missingWords } from '../words.tsx'
import type { SaveState } from './use-draft-editor.ts'
import classes from './draft.module.css'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Whether what is on the screen is on the disk, in words. */
export function SaveWords({ state }: { state: SaveState }) {
  const words = state.is === 'saving' ? 'Saving…' : state.is === 'saved' ? `Saved as draft ${time.format(new Date(state.at))}` : 'Not saved'
  return (
    <output className={classes.saved} data-failed={state.is === 'failed' || undefined}>
      {words}
    </output>
  )
}

/** What a save failed with. */
export function NotSavedPanel({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  if (state.is !== 'failed') return null
  return (
    <Panel title="Not saved">
      <p role="alert">{sentenceOf(state.error)}</p>
      {codeOf(state.error) !== 'CONFLICT' && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Save again
        </Button>
      )}
    </Panel>
  )
}

/** What is still to be written, each a way to its field. */
export function MissingPanel({ missing, about }: { missing: readonly { id: string; title: string }[]; about: string }) {
  return (
    <Panel title="Required fields" aside={missing.length === 0 ? <StateBadge tone="good">complete</StateBadge> : undefined}>
      <p className={classes.help}>{about}</p>
      <p>
        <strong>{missing.length === 0 ? 'Nothing required is empty.' : `${missingWords(missing.length)}:`}</strong>
      </p>
      <ul className={classes.missing}>
        {missing.map(({ id, title }) => (
          <li key={id}>
            <button type="button" className={classes.jump} onClick={() => goTo(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export const fieldElement = (id: string): string => `field-${id}`

/** To the first input of the field, or of the table whose column it is. */
function goTo(id: string): void {
  const place = document.getElementById(fieldElement(id)) ?? document.querySelector(`[data-column="${id}"]`)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('textarea, select, input:not([type=checkbox]), button')?.focus()
}
