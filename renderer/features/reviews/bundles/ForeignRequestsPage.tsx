import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ForeignRequest } from '../../../../shared/contract/interop.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { QueueHead } from '../QueueHead.tsx'
import { decisionWords } from '../wording.ts'
import { useChooseBundle } from './offered.ts'

const stateOf = ({ answers }: ForeignRequest): string => answers.map(({ name, decision }) => `${decisionWords[decision]} by ${name}`).join(', ') || 'not signed here'

const columns: Column<ForeignRequest>[] = [
  { id: 'id', header: 'request', width: '76px', value: ({ seq }) => seq, cell: ({ id }) => <strong>{id}</strong> },
  { id: 'version', header: 'version', width: 'minmax(110px, 1.2fr)', value: ({ version }) => version },
  { id: 'useCase', header: 'for', width: 'minmax(120px, 1.2fr)', value: ({ useCaseName }) => useCaseName },
  { id: 'ledger', header: 'workspace', width: 'minmax(120px, 1.2fr)', value: ({ ledgerName }) => ledgerName },
  { id: 'from', header: 'from', width: 'minmax(110px, 1fr)', value: ({ requestedByName }) => requestedByName },
  { id: 'state', header: 'state', width: 'minmax(160px, 1.4fr)', value: stateOf, cell: (row) => <StateBadge tone={row.answers.length > 0 ? 'good' : 'caution'}>{stateOf(row)}</StateBadge> },
  { id: 'at', header: 'imported', width: '104px', align: 'end', value: ({ at }) => at, cell: ({ at }) => <RelativeTime at={at} /> },
]

/** Requests of other workspaces that were imported here. */
export function ForeignRequestsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const importBundle = useChooseBundle()
  const requests = useQuery(api.interop.requests.queryOptions())
  return (
    <QueueHead>
      <Panel padded={false} fill>
        <Loaded query={requests} label="requests">
          {(rows) => (
            <DataTable
              label="requests from elsewhere"
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: `/reviews/foreign/${id}` })}
              empty={
                <EmptyState title="No request of another workspace was imported." actions={<Button onClick={importBundle}>Import a bundle…</Button>}>
                  <p>Somebody sends a .countersign file: drop it on this window to see what it asks for. It is signed here, and the answer goes back as a file.</p>
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
    </QueueHead>
  )
}
