import { Button, Radio } from '@mantine/core'
import { useId, useState } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { type Choice, choiceWords, isAskedFor, isPlain, onlyChoice, toChoices } from '../acts.ts'
import { isForeign, type ReviewDetail, withStandIns } from '../signing.ts'
import { PlainForm } from './PlainForm.tsx'
import { Refusals } from './Refusals.tsx'
import { SignForm } from './SignForm.tsx'
import { yourPart } from './your-part.tsx'
import classes from '../reviews.module.css'

interface ActPanelProps {
  readonly review: ReviewDetail
  /** Codes that a rejection may name, of the policy of the request. */
  readonly reasonCodes: readonly string[]
}

/** Where a request is acted on: one act is chosen, what it asks for is filled in, the exact text is read to its end and signed. */
export function ActPanel({ review, reasonCodes }: ActPanelProps) {
  const person = useActingPerson()
  if (!person) return <NobodySignedIn />
  // Another person starts anew: no passphrase, reason or choice of the one before stays on the screen.
  return <Acting key={`${person.email} ${review.state} ${review.revision}`} review={review} person={person} reasonCodes={reasonCodes} />
}

function Acting({ review, person, reasonCodes }: ActPanelProps & { person: Person }) {
  const choices = toChoices(withStandIns(review), isForeign(review.id))
  const [chosen, setChosen] = useState<Choice | null>(null)
  const choice = choices.find((one) => one === chosen) ?? onlyChoice(choices)
  return (
    <Panel title="Your part" anchor={yourPart}>
      <div className={classes.sign}>
        {choices.length === 0 && <p className={classes.lead}>There is nothing for you to do here as things stand.</p>}
        {choices.length > 0 && <Choices choices={choices} value={choice} onChange={setChosen} />}
        {choice !== null && (isPlain(choice) ? <PlainForm key={choice} review={review} choice={choice} person={person} /> : <SignForm key={choice} review={review} choice={choice} person={person} reasonCodes={reasonCodes} />)}
        <Refusals permissions={review.permissions} state={review.state} open={!choices.some(isAskedFor)} />
      </div>
    </Panel>
  )
}

function Choices({ choices, value, onChange }: { choices: readonly Choice[]; value: Choice | null; onChange: (choice: Choice) => void }) {
  const name = useId()
  return (
    <Radio.Group name={name} size="xs" label="What do you want to do?" value={value ?? ''} onChange={(next) => onChange(next as Choice)}>
      <div className={classes.choices}>
        {choices.map((choice) => (
          <Radio key={choice} size="xs" value={choice} label={choiceWords[choice].title} />
        ))}
      </div>
    </Radio.Group>
  )
}

function NobodySignedIn() {
  return (
    <Panel title="Your part" anchor={yourPart}>
      <div className={classes.sign}>
        <p className={classes.lead}>Nobody is signed in. Sign in to see what you may do here, and the exact text that you would sign.</p>
        <div className={classes.actions}>
          <Button onClick={() => askForSignIn()}>Sign in…</Button>
        </div>
      </div>
    </Panel>
  )
}
