import { Divider, Radio, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'
import type * as z from 'zod'
import type { newPerson } from '../../../shared/contract/identity.ts'
import type { BuiltInPolicyId } from '../../../shared/contract/policies.ts'
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
  const [policy, setPolicy] = useState<BuiltInPolicyId>('two-person')
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
      onSubmit={() => person !== null && create.mutate({ dir, name, person, policy })}
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
      <PolicyChoice value={policy} onChange={setPolicy} />
      <Divider label="The first person: you" labelPosition="left" />
      <Person onChange={setPerson} />
    </FormDialog>
  )
}

/** What sign-off the workspace starts with; the text is the policy's own. */
function PolicyChoice({ value, onChange }: { value: BuiltInPolicyId; onChange: (value: BuiltInPolicyId) => void }) {
  const api = useApi()
  const policies = useQuery(api.workspace.policies.queryOptions()).data ?? []
  return (
    <Radio.Group label="Policy" description="What a version needs before it is approved. Two people can put another one into force later." value={value} onChange={(next) => onChange(next as BuiltInPolicyId)}>
      <Stack gap={8} mt={8}>
        {policies.map(({ id, title, about }) => (
          <Radio key={id} value={id} label={title} description={about} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
