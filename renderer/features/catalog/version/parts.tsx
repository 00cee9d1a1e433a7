import { Link } from '@tanstack/react-router'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { snapshotPath } from '../paths.ts'
import classes from '../catalog.module.css'

const Missing = ({ children }: { children: string }) => <p className={classes.missing}>{children}</p>

export function ArtefactPanel({ artefact }: { artefact: Manifest['artefact'] }) {
  if (artefact === null) {
    return (
      <Panel title="Artefact">
        <Missing>No model file or folder was given.</Missing>
      </Panel>
    )
  }
  const files = artefact.kind === 'folder' ? artefact.files : [artefact]
  return (
    <Panel title="Artefact" aside={artefact.kind === 'folder' ? `folder ${artefact.name}, ${countOf(files.length, 'file')}, ${formatBytes(artefact.bytes)}` : 'file'} padded={false}>
      <SimpleTable
        label="Artefact"
        rows={files}
        rowKey={(file) => file.name}
        columns={[
          { id: 'name', header: 'name', rowHeader: true, cell: (file) => file.name },
          { id: 'bytes', header: 'size', align: 'end', cell: (file) => formatBytes(file.bytes) },
          { id: 'sha256', header: 'SHA-256', align: 'end', cell: (file) => <Digest value={file.sha256} label={`digest of ${file.name}`} /> },
        ]}
      />
    </Panel>
  )
}

/** `foreign`: the snapshots are of another workspace. */
export function DataPanel({ data, foreign = false }: { data: Manifest['data']; foreign?: boolean }) {
  return (
    <Panel title="Data" aside={data.length > 0 && formatCount(data.length)} padded={data.length === 0}>
      <SimpleTable
        label="Data"
        rows={data}
        rowKey={(one) => one.snapshot}
        empty={<Missing>No dataset snapshot was named.</Missing>}
        columns={[
          { id: 'snapshot', header: 'snapshot', rowHeader: true, cell: (one) => (foreign ? one.snapshot : <Link to={snapshotPath(one.snapshot)}>{one.snapshot}</Link>) },
          ...(data.some(({ roles }) => roles) ? [{ id: 'roles', header: 'for', cell: (one: Manifest['data'][number]) => one.roles?.join(', ') ?? '–' }] : []),
          { id: 'rows', header: 'rows', align: 'end', cell: (one) => formatCount(one.rows) },
          { id: 'sha256', header: 'SHA-256', align: 'end', cell: (one) => <Digest value={one.sha256} label={`digest of ${one.snapshot}`} /> },
        ]}
      />
    </Panel>
  )
}

export function CodePanel({ code }: { code: Manifest['code'] }) {
  if (code === null) {
    return (
      <Panel title="Code">
        <Missing>No code repository was given.</Missing>
      </Panel>
    )
  }
  return (
    <Panel title="Code" aside={code.dirty.length === 0 ? 'clean' : `${formatCount(code.dirty.length)} uncommitted`}>
      <KeyValue
        items={[
          ['commit', <Digest key="c" value={code.commit} label="commit" whole />],
          ['branch', code.branch],
          ['remote', code.remote],
        ]}
      />
      {code.dirty.length > 0 && (
        <SimpleTable
          label="Files changed after the commit"
          rows={code.dirty}
          rowKey={(file) => file.path}
          columns={[
            { id: 'path', header: 'changed after the commit', rowHeader: true, cell: (file) => file.path },
            { id: 'state', header: 'state', cell: (file) => file.state },
            { id: 'sha256', header: 'SHA-256', align: 'end', cell: (file) => (file.sha256 ? <Digest value={file.sha256} label={`digest of ${file.path}`} /> : '–') },
          ]}
        />
      )}
    </Panel>
  )
}
