import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportedBundle } from '../../../../shared/contract/interop.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { formatBytes } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { VerifierOffer } from '../../../ui/VerifierOffer.tsx'
import { bundleFilters } from './offered.ts'
import classes from '../reviews.module.css'

interface ExportDialogProps {
  /** `R-17`: the request itself. `F-12`: the answer given here. */
  record: string
  /** Whose answer, where several people have signed here. */
  by?: string
  onClose: () => void
}

/** Writes one file for somebody who has Countersign elsewhere: a request to sign, or the signature given to theirs. */
export function ExportDialog({ record, by, onClose }: ExportDialogProps) {
  const api = useApi()
  const [out, setOut] = useState('')
  const bundle = useMutation(api.interop.export.mutationOptions())
  const isAnswer = record.startsWith('F-')
  const done = bundle.data !== undefined
  return (
    <FormDialog
      opened
      title={isAnswer ? 'Save the answer' : `Send ${record} for review elsewhere`}
      onClose={onClose}
      onSubmit={() => (done ? onClose() : bundle.mutate({ record, out, ...(by !== undefined && { by }) }))}
      submitLabel={done ? 'Close' : 'Write the file'}
      submitDisabled={!done && out === ''}
      done={done}
      busy={bundle.isPending}
      error={bundle.error}
      size={560}
    >
      {done ? (
        <Written bundle={bundle.data} />
      ) : (
        <>
          <p>
            {isAnswer
              ? 'The file holds the signed text and the proofs. Whoever asked imports it, and the signature counts in their workspace.'
              : 'The file holds the request, its evidence, the entries it rests on and their proofs: everything that somebody needs to read and sign it in their own workspace, without a server.'}
          </p>
          <FileField label="Write to" kind="save" filters={bundleFilters} defaultPath={`${record}${isAnswer ? '-answer' : ''}.countersign`} value={out} onChange={setOut} />
        </>
      )}
    </FormDialog>
  )
}

function Written({ bundle }: { bundle: ExportedBundle }) {
  const api = useApi()
  const verifier = useMutation(api.ledger.saveVerifier.mutationOptions())
  return (
    <output className={classes.outcome}>
      <span>
        <StateBadge tone="good">written</StateBadge>
      </span>
      <KeyValue
        items={[
          ['file', bundle.path],
          ['size', formatBytes(bundle.bytes)],
          ['SHA-256', <Digest key="s" value={bundle.sha256} label="SHA-256" whole />],
          ['fingerprint', <Digest key="f" value={bundle.fingerprint} label="fingerprint of this ledger" whole />],
        ]}
      />
      <p className={classes.hint}>Read the fingerprint to the receiver by another way than the file goes, such as the telephone: they compare it the first time.</p>
      <VerifierOffer path={verifier.data?.path} busy={verifier.isPending} error={verifier.error} onSave={() => verifier.mutate({ beside: bundle.path })} />
    </output>
  )
}
