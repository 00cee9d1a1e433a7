import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Finding } from '../../../../shared/contract/findings.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { formatDate } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { QueueHead } from '../QueueHead.tsx'
import { findingWords, severityWords, WordBadge } from './words.tsx'

const columns: Column<Finding>[] = [
  { id: 'id', header: 'finding', width: '76px', value: ({ seq }) => seq, cell: ({ id }) => <strong>{id}</strong> },
  { id: 'severity', header: 'severity', width: '112px', value: ({ severity }) => severity, choices: true, cell: ({ severity }) => <WordBadge of={severityWords[severity]} /> },
  { id: 'state', header: 'state', width: '120px', value: ({ state }) => findingWords[state].word, choices: true, cell: ({ state }) => <WordBadge of={findingWords[state]} /> },
  { id: 'title', header: 'what', width: 'minmax(160px, 2fr)', value: ({ title }) => title },
  { id: 'version', header: 'version', width: 'minmax(110px, 1fr)', value: ({ version }) => version, choices: true },
  { id: 'owner', header: 'owner', width: 'minmax(130px, 1fr)', value: ({ owner }) => owner, choices: true },
  { id: 'by', header: 'opened by', width: 'minmax(130px, 1fr)', value: ({ by }) => by },
  { id: 'due', header: 'due', width: '150px', align: 'end', value: ({ due }) => due ?? '', cell: ({ due, overdue }) => `${due === null ? 'no date' : formatDate(due)}${overdue ? ', overdue' : ''}` },
]
const keyOf = ({ id }: Finding) => id

/** All findings of the workspace; what needs attention first comes first. */
export function FindingsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const findings = useQuery(api.findings.list.queryOptions({ input: {} }))
  return (
    <QueueHead>
      <Panel padded={false} fill>
        <Loaded query={findings} label="findings">
          {(rows) => (
            <DataTable
              label="findings"
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              onOpen={({ id }) => void navigate({ to: `/reviews/items/${id}` })}
              empty={
                <EmptyState title="No finding was opened yet.">
                  <p>Validators, reviewers and auditors open findings on the page of a request.</p>
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
    </QueueHead>
  )
}
