import { NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { formatCount } from '../../../ui/format.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

interface ConsistencyDialogProps {
  size: number
  suggested: number
  onClose: () => void
}

/** For somebody who keeps an earlier checkpoint: the newest one, with the proof that it continues theirs. */
export function ConsistencyDialog({ size, suggested, onClose }: ConsistencyDialogProps) {
  const api = useApi()
  const [from, setFrom] = useState<number | string>(suggested)
  const [out, setOut] = useState('')
  const save = useMutation(api.ledger.saveConsistency.mutationOptions())
  const done = save.data
  const ready = done !== undefined || (typeof from === 'number' && out !== '')
  return (
    <FormDialog opened title="Prove consistency" onClose={onClose} onSubmit={() => (done ? onClose() : typeof from === 'number' && ready && save.mutate({ from, out }))} submitLabel={done ? 'Done' : 'Write the file'} submitDisabled={!ready} busy={save.isPending} error={save.error} size={520}>
      {done ? (
        <output className={classes.part}>
          <span>
            <StateBadge tone="good">written</StateBadge>
          </span>
          <code className={classes.mono}>{done.path}</code>
          <p>Whoever keeps the checkpoint over {formatCount(Number(from))} entries can check with it that the ledger only grew since. A witness takes the same file.</p>
        </output>
      ) : (
        <>
          <p>Somebody keeps an earlier checkpoint of this ledger and wants to know that the newest one continues it: nothing before it was changed, removed or put in between.</p>
          <NumberInput label="Entries in their checkpoint" description={`The second line of the checkpoint. This ledger has ${formatCount(size)}.`} min={0} max={size} allowDecimal={false} value={from} onChange={setFrom} required data-autofocus />
          <FileField label="Write to" kind="save" required defaultPath="consistency.txt" value={out} onChange={setOut} />
        </>
      )}
    </FormDialog>
  )
}
