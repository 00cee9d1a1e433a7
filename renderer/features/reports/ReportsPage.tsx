import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Report } from '../../../shared/contract/reports.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatBytes, formatCount } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'

const columns: Column<Report>[] = [
  { id: 'id', header: 'dossier', width: '76px', value: ({ id }) => id, cell: ({ id }) => <strong>{id}</strong> },
  { id: 'version', header: 'of', width: 'minmax(120px, 1fr)', value: ({ version }) => version, choices: true },
  { id: 'file', header: 'file', width: 'minmax(180px, 2fr)', value: ({ fileName }) => fileName },
  { id: 'sha256', header: 'SHA-256', width: '152px', value: ({ sha256 }) => sha256, cell: ({ sha256 }) => <Digest value={sha256} label="SHA-256" /> },
  { id: 'bytes', header: 'size', width: '76px', align: 'end', value: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
  { id: 'asOf', header: 'speaks of entries', width: '112px', align: 'end', value: ({ asOfSize }) => asOfSize, cell: ({ asOfSize }) => `0 – ${formatCount(asOfSize - 1)}` },
  { id: 'by', header: 'by', width: 'minmax(140px, 1fr)', value: ({ by }) => by },
  { id: 'at', header: 'exported', width: '150px', value: ({ seq }) => seq, cell: ({ at }) => <Instant at={at} /> },
]
const keyOf = ({ id }: Report) => id

/** Every dossier that was exported, by its digest: a PDF in hand can be found here. */
export function ReportsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const reports = useQuery(api.reports.list.queryOptions({ input: {} }))
  const make = (
    <Button component={Link} to="/reports/dossier">
      New dossier…
    </Button>
  )
  return (
    <Page
      fill
      crumbs={[{ label: 'Reports' }]}
      title="Reports"
      sub={reports.data && `${countOf(reports.data.length, 'dossier')} exported, each an entry with the digest of its file`}
      actions={make}
    >
      <Panel padded={false} fill>
        <Loaded query={reports} label="dossiers">
          {(rows) => (
            <DataTable
              label="dossiers"
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              onOpen={({ seq }) => void navigate({ to: `/ledger/${seq}` })}
              empty={
                <EmptyState screen title="No dossier was exported yet." actions={make}>
                  <p>A dossier is a PDF about one version: manifest, data, checks, signatures, and the checkpoint that proves it.</p>
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
