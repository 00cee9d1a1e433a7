import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Review } from '../../../shared/contract/reviews.ts'
import { requestStates } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { keyOfReview, reviewColumns } from './columns.tsx'
import { RequestDialog } from './RequestDialog.tsx'
import { WatchPanel } from './WatchPanel.tsx'

const columns = reviewColumns.filter(({ id }) => !['version', 'useCase', 'tier'].includes(id))

/** Requests about one version, on its page, and the way to make one. */
export function ReviewTab() {
  const api = useApi()
  const navigate = useNavigate()
  const { name = '', number = '' } = useParams({ strict: false })
  const version = `${name}@${number}`
  const [asking, setAsking] = useState(false)
  const query = useQuery(api.reviews.list.queryOptions({ input: { version } }))
  const rows = useMemo(() => (query.data ?? []).toSorted((a, b) => b.seq - a.seq), [query.data])
  const open = (row: Review) => void navigate({ to: `/reviews/${row.id}` })
  const standing = rows.find(({ state }) => !requestStates[state].terminal)
  const ask = <Button onClick={() => setAsking(true)}>Request a review…</Button>
  return (
    <>
      <Panel title="Reviews of this version" aside={rows.length > 0 && (standing ? `${standing.id} is ${reviewStates[standing.state].word}; a new one can follow when it ends` : ask)} padded={false}>
        <Loaded query={query} label="reviews">
          {() => <DataTable label="reviews" tools={false} columns={columns} rows={rows} rowKey={keyOfReview} onOpen={open} empty={<NoReview action={ask} />} />}
        </Loaded>
        {asking && <RequestDialog version={version} onClose={() => setAsking(false)} onDone={open} />}
      </Panel>
      {standing && <WatchPanel review={standing} />}
    </>
  )
}

function NoReview({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState title="No review was requested for this version." actions={action}>
      <p>A request freezes the manifest, the evidence and the policy as they are now. Whoever signs, signs exactly that.</p>
    </EmptyState>
  )
}
