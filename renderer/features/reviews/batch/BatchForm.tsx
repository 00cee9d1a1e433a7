import { Button, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BatchItem, Review } from '../../../../shared/contract/reviews.ts'
import { codeOf, sentenceOf } from '../../../ui/failure.ts'
import { countOf } from '../../../ui/format.ts'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'
import { choiceWords } from '../acts.ts'
import { type BatchAct, useSignBatch } from './signing.ts'
import classes from '../reviews.module.css'

interface BatchChoiceProps {
  readonly acts: readonly BatchAct[]
  readonly act: BatchAct | null
  readonly conflict: string
  readonly onAct: (act: BatchAct) => void
  readonly onConflict: (conflict: string) => void
}

/** What is done to each of the requests alike, with what that says beside. */
export function BatchChoice({ acts, act, conflict, onAct, onConflict }: BatchChoiceProps) {
  return (
    <>
      {acts.length > 0 && (
        <Radio.Group size="xs" label="What do you want to do with each of them?" value={act ?? ''} onChange={(next) => onAct(next as BatchAct)}>
          <div className={classes.choices}>
            {acts.map((one) => (
              <Radio key={one} size="xs" value={one} label={choiceWords[one].title} />
            ))}
          </div>
        </Radio.Group>
      )}
      {act === 'submit' && (
        <TextInput label="Conflict of interest" description="Anything that could sway you in any of them. “None” is an answer; it stands in each text." required maxLength={300} value={conflict} onChange={(event) => onConflict(event.currentTarget.value)} />
      )}
    </>
  )
}

const nouns: Record<BatchAct, string> = { submit: 'submission', review: 'review', verify: 'verification', approve: 'approval' }

interface BatchFormProps {
  readonly act: BatchAct
  readonly items: readonly BatchItem[]
  readonly confirmed: number
  readonly signer: string
  readonly onSigned: (reviews: Review[]) => void
  readonly onRenew: () => void
}

/** One passphrase for all of them. The button opens once each is confirmed and none is refused. */
export function BatchForm({ act, items, confirmed, signer, onSigned, onRenew }: BatchFormProps) {
  const [passphrase, setPassphrase] = useState('')
  const sign = useSignBatch()
  const missing = whatIsMissing(items, confirmed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing === null && passphrase !== '') sign.mutate({ items, passphrase }, { onSuccess: onSigned, onSettled: () => setPassphrase('') })
  }
  return (
    <form className={classes.sign} onSubmit={submit} aria-busy={sign.isPending} noValidate>
      <p className={classes.lead}>
        {confirmed} of {items.length} confirmed
      </p>
      <PassphraseInput label={`Passphrase of ${signer}`} value={passphrase} onChange={setPassphrase} error={sign.error ? sentenceOf(sign.error) : undefined} />
      <div className={classes.actions}>
        <Button type="submit" loading={sign.isPending} disabled={missing !== null || passphrase === ''}>
          Sign {countOf(items.length, nouns[act])}
        </Button>
        {codeOf(sign.error) === 'CONFLICT' && (
          <Button variant="default" onClick={onRenew}>
            Fetch the texts again
          </Button>
        )}
      </div>
      <output className={classes.hint}>{missing ?? ''}</output>
      <p className={classes.hint}>Each signature is an entry of its own and says that it was one of {items.length}. All of them are written, or none.</p>
    </form>
  )
}

function whatIsMissing(items: readonly BatchItem[], confirmed: number): string | null {
  const refused = items.filter(({ why }) => why !== null)
  if (refused.length > 0) return `Leave out what can not be signed now: ${refused.map(({ id }) => id).join(', ')}.`
  if (items.length < 2) return 'Fewer than two are left: sign on the page of the request.'
  return confirmed < items.length ? 'Read each text to its end and confirm it.' : null
}
