import { Checkbox } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Exported } from '../../../../shared/contract/ledger.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

/** The whole ledger in a folder, as outsiders read it. The work goes on where the dialog is closed. */
export function ExportLedgerDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const workspace = useQuery(api.workspace.state.queryOptions()).data?.open?.dir ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const [verifier, setVerifier] = useState(true)
  const [id, setId] = useState<string | null>(null)
  const [done, setDone] = useState<Exported | null>(null)
  const start = useMutation(api.ledger.export.mutationOptions({ onMutate: () => setId(null), onSuccess: ({ job }) => setId(job) }))
  const run = useJobRun<Exported>(id, setDone)
  const dir = typed ?? `${workspace}-export`
  return (
    <FormDialog
      opened
      title="Export the ledger"
      onClose={onClose}
      onSubmit={() => (done ? onClose() : start.mutate({ dir, verifier }))}
      submitLabel={done ? 'Done' : 'Export'}
      submitDisabled={!done && dir === ''}
      done={done !== null}
      busy={start.isPending || run.running}
      error={start.error ?? run.failure}
      size={580}
    >
      {done ? (
        <Written made={done} wanted={verifier} />
      ) : (
        <>
          <p>Everything that an outsider needs to check this ledger without this program: tiles and entry bundles (C2SP tlog-tiles), the newest checkpoint, the log key, every signed statement with its key, and the files that entries name. Erased data is not in it; neither are private keys.</p>
          <FileField label="Folder" kind="folder" required description="It is created; a folder that exists must be empty." value={dir} onChange={setTyped} disabled={run.running} />
          <Checkbox label="With verify.html: a page that checks all of it in any browser, without a network" checked={verifier} onChange={(event) => setVerifier(event.currentTarget.checked)} disabled={run.running} />
          {run.running && run.job !== undefined && <ProgressLine title={run.job.title} {...run.job.progress} onCancel={run.cancel} />}
          {run.cancelled && <p>Cancelled. Nothing was left behind.</p>}
        </>
      )}
    </FormDialog>
  )
}

function Written({ made, wanted }: { made: Exported; wanted: boolean }) {
  const { dir, size, rootHash, files, bytes, signatures, missingBlobs, verifier } = made
  return (
    <output className={classes.part}>
      <span>
        <StateBadge tone={missingBlobs.length > 0 ? 'caution' : 'good'}>written</StateBadge>
      </span>
      <KeyValue
        items={[
          ['folder', <code key="f" className={classes.mono}>{dir}</code>],
          ['entries', formatCount(size)],
          ['root', <Digest key="r" value={rootHash} label="root" whole />],
          ['files', `${formatCount(files)}, ${formatBytes(bytes)}`],
          ['signed', countOf(signatures, 'statement')],
          ['missing', missingBlobs.length > 0 && `${countOf(missingBlobs.length, 'file')} that entries name are not in blobs/: erased, or lost`],
          ['verify.html', verifier ? 'beside it: open it and drop the folder on it' : wanted && 'not written: this program was built without it'],
        ]}
      />
      <p>How to check it with OpenSSL and sha256sum: docs/verify-without-countersign.md.</p>
    </output>
  )
}
