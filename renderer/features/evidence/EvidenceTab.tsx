import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Check } from '../../../shared/contract/evidence.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { TestSetsPanel } from './TestSetsPanel.tsx'
import { checkColumns, keyOfCheck, newestFirst } from './checks.tsx'

const columns = checkColumns.filter((column) => column.id !== 'version')

/** Checks of one version, on its page. */
export function EvidenceTab() {
  const api = useApi()
  const navigate = useNavigate()
  const { name = '', number = '' } = useParams({ strict: false })
  const version = `${name}@${number}`
  const query = useQuery(api.evidence.checks.queryOptions({ input: { version } }))
  const rows = useMemo(() => newestFirst(query.data ?? []), [query.data])
  const open = (row: Check) => void navigate({ to: `/checks/${row.id}` })
  return (
    <>
      <Panel title="Checks of this version" aside={rows.length > 0 && formatCount(rows.length)} padded={false}>
        <Loaded query={query} label="checks">
          {() => <DataTable label="checks" tools={false} columns={columns} rows={rows} rowKey={keyOfCheck} onOpen={open} empty={<NoEvidence version={version} />} />}
        </Loaded>
      </Panel>
      <TestSetsPanel version={version} />
    </>
  )
}

function NoEvidence({ version }: { version: string }) {
  return (
    <EmptyState
      title="No check has run on this version."
      actions={
        <Button component={Link} to="/checks/new" search={{ version } as never}>
          New check…
        </Button>
      }
    >
      <p>Reviewers weigh checks; run them before you request a review, since a later check voids the request.</p>
    </EmptyState>
  )
}
