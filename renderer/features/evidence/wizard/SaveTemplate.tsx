import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type CheckChoices, checkChoices, type CheckRunInput } from '../../../../shared/contract/evidence.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

interface SaveTemplateProps {
  run: CheckRunInput
  disabled: boolean
}

/** Keeps the settings of the declaration, without version and files, under a name. */
export function SaveTemplate({ run, disabled }: SaveTemplateProps) {
  const [opened, setOpened] = useState(false)
  const [saved, setSaved] = useState('')
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setOpened(true)}>
        Save as a template…
      </Button>
      <output>{saved && `Saved as the template “${saved}”.`}</output>
      {opened && (
        <NameDialog
          choices={checkChoices.parse({ check: run.check, settings: run.settings })}
          onClose={() => setOpened(false)}
          onSaved={(name) => {
            setSaved(name)
            setOpened(false)
          }}
        />
      )}
    </>
  )
}

function NameDialog({ choices, onClose, onSaved }: { choices: CheckChoices; onClose: () => void; onSaved: (name: string) => void }) {
  const api = useApi()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const save = useMutation(
    api.evidence.saveTemplate.mutationOptions({
      onSuccess: async (template) => {
        await client.invalidateQueries({ queryKey: api.evidence.templates.key() })
        onSaved(template.name)
      },
    }),
  )
  return (
    <FormDialog opened title="Save as a template" submitLabel="Save" onClose={onClose} onSubmit={() => save.mutate({ name, ...choices })} busy={save.isPending} error={save.error} submitDisabled={name.trim() === ''}>
      <TextInput
        label="Name"
        description="Columns, thresholds and all other settings are kept under it, without version and files. A template of this name is replaced; the ledger keeps what it was."
        required
        data-autofocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
