import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Dataset, Snapshot } from '../../../shared/contract/catalog.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatBytes, formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { SubjectDocuments } from './routes.tsx'
import { UsedBy } from './DatasetPage.tsx'
import { TestSetActions } from './test-set/TestSetActions.tsx'
import { SealBadge, SealPanel, UsesPanel } from './test-set/UsesPanel.tsx'

/** Exact bytes: digest, shape, columns, rights, and the versions that name them. */
export function SnapshotPage({ Documents }: { Documents: SubjectDocuments }) {
  const api = useApi()
  const { name = '', number = '' } = useParams({ strict: false })
  const query = useQuery(api.catalog.dataset.queryOptions({ input: { name } }))
  const snapshot = query.data?.snapshots.find((one) => one.number === Number(number))
  return (
    <Page
      crumbs={[{ label: 'Datasets', to: '/datasets' }, { label: name, to: `/datasets/${name}` }, { label: `snapshot ${number}` }]}
      title={`${name} ${number}`}
      state={snapshot && <SealBadge snapshot={snapshot.ref} />}
      actions={
        snapshot && (
          <>
            <Button component={Link} to={`/datasets/${name}/${number}/lineage`} variant="default">
              Lineage
            </Button>
            <TestSetActions snapshot={snapshot.ref} fileName={snapshot.fileName} />
          </>
        )
      }
      sub={snapshot && `entry ${formatCount(snapshot.seq)} · ${snapshot.fileName} · ${countOf(snapshot.rows, 'row')}, ${countOf(snapshot.columns.length, 'column')}`}
    >
      <Loaded query={query} label="snapshot">
        {(dataset) =>
          snapshot ? (
            <Columns main={<><UsesPanel snapshot={snapshot.ref} /><ColumnsPanel snapshot={snapshot} /><Documents subject={{ type: 'snapshot', ref: snapshot.ref }} /></>} aside={<><SealPanel snapshot={snapshot.ref} /><Facts dataset={dataset} snapshot={snapshot} /></>} asideWidth="minmax(340px, 420px)" />
          ) : (
            <Panel>
              <EmptyState title={`${name} has no snapshot ${number}.`}>It has {dataset.snapshots.length}; see the list of the dataset.</EmptyState>
            </Panel>
          )
        }
      </Loaded>
    </Page>
  )
}

function ColumnsPanel({ snapshot }: { snapshot: Snapshot }) {
  const kept = new Set(snapshot.protected)
  return (
    <Panel title="Columns" aside={`${snapshot.columns.length}, ${snapshot.protected.length} protected`} padded={false}>
      <SimpleTable
        label="Columns"
        rows={snapshot.columns}
        rowKey={(column) => column.name}
        columns={[
          { id: 'name', header: 'column', rowHeader: true, cell: (column) => column.name },
          { id: 'type', header: 'type', cell: (column) => column.type.toLowerCase() },
          { id: 'protected', header: 'protected', cell: (column) => (kept.has(column.name) ? <StateBadge tone="info">protected</StateBadge> : '–') },
        ]}
      />
    </Panel>
  )
}

function Facts({ dataset, snapshot }: { dataset: Dataset; snapshot: Snapshot }) {
  const { licence, source, purpose } = snapshot.rights
  return (
    <>
      <Panel title="The file">
        <KeyValue
          labelWidth={86}
          items={[
            ['SHA-256', <Digest key="d" value={snapshot.sha256} label="file digest" whole />],
            ['name', snapshot.fileName],
            ['size', `${formatBytes(snapshot.bytes)}, ${snapshot.format}`],
            ['registered', `entry ${formatCount(snapshot.seq)}, ${formatExact(snapshot.at)}, by ${snapshot.by}`],
          ]}
        />
      </Panel>
      <Panel title="Rights">
        <KeyValue labelWidth={86} items={[['licence', licence ?? 'not said'], ['source', source ?? 'not said'], ['purpose', purpose ?? 'not said']]} />
      </Panel>
      <Panel title="Used by">
        <UsedBy refs={dataset.usedBy} />
      </Panel>
    </>
  )
}
