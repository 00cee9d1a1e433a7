import { Divider, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { isChosen, NewPassphrase } from '../../ui/NewPassphrase.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { KeyPlace, type Where } from './KeyPlace.tsx'
import { VerifierKeyFields } from './VerifierKeyFields.tsx'

/** A new key for somebody whose passphrase or key is lost, by the hand of the acting person: made here, or on another computer. */
export function ReplaceKeyDialog({ person, signer, onClose }: { person: Person; signer: Person; onClose: () => void }) {
  const api = useApi()
  const [where, setWhere] = useState<Where>('here')
  const [reason, setReason] = useState('')
  const [{ passphrase, repeated }, setChosen] = useState({ passphrase: '', repeated: '' })
  /** Null until it was compared. */
  const [vkey, setVkey] = useState<string | null>(null)
  const [signerPassphrase, setSignerPassphrase] = useState('')
  const options = { onSuccess: onClose, onError: () => setSignerPassphrase('') }
  const replace = useMutation(api.identity.replaceKey.mutationOptions(options))
  const replaceBy = useMutation(api.identity.replaceKeyBy.mutationOptions(options))
  const ready = reason.trim() !== '' && signerPassphrase !== '' && (where === 'here' ? isChosen(passphrase, repeated) : vkey !== null)
  const send = () => {
    if (!ready) return
    if (where === 'here') replace.mutate({ email: person.email, reason, passphrase, signerPassphrase })
    else if (vkey !== null) replaceBy.mutate({ email: person.email, reason, vkey, signerPassphrase })
  }
  return (
    <FormDialog
      opened
      title={`Replace the key of ${person.name}`}
      onClose={onClose}
      onSubmit={send}
      submitLabel="Sign and replace"
      submitDisabled={!ready}
      busy={replace.isPending || replaceBy.isPending}
      error={(where === 'here' ? replace : replaceBy).error}
      size={540}
    >
      <p>The old key signs nothing any more. What it signed before stays valid and verifiable.</p>
      <Textarea label="Reason" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <KeyPlace label="The new key" value={where} onChange={setWhere} />
      {where === 'here' ? (
        <NewPassphrase
          label={`New passphrase of ${person.name}`}
          value={passphrase}
          repeated={repeated}
          onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
        />
      ) : (
        <VerifierKeyFields person={person} onCompared={setVkey} />
      )}
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
