import { useNavigate } from '@tanstack/react-router'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { WindowedTable } from '../../ui/table/WindowedTable.tsx'

const columns: Column<EntryRow>[] = [
  { id: 'seq', header: 'entry', width: '68px', align: 'end', value: ({ seq }) => seq },
  { id: 'at', header: 'time', width: '150px', cell: ({ at }) => <Instant at={at} /> },
  { id: 'summary', header: 'what', width: 'minmax(220px, 1fr)', value: ({ summary }) => summary },
]

/** What this person wrote, newest first. */
export function PersonEntries({ email }: { email: string }) {
  const api = useApi()
  const navigate = useNavigate()
  return (
    <Panel title="Written by this person" padded={false}>
      <div style={{ display: 'flex', flexDirection: 'column', maxHeight: '62vh' }}>
        <WindowedTable
          label="entries"
          columns={columns}
          page={(offset, limit) => api.ledger.entries.queryOptions({ input: { offset, limit, actor: email } })}
          onOpen={({ seq }) => void navigate({ to: `/ledger/${seq}` })}
          empty={<EmptyState title="Nothing yet." />}
        />
      </div>
    </Panel>
  )
}
