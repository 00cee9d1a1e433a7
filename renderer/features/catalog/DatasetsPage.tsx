import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dataset, Snapshot } from '../../../shared/contract/catalog.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { SnapshotDialog } from './forms/SnapshotDialog.tsx'
import { snapshotPath } from './paths.ts'

const newest = (row: Dataset): Snapshot | undefined => row.snapshots.toSorted((a, b) => b.number - a.number)[0]
const columns: Column<Dataset>[] = [
  { id: 'name', header: 'dataset', width: 'minmax(180px, 2fr)', value: (row) => row.name, cell: (row) => <strong>{row.name}</strong> },
  { id: 'snapshots', header: 'snapshots', width: '92px', align: 'end', value: (row) => row.snapshots.length },
  { id: 'rows', header: 'rows', width: '92px', align: 'end', value: (row) => newest(row)?.rows ?? null, cell: (row) => formatCount(newest(row)?.rows ?? 0) },
  { id: 'columns', header: 'columns', width: '82px', align: 'end', value: (row) => newest(row)?.columns.length ?? null },
  { id: 'protected', header: 'protected columns', width: 'minmax(130px, 1.2fr)', value: (row) => newest(row)?.protected.join(', ') || 'none named' },
  { id: 'licence', header: 'licence', width: 'minmax(80px, 0.7fr)', value: (row) => newest(row)?.rights.licence ?? 'not said' },
  { id: 'usedBy', header: 'used by', width: 'minmax(130px, 1.6fr)', value: (row) => row.usedBy.join(', ') || 'nothing yet' },
]
const keyOf = (row: Dataset) => row.name

export function DatasetsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.catalog.datasets.queryOptions())
  const add = <Button onClick={() => setAdding(true)}>Register a dataset…</Button>
  const open = (row: Dataset) => void navigate({ to: `/datasets/${row.name}` })
  return (
    <Page fill crumbs={[{ label: 'Datasets' }]} title="Datasets" sub={query.data && countOf(query.data.length, 'dataset')} actions={query.data?.length ? add : undefined}>
      <Panel padded={false} fill>
        <Loaded query={query} label="datasets">
          {(rows) => <DataTable label="datasets" columns={columns} rows={rows} rowKey={keyOf} onOpen={open} empty={<NoDatasets action={add} />} />}
        </Loaded>
      </Panel>
      {adding && <SnapshotDialog onClose={() => setAdding(false)} onDone={(snapshot) => void navigate({ to: snapshotPath(snapshot.ref) })} />}
    </Page>
  )
}

function NoDatasets({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No dataset is registered yet." actions={action}>
      <p>A dataset is a name with rights and purpose; each snapshot of it is exact bytes, known by their SHA-256.</p>
    </EmptyState>
  )
}
