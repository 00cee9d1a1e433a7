import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { UseCase } from '../../../shared/contract/catalog.ts'
import { tierWords, toTierMark } from '../../../shared/tiering-words.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import { UseCaseDialog } from './forms/UseCaseDialog.tsx'
import { TierMark } from './tiering/TierMark.tsx'

const columns: Column<UseCase>[] = [
  { id: 'name', header: 'use case', width: 'minmax(200px, 2fr)', value: (row) => row.name, cell: (row) => <strong>{row.name}</strong> },
  { id: 'tier', header: 'tier', width: '104px', value: (row) => (row.assessed?.computed === null ? 'none' : tierWords(row.tier)), choices: true },
  { id: 'assessed', header: 'assessed', width: '156px', value: (row) => toTierMark(row.assessed)?.word ?? 'computed', cell: (row) => (toTierMark(row.assessed) ? <TierMark assessed={row.assessed} /> : 'computed'), choices: true },
  { id: 'purpose', header: 'purpose', width: 'minmax(220px, 3fr)', value: (row) => row.purpose },
  { id: 'owner', header: 'owner', width: 'minmax(140px, 1fr)', value: (row) => row.owner },
  { id: 'models', header: 'models', width: '76px', align: 'end', value: (row) => row.models.length },
]
const keyOf = (row: UseCase) => row.id

export function UseCasesPage() {
  const api = useApi()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.catalog.useCases.queryOptions())
  const add = <Button onClick={() => setAdding(true)}>Register a use case…</Button>
  const open = (row: UseCase) => void navigate({ to: `/use-cases/${row.id}` })
  return (
    <Page
      fill
      crumbs={[{ label: 'Models', to: '/models' }, { label: 'Use cases' }]}
      title="Use cases"
      sub={query.data && countOf(query.data.length, 'use case')}
      actions={query.data?.length ? add : undefined}
      tabs={<CatalogTabs />}
    >
      <Panel padded={false} fill>
        <Loaded query={query} label="use cases">
          {(rows) => <DataTable label="use cases" columns={columns} rows={rows} rowKey={keyOf} onOpen={open} empty={<NoUseCases action={add} />} />}
        </Loaded>
      </Panel>
      {adding && <UseCaseDialog onClose={() => setAdding(false)} onDone={(row) => void navigate({ to: `/use-cases/${row.id}/assess` })} />}
    </Page>
  )
}

function NoUseCases({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No use case is registered yet." actions={action}>
      <p>A use case says what a model is for, whom it affects and how much can go wrong. Everything else hangs on it, so begin here.</p>
    </EmptyState>
  )
}
