import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Review } from '../../../shared/contract/reviews.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { codeOf, sentenceOf } from '../../ui/failure.ts'
import { countOf } from '../../ui/format.ts'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { type Intent, useSign, useStatement } from './signing.ts'
import { Statement } from './Statement.tsx'
import classes from './reviews.module.css'

interface SignFormProps {
  readonly review: Review
  readonly intent: Intent
  readonly label: string
  readonly signer: string
  readonly onSigned: () => void
}

/** The text, the passphrase, the button: it opens only after the last line of the text has been on screen. */
export function SignForm({ review, intent, label, signer, onSigned }: SignFormProps) {
  const statement = useStatement(review.id, intent)
  const sign = useSign(review.id)
  const [passphrase, setPassphrase] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!statement.readToEnd || passphrase === '') return
    sign.mutate({ shown: statement.text, passphrase }, { onSuccess: onSigned, onSettled: () => setPassphrase('') })
  }
  if (!statement.ready) return <p className={classes.hint}>Write your reasons: the text to sign appears here with them in it.</p>
  if (statement.error) return <ErrorState error={statement.error} onRetry={statement.renew} />
  return (
    <form className={classes.sign} onSubmit={submit} aria-busy={sign.isPending} noValidate>
      {statement.text ? <Statement text={statement.text} onReadToEnd={statement.markRead} /> : <p className={classes.hint}>Preparing the text…</p>}
      <PassphraseInput label={`Passphrase of ${signer}`} value={passphrase} onChange={setPassphrase} error={sign.error && sentenceOf(sign.error)} />
      <div className={classes.actions}>
        <Button
          type="submit"
          color={intent.decision === 'decline' ? 'red' : undefined}
          loading={sign.isPending}
          disabled={!statement.readToEnd || passphrase === ''}
        >
          {label}
        </Button>
        {codeOf(sign.error) === 'CONFLICT' && (
          <Button variant="default" onClick={statement.renew}>
            Fetch the text again
          </Button>
        )}
        <output className={classes.hint}>
          {statement.text && !statement.readToEnd ? 'Scroll the text to its last line first.' : ''}
        </output>
      </div>
      <p className={classes.hint}>Your key opens for this one signature. {witnessOf(statement.text)}</p>
    </form>
  )
}

/** The signer's text names the ledger as they saw it, so it witnesses everything before it. */
function witnessOf(text: string): string {
  const size = /^Ledger-Size: (\d+)$/m.exec(text)?.[1]
  return size === undefined ? '' : `It also witnesses the ${countOf(Number(size), 'entry', 'entries')} before it.`
}
