import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import type { Cosigned } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'
import { SignedNotes } from '../../../ui/SignedNotes.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

interface CosignDialogProps {
  signer: Person
  /** The newest checkpoint of this ledger, or what a file says of another one. */
  own: boolean
  /** A file that was chosen already. */
  path?: string
  onClose: () => void
}

/** The acting person's witness key signs that it has seen this state; a refusal says why and writes nothing. */
export function CosignDialog({ signer, own, path: given = '', onClose }: CosignDialogProps) {
  const api = useApi()
  const [path, setPath] = useState(given)
  const [logKey, setLogKey] = useState('')
  const [out, setOut] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const cosign = useMutation(api.ledger.cosign.mutationOptions({ onSettled: () => setPassphrase('') }))
  const answer = cosign.data
  const done = answer?.outcome === 'cosigned'
  const send = () => {
    if (done) return onClose()
    cosign.mutate({ passphrase, ...(!own && { path }), ...(logKey.trim() !== '' && { logKey }), ...(out !== '' && { out }) })
  }
  return (
    <FormDialog
      opened
      title={own ? 'Cosign the newest checkpoint' : 'Cosign another ledger'}
      onClose={onClose}
      onSubmit={send}
      submitLabel={done ? 'Close' : 'Cosign'}
      submitDisabled={!done && (passphrase === '' || (!own && path === ''))}
      done={done}
      busy={cosign.isPending}
      error={cosign.error}
      size={answer?.held ? 860 : 580}
    >
      {done ? (
        <Given answer={answer} out={out} />
      ) : (
        <>
          <p>{own ? 'Your witness key signs that you have seen this ledger at its newest state. The cosignature becomes an entry; a copy of it kept elsewhere proves that state to anybody.' : 'Cosigning says that everything this workspace ever saw of that ledger is still in it. A state that contradicts what was seen is refused, and both states are shown.'}</p>
          {!own && <FileField label="Checkpoint, proof or consistency file" required value={path} onChange={setPath} />}
          {!own && <Textarea label="Key of that ledger" description="Only at first contact, where the file does not bring it: its log.vkey." autosize minRows={1} value={logKey} onChange={(event) => setLogKey(event.currentTarget.value)} spellCheck={false} />}
          <FileField label="Write the cosigned checkpoint to" kind="save" defaultPath="cosigned.checkpoint" description="A file to send or to keep elsewhere. Leave it empty to record only." value={out} onChange={setOut} />
          <PassphraseInput label={`Passphrase of ${signer.name}`} value={passphrase} onChange={setPassphrase} />
          {answer !== undefined && <Refused answer={answer} />}
        </>
      )}
    </FormDialog>
  )
}

function Given({ answer, out }: { answer: Cosigned; out: string }) {
  return (
    <output className={classes.part}>
      <span>
        <StateBadge tone="good">cosigned</StateBadge>
      </span>
      <p>{answer.sentence}</p>
      <KeyValue items={[['witness key', answer.witness !== null && <Digest key="w" value={answer.witness.fingerprint} label="fingerprint of the witness key" whole />], ['written to', out !== '' && out]]} />
      {answer.checkpoint !== null && <Mono text={answer.checkpoint} label="cosigned checkpoint" wrap maxHeight={200} />}
    </output>
  )
}

function Refused({ answer }: { answer: Cosigned }) {
  return (
    <div className={classes.part} role="alert">
      <span>
        <StateBadge tone={answer.outcome === 'needs_proof' || answer.outcome === 'unknown_key' ? 'caution' : 'bad'}>not cosigned</StateBadge>
      </span>
      <p>{answer.sentence}</p>
      {answer.logKey !== null && <KeyValue items={[['its log key', <Digest key="k" value={answer.logKey.fingerprint} label="fingerprint of the log key" whole />]]} />}
      {answer.held !== null && <SignedNotes theirs={answer.theirs} ours={answer.held} theirsTitle="In the file" oursTitle="Seen before" />}
    </div>
  )
}
