import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

/** What the program could not see: somebody opened the file in a notebook, say. */
export function RecordUseDialog({ snapshot, onClose }: { snapshot: string; onClose: () => void }) {
  const api = useApi()
  const [purpose, setPurpose] = useState('')
  const [person, setPerson] = useState('')
  const record = useMutation(api.testSets.record.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog
      opened
      title={`Record a use of ${snapshot}`}
      submitLabel="Record"
      onClose={onClose}
      onSubmit={() => record.mutate({ snapshot, purpose, ...(person.trim() === '' ? {} : { person: person.trim() }) })}
      busy={record.isPending}
      error={record.error}
      submitDisabled={purpose.trim() === ''}
    >
      <p>For uses outside of the program. It counts like any other, and says so in the ledger.</p>
      <TextInput label="What it was used for" required data-autofocus maxLength={500} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} />
      <TextInput label="By whom" description="Empty: by you. The e-mail address, where they are enrolled here." maxLength={200} value={person} onChange={(event) => setPerson(event.currentTarget.value)} />
    </FormDialog>
  )
}
