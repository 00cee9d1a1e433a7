import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { task as taskKinds, taskTitles } from '../../../../shared/contract/catalog.ts'
import { slug } from '../../../../shared/ids.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { OwnerSelect } from './OwnerSelect.tsx'

type Task = keyof typeof taskTitles

/** Says what is wrong with a name used in references such as `credit-lr@3`, or null. */
export function checkName(value: string): string | null {
  const parsed = slug.safeParse(value)
  return parsed.success ? null : `The ${parsed.error.issues[0]?.message ?? 'name is not valid'}.`.replace('The a name', 'A name')
}

/** A name that can be used in references, near to one that people gave elsewhere. */
export const suggestName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^[-._]+|-+$/g, '').slice(0, 100)

interface ModelDialogProps {
  readonly title?: string
  /** What the fields begin with. */
  readonly begin?: { readonly name: string; readonly description: string }
  /** Hears the name of the new model; where nobody does, its page is opened. */
  readonly onAdded?: (name: string) => void
  readonly onClose: () => void
}

export function ModelDialog({ title = 'Register a model', begin = { name: '', description: '' }, onAdded, onClose }: ModelDialogProps) {
  const api = useApi()
  const navigate = useNavigate()
  const useCases = useQuery(api.catalog.useCases.queryOptions()).data
  const form = useForm({
    initialValues: { ...begin, useCase: '', task: 'classification' as Task, owner: null as string | null },
    validate: { name: checkName, useCase: (value) => (value ? null : 'Choose a use case.') },
  })
  const add = useMutation(api.catalog.addModel.mutationOptions({ onSuccess: ({ name }) => (onAdded ? onAdded(name) : void navigate({ to: `/models/${name}` })) }))
  const submit = form.onSubmit(({ owner, ...rest }) => add.mutate({ ...rest, ...(owner && { owner }) }))
  return (
    <FormDialog opened title={title} submitLabel="Register" size={520} onClose={onClose} onSubmit={submit} busy={add.isPending} error={add.error}>
      <TextInput label="Name" description="Used in references such as credit-lr@3." required data-autofocus maxLength={100} {...form.getInputProps('name')} />
      <Select
        label="Use case"
        required
        searchable
        data={(useCases ?? []).map((one) => ({ value: one.id, label: one.name }))}
        description={useCases?.length === 0 ? <>There is no use case yet. <Link to="/use-cases">Register one first.</Link></> : undefined}
        {...form.getInputProps('useCase')}
      />
      <Select
        label="Task"
        required
        allowDeselect={false}
        data={taskKinds.options.map((kind) => ({ value: kind, label: taskTitles[kind] }))}
        {...form.getInputProps('task')}
      />
      <Textarea label="Description" autosize minRows={2} maxLength={4000} {...form.getInputProps('description')} />
      <OwnerSelect value={form.values.owner} onChange={(owner) => form.setFieldValue('owner', owner)} />
    </FormDialog>
  )
}
