import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Check } from '../../../shared/contract/evidence.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { checkColumns, keyOfCheck, newestFirst } from './checks.tsx'

export function ChecksPage() {
  const api = useApi()
  const navigate = useNavigate()
  const query = useQuery(api.evidence.checks.queryOptions({ input: {} }))
  const rows = useMemo(() => newestFirst(query.data ?? []), [query.data])
  const open = (row: Check) => void navigate({ to: `/checks/${row.id}` })
  const failed = rows.filter((row) => row.verdict === 'fail' || row.verdict === 'error').length
  const add = (
    <Button component={Link} to="/checks/new">
      New check…
    </Button>
  )
  return (
    <Page fill crumbs={[{ label: 'Checks' }]} title="Checks" sub={query.data && `${countOf(rows.length, 'check')} · ${failed} failed`} actions={rows.length > 0 ? add : undefined}>
      <Panel padded={false} fill>
        <Loaded query={query} label="checks">
          {() => <DataTable label="checks" columns={checkColumns} rows={rows} rowKey={keyOfCheck} onOpen={open} empty={<NoChecks action={add} />} />}
        </Loaded>
      </Panel>
    </Page>
  )
}

function NoChecks({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No check has run yet." actions={action}>
      <p>A check takes a file and holds what it finds against thresholds. Its columns and thresholds are written to the ledger before it runs.</p>
    </EmptyState>
  )
}
