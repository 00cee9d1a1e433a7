import { NumberInput, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupSettings } from '../../../../shared/contract/backups.ts'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

const everyOptions = [
  { value: 'off', label: 'Only when I ask' },
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
]

export function ScheduleDialog({ settings, onClose }: { settings: BackupSettings; onClose: () => void }) {
  const api = useApi()
  const [draft, setDraft] = useState(settings)
  const set = (change: Partial<BackupSettings>) => setDraft((before) => ({ ...before, ...change }))
  const queries = useQueryClient()
  // Settings are no entry: the watch stream does not speak of them.
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.backups.key() }).then(onClose)
  const save = useMutation(api.backups.changeSettings.mutationOptions({ onSuccess }))
  const isOn = draft.every !== 'off'
  return (
    <FormDialog opened title="Schedule of backups" onClose={onClose} onSubmit={() => save.mutate(draft)} submitLabel="Save" submitDisabled={isOn && draft.folder === null} busy={save.isPending} error={save.error} size={520}>
      <Select label="Back up" data={everyOptions} value={draft.every} onChange={(every) => set({ every: (every ?? 'off') as BackupSettings['every'] })} allowDeselect={false} />
      {isOn && (
        <>
          <FileField label="Into the folder" kind="folder" required description="Best on another disk. Backups hold no keys of people." value={draft.folder ?? ''} onChange={(folder) => set({ folder: folder === '' ? null : folder })} />
          <NumberInput label="Keep" description="Scheduled backups beyond this number are removed, after a newer one was verified." min={1} max={1000} value={draft.keep} onChange={(keep) => set({ keep: Number(keep) || 1 })} />
        </>
      )}
      <NumberInput label="Remind after days without a backup" min={1} max={365} value={draft.remindAfterDays} onChange={(days) => set({ remindAfterDays: Number(days) || 1 })} />
    </FormDialog>
  )
}
