import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { reviewStates, verdictStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import { ModelDialog } from './forms/ModelDialog.tsx'
import { type ModelRow, toModelRows } from './models.ts'
import { registeredPath, useRegistered } from './registry/use-registered.ts'
import { ReviewStateBadge, VerdictBadge } from './states.tsx'

const columns: Column<ModelRow>[] = [
  { id: 'name', header: 'model', width: 'minmax(150px, 1.6fr)', value: (row) => row.name, cell: (row) => <strong title={row.name}>{row.name}</strong> },
  { id: 'useCase', header: 'use case', width: 'minmax(140px, 1.8fr)', value: (row) => row.useCase, choices: true },
  { id: 'tier', header: 'tier', width: '104px', value: (row) => row.tier, choices: true },
  { id: 'task', header: 'task', width: 'minmax(110px, 1fr)', value: (row) => row.task },
  { id: 'versions', header: 'versions', width: '82px', align: 'end', value: (row) => row.versions },
  {
    id: 'awaiting',
    header: 'registry',
    width: '124px',
    value: (row) => row.awaiting,
    cell: (row) => (row.awaiting > 0 ? <StateBadge tone="caution">{row.awaiting} awaiting</StateBadge> : row.registeredOnly ? <StateBadge tone="plain">not adopted</StateBadge> : '–'),
  },
  {
    id: 'review',
    header: 'newest version',
    width: 'minmax(136px, 1fr)',
    value: (row) => (row.review === null ? 'no review yet' : reviewStates[row.review].word),
    cell: (row) => (row.latest === null ? 'none' : <ReviewStateBadge state={row.review} />),
  },
  {
    id: 'verdict',
    header: 'worst check',
    width: '112px',
    value: (row) => (row.verdict === undefined ? 'no check' : verdictStates[row.verdict].word),
    cell: (row) => <VerdictBadge verdict={row.verdict} />,
  },
]

const keyOf = (row: ModelRow) => row.name
const none: never[] = []

export function ModelsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const models = useQuery(api.catalog.models.queryOptions())
  const checks = useQuery(api.evidence.checks.queryOptions({ input: {} })).data ?? none
  const reviews = useQuery(api.reviews.list.queryOptions({ input: {} })).data ?? none
  const registered = useRegistered()
  const rows = useMemo(() => toModelRows(models.data ?? none, checks, reviews, registered), [models.data, checks, reviews, registered])
  const foreign = rows.filter(({ registeredOnly }) => registeredOnly).length
  const add = <Button onClick={() => setAdding(true)}>Register a model…</Button>
  const open = (row: ModelRow) => void navigate({ to: row.registeredOnly ? registeredPath(row.name) : `/models/${row.name}` })
  return (
    <Page
      fill
      crumbs={[{ label: 'Models' }]}
      title="Models"
      sub={models.data && [countOf(models.data.length, 'model'), foreign > 0 && `${foreign} registered by MLflow’s clients and not adopted`].filter(Boolean).join(' · ')}
      actions={rows.length > 0 ? add : undefined}
      tabs={<CatalogTabs />}
    >
      <Panel padded={false} fill>
        <Loaded query={models} label="models">
          {() => <DataTable label="models" columns={columns} rows={rows} rowKey={keyOf} onOpen={open} empty={<NoModels action={add} />} />}
        </Loaded>
      </Panel>
      {adding && <ModelDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function NoModels({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No model is registered yet." actions={action}>
      <p>A model serves a use case. Register it, then its versions, each by the exact bytes it consists of.</p>
    </EmptyState>
  )
}
