import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RegisteredModel, RegisteredVersion } from '../../../../shared/contract/registry.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { countOf, formatBytes } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { versionPath } from '../paths.ts'
import classes from '../catalog.module.css'

/** Versions of an MLflow client's registry: each awaits a manifest, or is a version here. */
export function RegisteredVersions({ registered: { name, versions, awaiting } }: { registered: RegisteredModel }) {
  return (
    <Panel title={`Registered by MLflow’s clients as “${name}”`} aside={awaiting === 0 ? `${countOf(versions.length, 'version')}, none awaits a manifest` : `${countOf(awaiting, 'version awaits', 'versions await')} a manifest`} padded={false}>
      <SimpleTable label={`Registered versions of ${name}`} rows={versions} rowKey={({ seq }) => String(seq)} empty={<EmptyState title="No version is registered." />} columns={columns} />
    </Panel>
  )
}

const columns: SimpleColumn<RegisteredVersion>[] = [
  { id: 'number', header: 'version', rowHeader: true, cell: ({ number, seq }) => <Link to={`/ledger/${seq}`}>version {number}</Link> },
  { id: 'state', header: 'in the catalog', wrap: true, cell: (version) => <Standing version={version} /> },
  { id: 'run', header: 'run', cut: true, width: '20%', cell: ({ run }) => (run === null ? '–' : <Link to={`/runs/${run.id}`}>{run.name}</Link>) },
  { id: 'files', header: 'files', wrap: true, width: '40%', cell: (version) => <Files version={version} /> },
  { id: 'at', header: 'when', align: 'end', wideOnly: true, cell: ({ at }) => <RelativeTime at={at} /> },
]

/** Wherever it waits, the way on stands beside it, or under it where the window is narrow. */
function Standing({ version: { registered, number, version } }: { version: RegisteredVersion }) {
  if (version === null) {
    return (
      <div className={classes.actions}>
        <StateBadge tone="caution">awaiting a manifest</StateBadge>
        <Button component={Link} to="/register-version" search={{ registered: `${registered}/${number}` } as never} size="compact-xs" variant="default" aria-label={`Register a version from version ${number} of ${registered}…`}>
          Register a version…
        </Button>
      </div>
    )
  }
  return (
    <StateBadge tone="good">
      is <Link to={versionPath(version.ref)}>{version.ref}</Link>
      {version.by === 'bytes' && ', byte for byte'}
    </StateBadge>
  )
}

function Files({ version: { files, source, registered, number } }: { version: RegisteredVersion }) {
  if (files.length === 0) return <span title={`Not at hand when it was registered: ${source}`}>none, only named: {source}</span>
  return (
    <details className={classes.packages} style={{ margin: 0 }}>
      <summary title={source}>{countOf(files.length, 'file')}</summary>
      <SimpleTable
        label={`Files of version ${number} of ${registered}`}
        rows={files}
        rowKey={({ path }) => path}
        columns={[
          { id: 'path', header: 'path', rowHeader: true, cell: ({ path }) => path },
          { id: 'bytes', header: 'size', align: 'end', cell: ({ bytes }) => formatBytes(bytes) },
          { id: 'sha256', header: 'SHA-256', align: 'end', cell: ({ path, sha256 }) => <Digest value={sha256} label={`digest of ${path}`} /> },
        ]}
      />
      <p className={classes.explain} style={{ overflowWrap: 'anywhere' }}>Source: {source}</p>
    </details>
  )
}
