import { Divider, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { isChosen, NewPassphrase } from '../../ui/NewPassphrase.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'

/** A new key for somebody whose passphrase or key is lost, by the hand of the acting person. */
export function ReplaceKeyDialog({ person, signer, onClose }: { person: Person; signer: Person; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const [{ passphrase, repeated }, setChosen] = useState({ passphrase: '', repeated: '' })
  const [signerPassphrase, setSignerPassphrase] = useState('')
  const replace = useMutation(api.identity.replaceKey.mutationOptions({ onSuccess: onClose, onError: () => setSignerPassphrase('') }))
  const ready = reason.trim() !== '' && isChosen(passphrase, repeated) && signerPassphrase !== ''
  return (
    <FormDialog
      opened
      title={`Replace the key of ${person.name}`}
      onClose={onClose}
      onSubmit={() => ready && replace.mutate({ email: person.email, reason, passphrase, signerPassphrase })}
      submitLabel="Sign and replace"
      submitDisabled={!ready}
      busy={replace.isPending}
      error={replace.error}
      size={500}
    >
      <p>The old key signs nothing any more. What it signed before stays valid and verifiable.</p>
      <Textarea label="Reason" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <NewPassphrase
        label={`New passphrase of ${person.name}`}
        value={passphrase}
        repeated={repeated}
        onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
      />
      <Divider />
      <PassphraseInput
        label={`Passphrase of ${signer.name}`}
        description="Your key signs the replacement."
        value={signerPassphrase}
        onChange={setSignerPassphrase}
      />
    </FormDialog>
  )
}
