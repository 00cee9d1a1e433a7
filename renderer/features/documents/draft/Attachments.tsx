import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { useDropped, type Dropped } from '../../../api/dropped.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileDrop } from '../../../ui/file-drop.ts'
import { useFileChooser } from '../../../ui/files.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { isNotebook, NotebookLink } from '../AttachedFiles.tsx'
import type { DraftEditor } from './use-draft-editor.ts'
import classes from './draft.module.css'

/** Files that belong to the document, by drop or by choice. */
export function Attachments({ draft, editor }: { draft: Draft; editor: DraftEditor }) {
  const api = useApi()
  const dropped = useDropped()
  const choose = useFileChooser()
  const [error, setError] = useState<unknown>(null)
  const run = (act: () => Promise<Draft>) => editor.act(act).then(() => setError(null), setError)
  const attach = (path: string) => run(() => api.documents.attach.call({ id: draft.id, path }))
  const browse = async () => {
    const path = await choose({ kind: 'file', title: 'Attach a file' })
    if (path !== null) await attach(path)
  }
  const take = async (files: readonly Dropped[]) => {
    for (const file of files) await attach(await file.place())
  }
  const { over, taking } = useFileDrop((data) => void take(dropped.all(data)).catch(setError))
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
      <section aria-label="Drop files here" className={classes.drop} data-over={over || undefined} {...taking}>
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
