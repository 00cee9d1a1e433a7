import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

/** Takes in a checkpoint of this ledger that somebody elsewhere cosigned. */
export function AddCosignatureDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const [path, setPath] = useState('')
  const [witnessKey, setWitnessKey] = useState('')
  const [fingerprint, setFingerprint] = useState('')
  const add = useMutation(api.ledger.addCosignature.mutationOptions({ onSuccess: onClose }))
  const send = () => add.mutate({ path, ...(witnessKey.trim() !== '' && { witnessKey }), ...(fingerprint.trim() !== '' && { fingerprint }) })
  return (
    <FormDialog opened title="Add a cosignature" onClose={onClose} onSubmit={send} submitLabel="Check and record" submitDisabled={path === ''} busy={add.isPending} error={add.error} size={560}>
      <FileField label="Cosigned checkpoint" required description="The file that the witness sent back." value={path} onChange={setPath} />
      <TextInput label="Witness key" description="Only where this witness is new here: the verifier key that came with the file." value={witnessKey} onChange={(event) => setWitnessKey(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
      <TextInput
        label="Fingerprint, as the witness says it"
        description="Ask by another way than the one the file came by, such as the telephone. Leave it empty for a witness met before."
        value={fingerprint}
        onChange={(event) => setFingerprint(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
    </FormDialog>
  )
}
