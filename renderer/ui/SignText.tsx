import { Button } from '@mantine/core'
import { type FormEvent, useCallback, useState } from 'react'
import { codeOf, sentenceOf } from './failure.ts'
import { countOf } from './format.ts'
import { PassphraseInput } from './PassphraseInput.tsx'
import { Statement } from './Statement.tsx'
import classes from './SignText.module.css'

interface SignTextProps {
  /** Empty while it is being prepared. */
  readonly text: string
  readonly signer: string
  readonly label: string
  readonly busy: boolean
  /** What the last try failed with. */
  readonly error: unknown
  /** True for an act that takes something away. */
  readonly danger?: boolean
  /** `done` empties the passphrase, whatever came of it. */
  readonly onSign: (passphrase: string, done: () => void) => void
  /** Asks for another text, where this one is too old to be signed. */
  readonly onRenew: () => void
}

/** The text, the passphrase, the button: it opens only after the last line of the text has been on screen. */
export function SignText({ text, signer, label, busy, error, danger = false, onSign, onRenew }: SignTextProps) {
  const [passphrase, setPassphrase] = useState('')
  const [readText, setReadText] = useState<string | null>(null)
  const markRead = useCallback(() => setReadText(text), [text])
  const ready = text !== '' && readText === text
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && passphrase !== '') onSign(passphrase, () => setPassphrase(''))
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-busy={busy} noValidate>
      {text ? <Statement text={text} onReadToEnd={markRead} /> : <p className={classes.hint}>Preparing the text…</p>}
      <PassphraseInput label={`Passphrase of ${signer}`} value={passphrase} onChange={setPassphrase} error={error ? sentenceOf(error) : undefined} />
      <div className={classes.actions}>
        <Button type="submit" color={danger ? 'red' : undefined} loading={busy} disabled={!ready || passphrase === ''}>
          {label}
        </Button>
        {codeOf(error) === 'CONFLICT' && (
          <Button variant="default" onClick={onRenew}>
            Fetch the text again
          </Button>
        )}
        <output className={classes.hint}>{text && !ready ? 'Scroll the text to its last line first.' : ''}</output>
      </div>
      <p className={classes.hint}>Your key opens for this one signature. {witnessOf(text)}</p>
    </form>
  )
}

/** The signer's text names the ledger as they saw it, so it witnesses everything before it. */
function witnessOf(text: string): string {
  const size = /^Ledger-Size: (\d+)$/m.exec(text)?.[1]
  return size === undefined ? '' : `It also witnesses the ${countOf(Number(size), 'entry', 'entries')} before it.`
}
