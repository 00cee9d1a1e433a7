import type { Manifest } from '../../../../shared/contract/catalog.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import classes from '../catalog.module.css'

export function EnvironmentPanel({ environment }: { environment: Manifest['environment'] }) {
  if (environment === null) {
    return (
      <Panel title="Environment">
        <p className={classes.missing}>No lock file was given.</p>
      </Panel>
    )
  }
  const { lockfile, format, packages } = environment
  return (
    <Panel title="Environment" aside={`${countOf(packages.length, 'package')}, ${format}`}>
      <KeyValue
        items={[
          ['lock file', `${lockfile.name}, ${formatBytes(lockfile.bytes)}`],
          ['SHA-256', <Digest key="d" value={lockfile.sha256} label="digest of the lock file" />],
        ]}
      />
      <details className={classes.packages}>
        <summary>Packages</summary>
        <SimpleTable
          label="Packages"
          rows={packages}
          rowKey={(one) => `${one.name} ${one.version}`}
          columns={[
            { id: 'name', header: 'package', rowHeader: true, cell: (one) => one.name },
            { id: 'version', header: 'version', align: 'end', cell: (one) => one.version },
          ]}
        />
      </details>
    </Panel>
  )
}

export function ParametersPanel({ parameters }: { parameters: Manifest['parameters'] }) {
  const rows = Object.entries(parameters).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  return (
    <Panel title="Parameters" aside={rows.length > 0 && formatCount(rows.length)} padded={rows.length === 0}>
      <SimpleTable
        label="Parameters"
        rows={rows}
        rowKey={([name]) => name}
        empty={<p className={classes.missing}>None given.</p>}
        columns={[
          { id: 'name', header: 'name', rowHeader: true, cell: ([name]) => name },
          { id: 'value', header: 'value', align: 'end', wrap: true, cell: ([, value]) => <code>{value}</code> },
        ]}
      />
    </Panel>
  )
}
