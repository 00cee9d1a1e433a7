import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dataset } from '../../../shared/contract/catalog.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { countOf, formatBytes, formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { SnapshotDialog } from './forms/SnapshotDialog.tsx'
import { snapshotPath, versionPath } from './paths.ts'
import classes from './catalog.module.css'

export function DatasetPage() {
  const api = useApi()
  const { name = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.catalog.dataset.queryOptions({ input: { name } }))
  return (
    <Page
      crumbs={[{ label: 'Datasets', to: '/datasets' }, { label: name }]}
      title={name}
      sub={query.data && `${countOf(query.data.snapshots.length, 'snapshot')} · registered in entry ${formatCount(query.data.seq)}`}
      actions={query.data && <Button onClick={() => setAdding(true)}>Register a snapshot…</Button>}
    >
      <Loaded query={query} label="dataset">
        {(dataset) => <Columns main={<SnapshotsPanel dataset={dataset} />} aside={<DatasetFacts dataset={dataset} />} asideWidth="minmax(300px, 360px)" />}
      </Loaded>
      {adding && <SnapshotDialog dataset={name} onClose={() => setAdding(false)} onDone={(snapshot) => void navigate({ to: snapshotPath(snapshot.ref) })} />}
    </Page>
  )
}

function SnapshotsPanel({ dataset }: { dataset: Dataset }) {
  const api = useApi()
  const rows = dataset.snapshots.toSorted((a, b) => b.number - a.number)
  const sealed = useQuery(api.testSets.list.queryOptions()).data ?? []
  const isSealed = ({ sha256 }: Dataset['snapshots'][number]) => sealed.some((one) => one.sha256 === sha256)
  return (
    <Panel title="Snapshots" aside={formatCount(rows.length)} padded={false}>
      <SimpleTable
        label="Snapshots"
        rows={rows}
        rowKey={(one) => one.ref}
        columns={[
          { id: 'ref', header: 'snapshot', rowHeader: true, cell: (one) => <><Link to={snapshotPath(one.ref)}>snapshot {one.number}</Link> {isSealed(one) && <StateBadge tone="info">sealed test set</StateBadge>}</> },
          { id: 'rows', header: 'rows', align: 'end', cell: (one) => formatCount(one.rows) },
          { id: 'columns', header: 'columns', align: 'end', cell: (one) => formatCount(one.columns.length) },
          { id: 'bytes', header: 'size', align: 'end', cell: (one) => formatBytes(one.bytes) },
          { id: 'sha256', header: 'SHA-256', cell: (one) => <Digest value={one.sha256} label={`digest of ${one.ref}`} /> },
          { id: 'at', header: 'when', align: 'end', cell: (one) => <RelativeTime at={one.at} /> },
        ]}
      />
    </Panel>
  )
}

function DatasetFacts({ dataset }: { dataset: Dataset }) {
  return (
    <Panel title="About">
      <KeyValue
        labelWidth={86}
        items={[
          ['description', dataset.description ? <span key="t" className={classes.sentence}>{dataset.description}</span> : 'none given'],
          ['registered', formatExact(dataset.at)],
          ['used by', <UsedBy key="u" refs={dataset.usedBy} />],
        ]}
      />
    </Panel>
  )
}

export function UsedBy({ refs }: { refs: readonly string[] }) {
  if (refs.length === 0) return <>no version yet</>
  return (
    <span className={classes.chips}>
      {refs.map((ref) => (
        <Link key={ref} to={versionPath(ref)}>{ref}</Link>
      ))}
    </span>
  )
}
