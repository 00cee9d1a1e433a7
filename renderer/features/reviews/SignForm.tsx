import type { Review } from '../../../shared/contract/reviews.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SignText } from '../../ui/SignText.tsx'
import { type Intent, useSign, useStatement } from './signing.ts'
import classes from './reviews.module.css'

interface SignFormProps {
  readonly review: Review
  readonly intent: Intent
  readonly label: string
  readonly signer: string
  readonly onSigned: () => void
}

/** The exact text of one intent, and the signature under it. */
export function SignForm({ review, intent, label, signer, onSigned }: SignFormProps) {
  const { text, ready, error, renew } = useStatement(review.id, intent)
  const sign = useSign(review.id)
  if (!ready) return <p className={classes.hint}>Write your reasons: the text to sign appears here with them in it.</p>
  if (error) return <ErrorState error={error} onRetry={renew} />
  return (
    <SignText
      text={text}
      signer={signer}
      label={label}
      busy={sign.isPending}
      error={sign.error}
      danger={intent.decision === 'decline'}
      onSign={(passphrase, done) => sign.mutate({ shown: text, passphrase }, { onSuccess: onSigned, onSettled: done })}
      onRenew={renew}
    />
  )
}
