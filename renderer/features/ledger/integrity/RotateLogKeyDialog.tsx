import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'

/** A new log key: both keys and the acting person sign that it takes over. */
export function RotateLogKeyDialog({ signer, onClose }: { signer: Person; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const rotate = useMutation(api.custody.rotateLogKey.mutationOptions({ onSuccess: onClose, onError: () => setPassphrase('') }))
  const ready = reason.trim() !== '' && passphrase !== ''
  return (
    <FormDialog opened title="Rotate the log key" onClose={onClose} onSubmit={() => ready && rotate.mutate({ reason, passphrase })} submitLabel="Sign and rotate" submitDisabled={!ready} busy={rotate.isPending} error={rotate.error} size={500}>
      <p>A new key is made on this computer and signs every checkpoint from the next entry on. That entry is signed by the old key, by the new one and by you. What the old key signed stays valid.</p>
      <p>Give the new verifier key to those who keep the old one. A log key that was exported before no longer continues this ledger.</p>
      <Textarea label="Reason" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <PassphraseInput label={`Passphrase of ${signer.name}`} value={passphrase} onChange={setPassphrase} />
    </FormDialog>
  )
}
