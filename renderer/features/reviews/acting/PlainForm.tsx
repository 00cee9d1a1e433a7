import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import type { PlainAct, Review } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { choiceWords, noTerms, toMissing } from '../acts.ts'
import { useDraftTerms } from '../signing.ts'
import { ActFields } from './ActFields.tsx'
import classes from '../reviews.module.css'

const consequences: Record<PlainAct, string> = {
  return: 'It goes back to its owner, for a new revision. Signatures of this revision stay visible and count no more.',
  withdraw: 'It ends the request. What was signed stays in the ledger; a new request can follow.',
  suspend: 'Use must stop or fall back from now on, until an approver lifts it.',
  revise: 'What the version and its evidence are now is frozen as a new revision, and has to be signed anew.',
}

/** An act that needs no signature: a reason, and the button. It is an entry under the name of whoever is signed in. */
export function PlainForm({ review: { id, version }, choice, person }: { review: Review; choice: PlainAct; person: Person }) {
  const api = useApi()
  const [draft, setTerms, dropTerms] = useDraftTerms(id, person.email, choice)
  const terms = { ...noTerms, ...draft }
  const act = useMutation({ mutationFn: (input: { id: string; reason: string }) => api.reviews[choice].call(input), onSuccess: dropTerms })
  const ready = toMissing(choice, terms).length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) act.mutate({ id, reason: terms.reason.trim() })
  }
  const { button, danger } = choiceWords[choice]
  return (
    <form className={classes.sign} onSubmit={submit} noValidate>
      <ActFields choice={choice} terms={terms} onChange={(changed) => setTerms({ ...terms, ...changed })} reasonCodes={[]} version={version} />
      <p className={classes.hint}>{consequences[choice]} No signature is needed; the ledger says that it was you.</p>
      {act.error !== null && <ErrorState error={act.error} />}
      <div className={classes.actions}>
        <Button type="submit" color={danger ? 'red' : undefined} loading={act.isPending} disabled={!ready}>
          {button}
        </Button>
      </div>
    </form>
  )
}
