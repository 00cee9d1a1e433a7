import { Radio, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { endedStatus, type RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import classes from '../experiments.module.css'

interface RunDialogProps {
  run: RunDetail
  onClose: () => void
}

const endings = [
  { value: 'finished', label: 'Finished', description: 'It came to its end.' },
  { value: 'failed', label: 'Failed', description: 'It ended with an error.' },
  { value: 'killed', label: 'Killed', description: 'Somebody stopped it.' },
] as const

export function FinishDialog({ run, onClose }: RunDialogProps) {
  const api = useApi()
  const [status, setStatus] = useState<string>('finished')
  const finish = useMutation(api.experiments.finish.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog opened title={`Finish ${run.name}`} submitLabel="Finish and seal" onClose={onClose} onSubmit={() => finish.mutate({ run: run.id, status: endedStatus.parse(status) })} busy={finish.isPending} error={finish.error}>
      <p>Everything that was logged is sealed: its digests go into one entry of the ledger. Runs that failed are sealed too.</p>
      <Radio.Group label="How it ended" value={status} onChange={setStatus}>
        <div className={classes.stack} style={{ marginTop: 6 }}>
          {endings.map(({ value, label, description }) => (
            <Radio key={value} value={value} size="xs" label={label} description={description} data-autofocus={value === 'finished' || undefined} />
          ))}
        </div>
      </Radio.Group>
    </FormDialog>
  )
}

export function RenameDialog({ run, onClose }: RunDialogProps) {
  const api = useApi()
  const [name, setName] = useState(run.name)
  const rename = useMutation(api.experiments.rename.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog opened title={`Rename ${run.name}`} submitLabel="Rename" onClose={onClose} onSubmit={() => rename.mutate({ run: run.id, name })} busy={rename.isPending} error={rename.error} submitDisabled={name.trim() === ''}>
      <TextInput label="Name" required data-autofocus maxLength={500} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  )
}

const acts = {
  discard: { title: (name: string) => `Set ${name} aside`, submit: 'Set aside', text: 'It stays with everything in it and is no longer shown among the kept runs. An open one is sealed first.' },
  restore: { title: (name: string) => `Restore ${name}`, submit: 'Restore', text: 'It counts again. That it was set aside stays in the ledger.' },
} as const

export function ReasonDialog({ run, act, onClose }: RunDialogProps & { act: 'discard' | 'restore' }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const { title, submit, text } = acts[act]
  const say = useMutation({ mutationFn: () => api.experiments[act].call({ run: run.id, reason }), onSuccess: onClose })
  return (
    <FormDialog opened title={title(run.name)} submitLabel={submit} onClose={onClose} onSubmit={() => say.mutate()} busy={say.isPending} error={say.error} submitDisabled={reason.trim() === ''}>
      <p>{text}</p>
      <Textarea label="Reason" required data-autofocus autosize minRows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
