import { Button } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Review } from '../../../shared/contract/reviews.ts'
import { askForSignIn } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useBatchSelection } from './batch/selection.tsx'
import { keyOfReview, reviewColumns } from './columns.tsx'
import { QueueHead } from './QueueHead.tsx'
import { type QueueName, queueNames } from './queues.ts'
import { useQueues } from './use-queues.ts'

const none: readonly Review[] = []

/** Requests by what they wait for; the first queue is the acting person's own. */
export function QueuePage() {
  const navigate = useNavigate()
  const { queue } = useParams({ strict: false }) as { queue?: string }
  const current = queueNames.find((name) => name === queue) ?? 'me'
  const { all, queues, person } = useQueues()
  const { column, selected } = useBatchSelection(current === 'me' ? queues.me : none)
  const columns = useMemo(() => (column === null ? reviewColumns : [column, ...reviewColumns.map((one) => (one.id === 'state' ? { ...one, width: '140px' } : one))]), [column])
  const open = (row: Review) => void navigate({ to: `/reviews/${row.id}` })
  return (
    <QueueHead
      actions={
        column !== null && (
          <Button disabled={selected.length < 2} title={selected.length < 2 ? 'Choose two or more in the list first.' : undefined} onClick={() => void navigate({ to: '/reviews/batch', search: { ids: selected.join() } })}>
            {selected.length < 2 ? 'Sign together…' : `Sign ${selected.length} together…`}
          </Button>
        )
      }
    >
      <Panel padded={false} fill>
        <Loaded query={all} label="reviews">
          {() => (
            <DataTable
              key={current}
              label="reviews"
              columns={columns}
              rows={queues[current]}
              rowKey={keyOfReview}
              onOpen={open}
              empty={current === 'me' && person === null ? <NobodySignedIn /> : <EmptyQueue name={current} none={all.data?.length === 0} />}
            />
          )}
        </Loaded>
      </Panel>
    </QueueHead>
  )
}

function NobodySignedIn() {
  return (
    <EmptyState title="Nobody is signed in." actions={<Button onClick={() => askForSignIn()}>Sign in…</Button>}>
      <p>Sign in to see what waits for your signature.</p>
    </EmptyState>
  )
}

const emptyWords: Record<QueueName, string> = {
  me: 'Nothing waits for your signature.',
  drafts: 'No request is a draft.',
  validation: 'Nothing is in validation.',
  review: 'Nothing is in review.',
  decision: 'No decision is due.',
  returned: 'No request was returned to its owner.',
  live: 'No version is approved.',
  ended: 'No request has ended yet.',
}

function EmptyQueue({ name, none }: { name: QueueName; none: boolean }) {
  if (!none) return <EmptyState title={emptyWords[name]} />
  return (
    <EmptyState screen title="No review has been requested yet." actions={<Button component={Link} to="/models">Go to the models</Button>}>
      <p>A review is requested on the page of a version, under Review. It freezes the manifest, the evidence and the policy.</p>
    </EmptyState>
  )
}
