import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'

/** Ends a key, somebody's or one's own. */
export function RevokeKeyDialog({ person, signer, onClose }: { person: Person; signer: Person; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const revoke = useMutation(api.identity.revokeKey.mutationOptions({ onSuccess: onClose, onError: () => setPassphrase('') }))
  const isOwn = person.email === signer.email
  const ready = reason.trim() !== '' && passphrase !== ''
  return (
    <FormDialog
      opened
      title={isOwn ? 'Revoke your own key' : `Revoke the key of ${person.name}`}
      onClose={onClose}
      onSubmit={() => ready && revoke.mutate({ email: person.email, reason, passphrase })}
      submitLabel="Sign and revoke"
      submitDisabled={!ready}
      busy={revoke.isPending}
      error={revoke.error}
      size={500}
    >
      <p>The key signs nothing any more, and this can not be undone. What it signed before stays valid and verifiable. A second person can give out a new key afterwards.</p>
      <p>{isOwn ? 'You are signed out by it.' : 'Anybody who is enrolled may do this, and signs for it; everybody may revoke their own key. The last valid key of a workspace can not be revoked.'}</p>
      <Textarea label="Reason" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <PassphraseInput label={`Passphrase of ${signer.name}`} description="Your key signs the revocation." value={passphrase} onChange={setPassphrase} />
    </FormDialog>
  )
}
