import { Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

export interface Field {
  name: string
  label: string
  kind: 'line' | 'text' | 'date' | 'choice' | 'person'
  description?: string
  choices?: readonly { value: string; label: string }[]
  optional?: boolean
  /** What stands there at first. */
  initial?: string
}

export interface ItemAct {
  act: string
  /** On the button, here and where it is opened. */
  label: string
  title: string
  fields: readonly Field[]
  run: (values: Record<string, string>) => Promise<unknown>
}

/** One act on a finding, condition, waiver, challenge or comment: its fields and the button. What was typed stays where it failed. */
export function ActDialog({ act, note, onClose }: { act: ItemAct; note?: string; onClose: () => void }) {
  const [values, setValues] = useState<Record<string, string>>(Object.fromEntries(act.fields.map(({ name, initial = '' }) => [name, initial])))
  const send = useMutation({ mutationFn: () => act.run(Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== '').map(([name, value]) => [name, value.trim()]))), onSuccess: onClose })
  const missing = act.fields.some(({ name, optional = false }) => !optional && (values[name] ?? '').trim() === '')
  return (
    <FormDialog opened title={act.title} submitLabel={act.label} onClose={onClose} onSubmit={() => send.mutate()} busy={send.isPending} error={send.error} submitDisabled={missing} note={note} size={560}>
      {act.fields.map((field, at) => (
        <FieldInput key={field.name} field={field} first={at === 0} value={values[field.name] ?? ''} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} />
      ))}
    </FormDialog>
  )
}

interface FieldInputProps {
  field: Field
  first: boolean
  value: string
  onChange: (value: string) => void
}

function FieldInput({ field: { label, kind, description, choices = [], optional = false }, first, value, onChange }: FieldInputProps) {
  const api = useApi()
  const people = useQuery({ ...api.identity.people.queryOptions(), enabled: kind === 'person' }).data ?? []
  const common = { label, description, required: !optional, ...(first && { 'data-autofocus': true }) }
  if (kind === 'choice' || kind === 'person') {
    const data = kind === 'person' ? people.map(({ email, name }) => ({ value: email, label: name })) : [...choices]
    return <Select {...common} searchable={data.length > 8} clearable={optional} data={data} value={value || null} onChange={(chosen) => onChange(chosen ?? '')} />
  }
  if (kind === 'text') return <Textarea {...common} autosize minRows={3} maxLength={4000} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  return <TextInput {...common} type={kind === 'date' ? 'date' : 'text'} maxLength={700} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
}
