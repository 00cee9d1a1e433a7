import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SignForm } from './SignForm.tsx'
import { type Intent, type Permission, type ReviewDetail, useDraftReason } from './signing.ts'
import classes from './reviews.module.css'

type Choice = Permission['meaning'] | 'decline'
const choiceTitles: Record<Choice, string> = { review: 'Sign review', approval: 'Sign approval', decline: 'Decline' }

/** The side of an open review where it is decided: choose, read the exact text to its end, sign. */
export function SignPanel({ review }: { review: ReviewDetail }) {
  const person = useActingPerson()
  if (!person) return <NobodySignedIn />
  // Another person starts anew: no passphrase, reason or choice of the one before stays on the screen.
  return <Choices key={person.email} review={review} person={person} />
}

function Choices({ review, person }: { review: ReviewDetail; person: Person }) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [reason, setReason, dropReason] = useDraftReason(review.id, person.email)
  const allowed = review.permissions.filter((one) => one.allowed).map((one) => one.meaning)
  const choices: Choice[] = [...allowed, ...(review.mayDecline ? ['decline' as const] : [])]
  const choice = choices.find((one) => one === chosen) ?? choices[0]
  if (choice === undefined) return <NotAllowed permissions={review.permissions} />
  const meaning = allowed[0] ?? 'approval'
  const intent: Intent = choice === 'decline' ? { meaning, decision: 'decline', reason } : { meaning: choice, decision: 'sign', reason: '' }
  return (
    <Panel title="You will sign exactly this text">
      <div className={classes.sign}>
        {choices.length > 1 && (
          <SegmentedControl
            aria-label="What to sign"
            fullWidth
            value={choice}
            onChange={(value) => setChosen(value as Choice)}
            data={choices.map((value) => ({ value, label: value === 'decline' ? 'Decline with reasons' : choiceTitles[value] }))}
          />
        )}
        {allowed.length === 0 && <Reasons permissions={review.permissions} />}
        {choice === 'decline' && <ReasonField value={reason} onChange={setReason} />}
        <SignForm key={choice} review={review} intent={intent} label={choice === 'decline' ? 'Sign the decline' : choiceTitles[choice]} signer={person.name} onSigned={dropReason} />
      </div>
    </Panel>
  )
}

function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      label="Reasons for declining"
      description="They become part of the text below, word for word, and of the ledger."
      required
      autosize
      minRows={3}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
    />
  )
}

/** One sentence where it is the same for every meaning, else one for each. */
function Reasons({ permissions }: { permissions: readonly Permission[] }) {
  const sentences = [...new Set(permissions.map((one) => one.why))]
  if (sentences.length === 1) return <p>{sentences[0]}</p>
  return (
    <dl className={classes.why}>
      {permissions.map((one) => (
        <div key={one.meaning}>
          <dt>{one.meaning}</dt>
          <dd>{one.why}</dd>
        </div>
      ))}
    </dl>
  )
}

function NotAllowed({ permissions }: { permissions: readonly Permission[] }) {
  return (
    <Panel title="Your signature">
      <div className={classes.outcome}>
        <p className={classes.lead}>You can not sign this request as things stand.</p>
        <Reasons permissions={permissions} />
      </div>
    </Panel>
  )
}

function NobodySignedIn() {
  return (
    <Panel title="Your signature">
      <div className={classes.sign}>
        <p className={classes.lead}>Nobody is signed in. Sign in to see the exact text that you would sign.</p>
        <div className={classes.actions}>
          <Button onClick={() => askForSignIn()}>Sign in…</Button>
        </div>
      </div>
    </Panel>
  )
}
