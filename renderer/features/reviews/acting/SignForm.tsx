import type { Person } from '../../../../shared/contract/identity.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SignText } from '../../../ui/SignText.tsx'
import { type Choice, choiceWords, noTerms, toMissing, toStatementInput } from '../acts.ts'
import { useDraftTerms, useSign, useStatement } from '../signing.ts'
import { ActFields } from './ActFields.tsx'
import classes from '../reviews.module.css'

interface SignFormProps {
  readonly review: Review
  readonly choice: Choice
  readonly person: Person
  readonly reasonCodes: readonly string[]
}

/** What the act asks for, the exact text with it, and the signature under it. */
export function SignForm({ review, choice, person, reasonCodes }: SignFormProps) {
  const [draft, setTerms, dropTerms] = useDraftTerms(review.id, person.email, choice)
  const terms = { ...noTerms, ...draft }
  const missing = toMissing(choice, terms)
  const { text, error, renew } = useStatement(review.id, missing.length === 0 ? toStatementInput(choice, terms) : null)
  const sign = useSign(review.id)
  return (
    <>
      <ActFields choice={choice} terms={terms} onChange={(changed) => setTerms({ ...terms, ...changed })} reasonCodes={reasonCodes} />
      {missing.length > 0 && <p className={classes.hint}>Fill in {missing.join('; ')}. The text to sign appears here with it.</p>}
      {missing.length === 0 && error !== null && <ErrorState error={error} onRetry={renew} />}
      {missing.length === 0 && error === null && (
        <div>
          <h3 className={classes.lead}>You will sign exactly this text</h3>
          <SignText
            text={text}
            signer={person.name}
            label={choiceWords[choice].button}
            busy={sign.isPending}
            error={sign.error}
            danger={choiceWords[choice].danger === true}
            onSign={(passphrase, done) => sign.mutate({ shown: text, passphrase }, { onSuccess: dropTerms, onSettled: done })}
            onRenew={renew}
          />
        </div>
      )}
    </>
  )
}
