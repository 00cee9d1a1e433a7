import { Divider } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { KeyPlace, type Where } from './KeyPlace.tsx'
import { emptyPerson, isComplete, isNamed, PersonFields } from './PersonFields.tsx'
import { VerifierKeyFields } from './VerifierKeyFields.tsx'

interface EnrolDialogProps {
  signer: Person
  /** Somebody whose key is elsewhere, as their signed answer names them. */
  known?: { name: string; email: string; vkey: string }
  onClose: () => void
}

/** The acting person signs the enrolment: of a key that the new person makes here, or of one that they have on another computer. */
export function EnrolDialog({ signer, known, onClose }: EnrolDialogProps) {
  const api = useApi()
  const [where, setWhere] = useState<Where>(known ? 'elsewhere' : 'here')
  const [draft, setDraft] = useState({ ...emptyPerson, ...(known && { name: known.name, email: known.email }) })
  /** Null until it was compared. */
  const [vkey, setVkey] = useState<string | null>(null)
  const [signerPassphrase, setSignerPassphrase] = useState('')
  const options = { onSuccess: onClose, onError: () => setSignerPassphrase('') }
  const enrol = useMutation(api.identity.enrol.mutationOptions(options))
  const enrolKey = useMutation(api.identity.enrolKey.mutationOptions(options))
  const { repeated: _repeated, passphrase, ...person } = draft
  const ready = signerPassphrase !== '' && (where === 'here' ? isComplete(draft) : isNamed(draft) && vkey !== null)
  const send = () => {
    if (!ready) return
    if (where === 'here') enrol.mutate({ ...person, passphrase, signerPassphrase })
    else if (vkey !== null) enrolKey.mutate({ ...person, vkey, signerPassphrase })
  }
  return (
    <FormDialog opened title="Enrol a person" onClose={onClose} onSubmit={send} submitLabel="Sign and enrol" submitDisabled={!ready} busy={enrol.isPending || enrolKey.isPending} error={(where === 'here' ? enrol : enrolKey).error} size={540}>
      <KeyPlace label="Their key" value={where} onChange={setWhere} />
      <PersonFields draft={draft} onChange={setDraft} passphrase={where === 'here'} />
      {where === 'elsewhere' && <VerifierKeyFields {...(known && { given: known.vkey })} person={draft} onCompared={setVkey} />}
      <Divider />
      <PassphraseInput
        label={`Passphrase of ${signer.name}`}
        description="Your key signs this enrolment: you vouch that the key belongs to this person."
        value={signerPassphrase}
        onChange={setSignerPassphrase}
      />
    </FormDialog>
  )
}
