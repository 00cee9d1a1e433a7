import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Review } from '../../../shared/contract/reviews.ts'
import { reviewStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { countOf, formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { ExportDialog } from './bundles/ExportDialog.tsx'
import { EvidencePanel } from './EvidencePanel.tsx'
import { OutcomePanel } from './OutcomePanel.tsx'
import { PolicyPanel } from './PolicyPanel.tsx'
import { RequestPanel } from './RequestPanel.tsx'
import { SignaturesPanel } from './SignaturesPanel.tsx'
import { SignPanel } from './SignPanel.tsx'
import type { ReviewDetail } from './signing.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** One request: what is asked and what it rests on; beside it the exact text to sign, or what became of it. */
export function ReviewPage() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const person = useActingPerson()
  const [dialog, setDialog] = useState<'withdraw' | 'send' | null>(null)
  const ask = (next: 'withdraw' | 'send') => () => (person === null ? askForSignIn() : setDialog(next))
  const query = useQuery(api.reviews.get.queryOptions({ input: { id } }))
  const review = query.data
  const canWithdraw = review?.state === 'open' && review.requestedBy === person?.email
  return (
    <Page
      crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: id }]}
      title={review ? titleOf(review) : id}
      state={review && <Standing review={review} />}
      sub={review && subOf(review)}
      actions={
        <>
          {review?.state === 'open' && <Button variant="default" onClick={ask('send')}>Send elsewhere…</Button>}
          {canWithdraw && <Button variant="default" onClick={ask('withdraw')}>Withdraw…</Button>}
        </>
      }
    >
      <Loaded query={query} label="review">
        {(detail) => <Parts review={detail} />}
      </Loaded>
      {dialog === 'withdraw' && <WithdrawDialog id={id} onClose={() => setDialog(null)} />}
      {dialog === 'send' && <ExportDialog record={id} onClose={() => setDialog(null)} />}
    </Page>
  )
}

function Parts({ review }: { review: ReviewDetail }) {
  return (
    <Columns
      asideWidth="minmax(440px, 1fr)"
      main={
        <>
          <RequestPanel review={review} />
          <EvidencePanel review={review} />
          <PolicyPanel review={review} />
          <SignaturesPanel review={review} />
        </>
      }
      aside={review.state === 'open' ? <SignPanel review={review} /> : <OutcomePanel review={review} />}
    />
  )
}

/** An open request says whether it waits for the person who looks at it. */
function Standing({ review }: { review: ReviewDetail }) {
  const { tone, word } = reviewStates[review.state]
  const mine = review.state === 'open' && review.permissions.some((one) => one.allowed)
  return (
    <StateBadge large tone={tone}>
      {mine ? 'your signature is missing' : word}
    </StateBadge>
  )
}

const titleOf = ({ version, useCaseName, state }: Review): string =>
  state === 'open' ? `Approve ${version.replace('@', ' ')} for ${useCaseName}?` : `${version.replace('@', ' ')} for ${useCaseName}`

const subOf = ({ id, requestedByName, seq, manifestHash, evidence, policy }: Review): string =>
  `${id} · requested by ${requestedByName}, entry ${formatCount(seq)} · frozen: manifest ${manifestHash.slice(0, 8)}… · ${countOf(evidence.length, 'evidence item')} · policy ${policy.id} ${policy.version}`
