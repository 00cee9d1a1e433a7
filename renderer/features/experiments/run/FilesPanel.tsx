import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RunArtefact, RunDetail } from '../../../../shared/contract/runs.ts'
import { useDropped } from '../../../api/dropped.ts'
import { useSignedIn } from '../../../api/session.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileDrop } from '../../../ui/file-drop.ts'
import { useFileChooser } from '../../../ui/files.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { useFileQueue, type Adding } from './file-queue.ts'
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
  const choose = useFileChooser()
  const signedIn = useSignedIn()
  const dropped = useDropped()
  const [unread, setUnread] = useState<unknown>(null)
  const { adding, failure, add, cancel } = useFileQueue(run)
  const browse = async (kind: 'file' | 'folder') => {
    if (!signedIn()) return
    const path = await choose({ kind, title: kind === 'file' ? 'Add a file to the run' : 'Add a folder to the run' })
    if (path !== null) await add([{ name: path, folder: '', place: () => Promise.resolve(path) }])
  }
  const { over, taking } = useFileDrop((data) => {
    if (!signedIn()) return
    setUnread(null)
    dropped.files(data).then((found) => add(found.map(({ name, inside, place }) => ({ name, folder: inside, place }))), setUnread)
  })
  const wrong = unread ?? failure
  return (
    <div className={classes.stack}>
      <section aria-label="Drop files here" className={classes.drop} data-over={over || undefined} {...taking}>
        <p>Drop files and folders here. They are copied into the workspace as they are.</p>
        <Button size="compact-sm" variant="default" disabled={adding !== null} onClick={() => void browse('file')}>
          Add a file…
        </Button>
        <Button size="compact-sm" variant="default" disabled={adding !== null} onClick={() => void browse('folder')}>
          Add a folder…
        </Button>
      </section>
      {adding !== null && <QueueLine adding={adding} onCancel={cancel} />}
      {wrong !== null && wrong !== undefined && <p role="alert" className={classes.alert}>{sentenceOf(wrong)} What went in before stays.</p>}
    </div>
  )
}

/** One file shows its bytes; several show how many are in. */
function QueueLine({ adding: { done, total, name, job }, onCancel }: { adding: Adding; onCancel: () => void }) {
  const own = job?.progress
  const share = own !== undefined && own.total !== null && own.total > 0 ? own.done / own.total : 0
  return <ProgressLine title={total === 1 ? `Adding ${name}` : `Adding ${total} files`} done={done + share} total={total} note={total === 1 ? (own?.note ?? 'starting') : `${done + 1} of ${total}: ${name}`} onCancel={onCancel} />
}
