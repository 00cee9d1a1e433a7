import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ChallengeArea } from '../../../../shared/contract/challenges.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import { useActingPerson } from '../../../api/session.ts'
import { oncePerRecord } from '../wording.ts'
import { ActDialog, type ItemAct } from './ActDialog.tsx'
import { toOpening } from './opening.ts'
import { toProposing } from './proposing.ts'
import { areaChoices } from './words.tsx'
import classes from '../reviews.module.css'

/** What whoever is signed in can add around a request; the rules say to each of them who may. */
export function NewItems({ review }: { review: Review }) {
  const api = useApi()
  const person = useActingPerson()
  const [act, setAct] = useState<ItemAct | null>(null)
  if (person === null) return null
  const { id, version, evidence } = review
  const challenge: ItemAct = {
    act: 'raise',
    label: 'Put it in question',
    title: `A challenge of ${id}`,
    fields: [{ name: 'area', label: 'About', kind: 'choice', choices: areaChoices }, { name: 'text', label: 'The question, and why it matters', kind: 'text' }],
    run: ({ area, text = '' }) => api.challenges.raise.call({ review: id, area: area as ChallengeArea, text }),
  }
  return (
    <div className={classes.new}>
      <Button variant="default" onClick={() => setAct(toOpening(api, { version, review: id, evidence: oncePerRecord(evidence).map((item) => item.id) }))}>
        Open a finding…
      </Button>
      {person.roles.includes('validator') && (
        <Button variant="default" onClick={() => setAct(challenge)}>
          Put something in question…
        </Button>
      )}
      <Button variant="default" onClick={() => setAct(toProposing(api, version))}>
        Propose a waiver…
      </Button>
      {act && <ActDialog act={act} onClose={() => setAct(null)} />}
    </div>
  )
}
