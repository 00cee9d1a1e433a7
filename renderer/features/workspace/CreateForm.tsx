import { Divider, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'
import type * as z from 'zod'
import type { newPerson } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { toPathName } from '../../ui/format.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { PlaceNotice } from './PlaceNotice.tsx'

type NewPerson = z.input<typeof newPerson>

/** Fields that hear of a person once they are complete; null as long as something is missing. */
export type PersonForm = ComponentType<{ onChange: (person: NewPerson | null) => void }>

interface CreateFormProps {
  suggestedDir: string
  personForm: PersonForm
  onClose: () => void
}

export function CreateForm({ suggestedDir, personForm: Person, onClose }: CreateFormProps) {
  const api = useApi()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [typedDir, setTypedDir] = useState<string | null>(null)
  const [person, setPerson] = useState<NewPerson | null>(null)
  const folder = toPathName(name)
  const dir = typedDir ?? (folder === '' ? suggestedDir : `${suggestedDir}/${folder}`)
  const [settledDir] = useDebouncedValue(dir, 300)
  const create = useMutation(
    api.workspace.create.mutationOptions({ onSuccess: (state) => queries.setQueryData(api.workspace.state.queryKey(), state) }),
  )
  return (
    <FormDialog
      opened
      title="Create a workspace"
      onClose={onClose}
      onSubmit={() => person !== null && create.mutate({ dir, name, person })}
      submitLabel="Create"
      submitDisabled={name.trim() === '' || dir === '' || person === null}
      busy={create.isPending}
      error={create.error}
      size={520}
    >
      <TextInput
        label="Name of the workspace"
        description="For example the business area whose models it will hold."
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <FileField label="Folder" description="It is created; a folder that exists must be empty." kind="folder" value={dir} onChange={setTypedDir} />
      <PlaceNotice dir={settledDir} />
      <Divider label="The first person: you" labelPosition="left" />
      <Person onChange={setPerson} />
    </FormDialog>
  )
}
