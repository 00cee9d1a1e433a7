import { Divider } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { emptyPerson, isComplete, PersonFields } from './PersonFields.tsx'

/** The new person types their own passphrase; the acting person signs the enrolment with theirs. */
export function EnrolDialog({ signer, onClose }: { signer: Person; onClose: () => void }) {
  const api = useApi()
  const [draft, setDraft] = useState(emptyPerson)
  const [signerPassphrase, setSignerPassphrase] = useState('')
  const enrol = useMutation(api.identity.enrol.mutationOptions({ onSuccess: onClose, onError: () => setSignerPassphrase('') }))
  const { repeated: _repeated, ...person } = draft
  return (
    <FormDialog
      opened
      title="Enrol a person"
      onClose={onClose}
      onSubmit={() => isComplete(draft) && enrol.mutate({ ...person, signerPassphrase })}
      submitLabel="Sign and enrol"
      submitDisabled={!isComplete(draft) || signerPassphrase === ''}
      busy={enrol.isPending}
      error={enrol.error}
      size={500}
    >
      <PersonFields draft={draft} onChange={setDraft} />
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
