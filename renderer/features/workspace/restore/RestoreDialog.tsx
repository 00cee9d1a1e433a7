import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Restored } from '../../../../shared/contract/backups.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useOpenWorkspace } from '../opening.ts'
import { BackupFacts, StandingNote } from './BackupFacts.tsx'
import classes from '../workspace.module.css'

interface RestoreDialogProps {
  /** A backup that was chosen already. */
  file?: string
  suggestedDir: string
  onClose: () => void
}

const filters = [{ name: 'Backups of Countersign', extensions: ['tar', '*'] }]

/** Looks into a backup, verifies it while it is placed in a new folder, and opens what came of it. Nothing that exists is touched. */
export function RestoreDialog({ file: given = '', suggestedDir, onClose }: RestoreDialogProps) {
  const api = useApi()
  const navigate = useNavigate()
  const [file, setFile] = useState(given)
  const [typedDir, setTypedDir] = useState<string | null>(null)
  const [id, setId] = useState<string | null>(null)
  const [restored, setRestored] = useState<Restored | null>(null)
  const [asked] = useDebouncedValue(file.trim(), 300, { leading: true })
  const content = useQuery({ ...api.backups.inspect.queryOptions({ input: { file: asked } }), enabled: asked !== '' && restored === null, gcTime: 0 })
  const dir = typedDir ?? (content.data ? `${suggestedDir}/${toFolder(content.data.name)}-restored` : '')
  const start = useMutation(api.backups.restore.mutationOptions({ onMutate: () => setId(null), onSuccess: ({ job }) => setId(job) }))
  const run = useJobRun<Restored>(id, setRestored)
  const open = useOpenWorkspace()
  const submit = () => {
    if (restored === null) return start.mutate({ file: asked, dir })
    open.mutate({ dir: restored.dir }, { onSuccess: () => void navigate({ to: '/' }).then(onClose) })
  }
  return (
    <FormDialog
      opened
      title="Restore from a backup"
      onClose={onClose}
      onSubmit={submit}
      submitLabel={restored ? 'Open it' : 'Verify and restore'}
      submitDisabled={restored === null && (content.data === undefined || dir === '' || asked !== file.trim())}
      busy={start.isPending || run.running || open.isPending}
      error={start.error ?? run.failure ?? open.error}
      size={620}
    >
      {restored ? (
        <Placed restored={restored} />
      ) : (
        <>
          <FileField label="Backup" required filters={filters} description="A file that “Back up now” or a schedule wrote. It is only read." value={file} onChange={setFile} disabled={run.running} />
          {content.error !== null && <ErrorState error={content.error} kept="Nothing was restored." />}
          {content.data !== undefined && (
            <>
              <BackupFacts content={content.data} />
              <FileField label="Into the folder" kind="folder" required description="It is created; a folder that exists must be empty." value={dir} onChange={setTypedDir} disabled={run.running} />
            </>
          )}
          {run.running && run.job !== undefined && <ProgressLine title={run.job.title} {...run.job.progress} onCancel={run.cancel} />}
          {run.cancelled && <p>Cancelled. Nothing was left behind.</p>}
        </>
      )}
    </FormDialog>
  )
}

function Placed({ restored: { dir, size, standing, logKeyHere } }: { restored: Restored }) {
  return (
    <output className={classes.facts}>
      <span>
        <StateBadge tone="good">restored and verified</StateBadge>
      </span>
      <KeyValue
        items={[
          ['folder', <code key="f" className={classes.path}>{dir}</code>],
          ['entries', formatCount(size)],
          ['log key', logKeyHere ? 'on this computer' : 'not on this computer: import it to go on here'],
        ]}
      />
      <StandingNote standing={standing} />
    </output>
  )
}

const toFolder = (name: string): string => name.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'workspace'
