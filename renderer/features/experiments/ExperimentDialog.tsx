import { Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Experiment } from '../../../shared/contract/experiments.ts'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'

interface ExperimentDialogProps {
  /** One that is there already: it gets another name or question. */
  experiment?: Experiment
  onClose: () => void
  onDone: (experiment: Experiment) => void
}

export function ExperimentDialog({ experiment, onClose, onDone }: ExperimentDialogProps) {
  const api = useApi()
  const [name, setName] = useState(experiment?.name ?? '')
  const [question, setQuestion] = useState(experiment?.question ?? '')
  const save = useMutation({
    mutationFn: () => (experiment === undefined ? api.experiments.open.call({ name, question }) : api.experiments.change.call({ id: experiment.id, name, question })),
    onSuccess: onDone,
  })
  return (
    <FormDialog
      opened
      title={experiment === undefined ? 'Open an experiment' : `Name and question of ${experiment.name}`}
      submitLabel={experiment === undefined ? 'Open' : 'Save'}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
      submitDisabled={name.trim() === ''}
    >
      <TextInput label="Name" required data-autofocus maxLength={500} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Textarea label="Question" description="What it is to find out. Its runs are the tries." autosize minRows={2} maxLength={4000} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} />
    </FormDialog>
  )
}
