import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type DragEvent } from 'react'
import type { RunArtefact, RunDetail } from '../../../../shared/contract/runs.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi, useConnection } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileChooser } from '../../../ui/files.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import classes from '../experiments.module.css'

const columnsOf = (run: string): Column<RunArtefact>[] => [
  { id: 'path', header: 'file', width: 'minmax(180px, 3fr)', value: ({ path }) => path, cell: ({ path }) => (/\.ipynb$/i.test(path) ? <Link to={`/runs/${run}/notebook`} search={{ path } as never} title={path}>{path}</Link> : <strong title={path}>{path}</strong>) },
  { id: 'bytes', header: 'size', width: '96px', align: 'end', value: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
  { id: 'sha256', header: 'SHA-256', width: '170px', cell: ({ sha256 }) => <Digest value={sha256} /> },
]
const keyOf = ({ path }: RunArtefact) => path

/** Files that belong to the run, each by its digest; while it is open more are added, by drop or by choice. */
export function FilesPanel({ run, isOpen }: { run: RunDetail; isOpen: boolean }) {
  const { artefacts, id } = run
  const columns = useMemo(() => columnsOf(id), [id])
  return (
    <Panel title="Files" aside={formatCount(artefacts.length)} padded={false}>
      <DataTable label="files" urlPrefix="f." tools={artefacts.length > 12} maxHeight={320} columns={columns} rows={artefacts} rowKey={keyOf} empty={<p className={classes.slot} style={{ margin: 0 }}>None was added.</p>} />
      {isOpen && (
        <div className={classes.slot}>
          <AddFiles run={run.id} />
        </div>
      )}
    </Panel>
  )
}

function AddFiles({ run }: { run: string }) {
  const api = useApi()
  const { client, bridge } = useConnection()
  const choose = useFileChooser()
  const signedIn = useSignedIn()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [id, setId] = useState<string | null>(null)
  const job = useJobRun<RunArtefact[]>(id, () => setId(null))
  const add = async (file: string) => {
    setRefused(null)
    setId((await api.experiments.addArtefact.call({ run, file })).job)
  }
  const browse = async (kind: 'file' | 'folder') => {
    if (!signedIn()) return
    const path = await choose({ kind, title: kind === 'file' ? 'Add a file to the run' : 'Add a folder to the run' })
    if (path !== null) await add(path).catch(setRefused)
  }
  const take = async (files: readonly File[]) => {
    // A browser has no path for a file: there the core keeps a copy.
    for (const file of files) await add(bridge === null ? (await client.workspace.receive({ file })).path : bridge.pathOfFile(file))
  }
  const drop = (event: DragEvent) => {
    // The window has an answer of its own for files that are dropped anywhere else.
    event.preventDefault()
    event.stopPropagation()
    setOver(false)
    if (signedIn()) take([...event.dataTransfer.files]).catch(setRefused)
  }
  const hover = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(isOver)
  }
  const failure = refused ?? job.failure
  return (
    <div className={classes.stack}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Dropping is a second way; the buttons in it are the first. */}
      <section aria-label="Drop files here" className={classes.drop} data-over={over || undefined} onDragOver={hover(true)} onDragLeave={hover(false)} onDrop={drop}>
        <p>Drop files here. They are copied into the workspace as they are.</p>
        <Button size="compact-sm" variant="default" disabled={job.running} onClick={() => void browse('file')}>
          Add a file…
        </Button>
        <Button size="compact-sm" variant="default" disabled={job.running} onClick={() => void browse('folder')}>
          Add a folder…
        </Button>
      </section>
      {job.running && <ProgressLine title={job.job?.title ?? 'Adding files'} done={job.job?.progress.done ?? 0} total={job.job?.progress.total ?? null} note={job.job?.progress.note ?? 'starting'} onCancel={job.cancel} />}
      {failure !== null && failure !== undefined && <p role="alert" className={classes.alert}>{sentenceOf(failure)}</p>}
    </div>
  )
}
