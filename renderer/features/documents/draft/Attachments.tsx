import { Button } from '@mantine/core'
import { useState, type DragEvent } from 'react'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { useApi, useConnection } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileChooser } from '../../../ui/files.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { isNotebook, NotebookLink } from '../AttachedFiles.tsx'
import type { DraftEditor } from './use-draft-editor.ts'
import classes from './draft.module.css'

/** Files that belong to the document, by drop or by choice. */
export function Attachments({ draft, editor }: { draft: Draft; editor: DraftEditor }) {
  const api = useApi()
  const { client, bridge } = useConnection()
  const choose = useFileChooser()
  const [error, setError] = useState<unknown>(null)
  const [over, setOver] = useState(false)
  const run = (act: () => Promise<Draft>) => editor.act(act).then(() => setError(null), setError)
  const attach = (path: string) => run(() => api.documents.attach.call({ id: draft.id, path }))
  const browse = async () => {
    const path = await choose({ kind: 'file', title: 'Attach a file' })
    if (path !== null) await attach(path)
  }
  const take = async (files: readonly File[]) => {
    // A browser has no path for a file: there the core keeps a copy.
    for (const file of files) await attach(bridge === null ? (await client.workspace.receive({ file })).path : bridge.pathOfFile(file))
  }
  const drop = (event: DragEvent) => {
    // The window has an answer of its own for files that are dropped anywhere else.
    event.preventDefault()
    event.stopPropagation()
    setOver(false)
    take([...event.dataTransfer.files]).catch(setError)
  }
  const hover = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(isOver)
  }
  return (
    <Panel title="Attachments" aside={draft.attachments.length > 0 && formatCount(draft.attachments.length)}>
      <ul className={classes.files}>
        {draft.attachments.map(({ name, sha256, bytes }) => (
          <li key={name + sha256}>
            {isNotebook(name) ? <NotebookLink className={classes.fileName} owner={{ draft: draft.id }} sha256={sha256}>{name}</NotebookLink> : <span className={classes.fileName}>{name}</span>}
            <span className={classes.help}>{formatBytes(bytes)}</span>
            <Button size="compact-xs" variant="default" aria-label={`Remove ${name}`} onClick={() => void run(() => api.documents.detach.call({ id: draft.id, sha256, name }))}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Dropping is a second way; the button in it is the first. */}
      <section aria-label="Drop files here" className={classes.drop} data-over={over || undefined} onDragOver={hover(true)} onDragLeave={hover(false)} data-takes-files onDrop={drop}>
        <p className={classes.help}>Drop files here; at most 20 MiB each. They become part of the version when it is sealed.</p>
        <Button size="compact-sm" variant="default" onClick={() => void browse()}>
          Attach a file…
        </Button>
      </section>
      {error !== null && <p role="alert" className={classes.alert}>{sentenceOf(error)}</p>}
      {draft.origin && <p className={classes.help}>Read from {draft.origin.name}, {formatBytes(draft.origin.bytes)}; the file is kept with the version.</p>}
    </Panel>
  )
}
