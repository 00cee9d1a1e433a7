import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Experiment } from '../../../../shared/contract/experiments.ts'
import type { RunHead } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

export function StartRunDialog({ experiment, onClose, onDone }: { experiment: Experiment; onClose: () => void; onDone: (run: RunHead) => void }) {
  const api = useApi()
  const [name, setName] = useState('')
  const start = useMutation(api.experiments.start.mutationOptions({ onSuccess: onDone }))
  return (
    <FormDialog
      opened
      title={`Start a run of ${experiment.name}`}
      submitLabel="Start"
      onClose={onClose}
      onSubmit={() => start.mutate({ experiment: experiment.id, ...(name.trim() !== '' && { name }) })}
      busy={start.isPending}
      error={start.error}
    >
      <p>An entry says that it began, before anybody knows how it ends. What it logs stays open until it is finished and sealed.</p>
      <TextInput label="Name" description="Without one it gets a name of two words." data-autofocus maxLength={500} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  )
}
