import { Select } from '@mantine/core'
import { useState } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { formatDate } from '../../../ui/format.ts'
import { SignText } from '../../../ui/SignText.tsx'
import { actOf, type Choice, choiceWords, noTerms, toMissing, toStatementInput } from '../acts.ts'
import { type ReviewDetail, useActSigning, useDraftTerms } from '../signing.ts'
import { ActFields } from './ActFields.tsx'
import classes from '../reviews.module.css'

interface SignFormProps {
  readonly review: ReviewDetail
  readonly choice: Choice
  readonly person: Person
  readonly reasonCodes: readonly string[]
}

/** What the act asks for, the exact text with it, and the signature under it. */
export function SignForm({ review, choice, person, reasonCodes }: SignFormProps) {
  const [draft, setTerms, dropTerms] = useDraftTerms(review.id, person.email, choice)
  const terms = { ...noTerms, ...draft }
  const missing = toMissing(choice, terms)
  const places = toPlaces(review, choice, person)
  const [place, setPlace] = useState(places[0]!.value)
  const input = { ...toStatementInput(choice, terms), ...(place !== person.email && { onBehalfOf: place }) }
  const { statement, signature } = useActSigning(review.id, missing.length === 0 ? input : null, dropTerms)
  return (
    <>
      {(places.length > 1 || place !== person.email) && <Select label="In whose place" data={places} value={place} allowDeselect={false} onChange={(next) => setPlace(next ?? place)} />}
      <ActFields choice={choice} terms={terms} onChange={(changed) => setTerms({ ...terms, ...changed })} reasonCodes={reasonCodes} version={review.version} />
      {missing.length > 0 && <p className={classes.hint}>Fill in {missing.join('; ')}. The text to sign appears here with it.</p>}
      {missing.length === 0 && statement.error !== null && <ErrorState error={statement.error} onRetry={statement.renew} />}
      {missing.length === 0 && statement.error === null && (
        <div>
          <h3 className={classes.lead}>You will sign exactly this text</h3>
          <SignText text={statement.text} signer={person.name} label={choiceWords[choice].button} danger={choiceWords[choice].danger === true} onRenew={statement.renew} {...signature} />
        </div>
      )}
    </>
  )
}

/** One's own place where it is open to this person, and those of people who delegated it. */
function toPlaces({ permissions, standIns }: ReviewDetail, choice: Choice, person: Person): { value: string; label: string }[] {
  const act = actOf(choice)
  const own = permissions.some((one) => one.act === act && one.allowed)
  const others = standIns.filter((one) => one.act === act).map(({ onBehalfOf, name, until }) => ({ value: onBehalfOf, label: `for ${name}, by a delegation until ${formatDate(until)}` }))
  return own || others.length === 0 ? [{ value: person.email, label: 'my own' }, ...others] : others
}
