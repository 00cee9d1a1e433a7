import { Button, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi, useConnection } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { versionPath } from '../paths.ts'
import { ModelFileFacts } from './ModelFileFacts.tsx'
import { type DroppedModel, VersionDialog } from './VersionDialog.tsx'
import classes from '../catalog.module.css'

interface ModelFileDialogProps {
  readonly file: DroppedModel & { readonly name: string }
  /** The model whose page it was dropped on. */
  readonly model: string | null
  readonly onClose: () => void
  /** It becomes a file of a run instead. */
  readonly onLog: () => void
  /** It is held against the ledger instead, as any file. */
  readonly onCheck: () => void
}

/** A model file or folder that was dropped on the window: what stands in it, and what it can be used for. Nothing is executed, nothing is written. */
export function ModelFileDialog({ file, model: here, onClose, onLog, onCheck }: ModelFileDialogProps) {
  const api = useApi()
  const { bridge } = useConnection()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const [model, setModel] = useState(here)
  const [registering, setRegistering] = useState(false)
  if (registering && model !== null) return <VersionDialog model={model} dropped={file} onClose={onClose} onDone={({ ref }) => {
    onClose()
    void navigate({ to: versionPath(ref) })
  }} />
  return (
    <Modal opened onClose={onClose} title={file.name} size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.tier}>
        <ModelFileFacts path={file.path} begins />
        {models.length === 0 ? (
          <p className={classes.missing}>Register a model under Models to register a version with this file.</p>
        ) : (
          <Select label="Model" description={bridge === null ? 'A browser does not say where the file lies: its digest is registered, and later looks at it need its path.' : 'Whose version it is to be.'} placeholder="choose a model" data={models.map(({ name }) => name)} value={model} onChange={setModel} searchable />
        )}
        <div className={classes.buttons}>
          <Button disabled={model === null} onClick={() => signedIn() && setRegistering(true)}>
            Register a version with this…
          </Button>
          <Button variant="default" onClick={() => signedIn() && onLog()}>
            Log to a run…
          </Button>
          <Button variant="default" onClick={onCheck}>
            Hold against the ledger
          </Button>
        </div>
      </div>
    </Modal>
  )
}
