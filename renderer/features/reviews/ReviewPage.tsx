import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import type { Review } from '../../../shared/contract/reviews.ts'
import { isOpen } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { countOf, formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { ActPanel } from './acting/ActPanel.tsx'
import { YourPartLink } from './acting/your-part.tsx'
import { isAskedFor, toChoices } from './acts.ts'
import { ExportDialog } from './bundles/ExportDialog.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { EvidencePanel } from './EvidencePanel.tsx'
import { CommentsPanel } from './items/CommentsPanel.tsx'
import { ItemsPanel } from './items/ItemsPanel.tsx'
import { MovesPanel } from './MovesPanel.tsx'
import { OutcomePanel } from './OutcomePanel.tsx'
import { RequestPanel } from './RequestPanel.tsx'
import { SignaturesPanel } from './SignaturesPanel.tsx'
import { type ReviewDetail, withStandIns } from './signing.ts'
import { WatchPanel } from './WatchPanel.tsx'
import { WayPanel } from './WayPanel.tsx'
import { oncePerRecord } from './wording.ts'

/** One request, read from top to bottom: what it is, what it rests on, what is missing; beside it the exact text to sign. */
export function ReviewPage({ TestSets }: { TestSets: ComponentType<{ version: string }> }) {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const person = useActingPerson()
  const [sending, setSending] = useState(false)
  const query = useQuery(api.reviews.get.queryOptions({ input: { id } }))
  const review = query.data
  return (
    <Page
      crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: id }]}
      title={review ? titleOf(review) : id}
      state={review && <Standing review={review} />}
      sub={review && subOf(review)}
      actions={
        review && (
          <>
            <YourPartLink />
            {isOpen(review.state) && (
              <Button variant="default" onClick={() => (person === null ? askForSignIn() : setSending(true))}>
                Send elsewhere…
              </Button>
            )}
          </>
        )
      }
    >
      <Loaded query={query} label="review">
        {(detail) => <Parts review={detail} TestSets={TestSets} />}
      </Loaded>
      {sending && <ExportDialog record={id} onClose={() => setSending(false)} />}
    </Page>
  )
}

function Parts({ review, TestSets }: { review: ReviewDetail; TestSets: ComponentType<{ version: string }> }) {
  const api = useApi()
  const { id, version } = review.policy
  const policy = useQuery(api.policies.get.queryOptions({ input: { id, version } })).data?.policy
  return (
    <Columns
      asideWidth="minmax(440px, 1fr)"
      follow
      main={
        <>
          <WayPanel review={review} />
          <RequestPanel review={review} />
          <ChangesPanel review={review} />
          <EvidencePanel review={review} />
          <TestSets version={review.version} />
          <ItemsPanel review={review} />
          <CommentsPanel review={review} />
          <SignaturesPanel review={review} />
          <MovesPanel review={review} />
        </>
      }
      aside={
        <>
          {!isOpen(review.state) && <OutcomePanel review={review} />}
          <WatchPanel review={review} />
          <ActPanel review={review} reasonCodes={policy?.rejectionReasons ?? []} />
        </>
      }
    />
  )
}

/** A request says whether it waits for the person who looks at it. */
function Standing({ review }: { review: ReviewDetail }) {
  const { tone, word } = reviewStates[review.state]
  return (
    <StateBadge large tone={tone}>
      {toChoices(withStandIns(review)).some(isAskedFor) ? 'your signature is missing' : word}
    </StateBadge>
  )
}

const titleOf = ({ version, useCaseName, state }: Review): string =>
  isOpen(state) ? `Approve ${version.replace('@', ' ')} for ${useCaseName}?` : `${version.replace('@', ' ')} for ${useCaseName}`

const subOf = ({ id, revision, requestedByName, seq, manifestHash, evidence, policy, state }: Review): string =>
  `${id}, revision ${revision} · requested by ${requestedByName}, entry ${formatCount(seq)} · ${state === 'draft' ? 'not frozen yet' : 'frozen'}: manifest ${manifestHash.slice(0, 8)}… · ${countOf(oncePerRecord(evidence).length, 'evidence item')} · policy ${policy.id} ${policy.version}`
