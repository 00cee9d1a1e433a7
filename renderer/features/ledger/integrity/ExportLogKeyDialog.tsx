import { Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { isChosen, NewPassphrase } from '../../../ui/NewPassphrase.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

/** Writes the log key under a passphrase: to keep, or to go on with the ledger on another computer. */
export function ExportLogKeyDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const [file, setFile] = useState('')
  const [move, setMove] = useState(false)
  const [{ passphrase, repeated }, setChosen] = useState({ passphrase: '', repeated: '' })
  const write = useMutation(api.custody.exportLogKey.mutationOptions())
  const done = write.data !== undefined
  const ready = done || (file !== '' && isChosen(passphrase, repeated))
  return (
    <FormDialog opened title="Export the log key" onClose={onClose} onSubmit={() => (done ? onClose() : ready && write.mutate({ file, passphrase, move }))} submitLabel={done ? 'Done' : move ? 'Move it' : 'Write the file'} submitDisabled={!ready} busy={write.isPending} error={write.error} size={560}>
      {done ? (
        <output className={classes.part}>
          <span>
            <StateBadge tone="good">{move ? 'moved into the file' : 'written'}</StateBadge>
          </span>
          <code className={classes.mono}>{file}</code>
          <p>{move ? 'This copy takes no more entries. Take the folder of the workspace and this file to the other computer, open the workspace there and import the log key.' : 'Keep the file apart from the workspace and from its passphrase: together they can sign as this ledger.'}</p>
        </output>
      ) : (
        <>
          <Radio.Group label="What for" value={move ? 'move' : 'keep'} onChange={(value) => setMove(value === 'move')}>
            <Stack gap={4} mt={4}>
              <Radio value="keep" label="To keep, should this computer be lost. The key also stays here." />
              <Radio value="move" label="To go on on another computer. The key is removed here, and this copy takes no more entries." />
            </Stack>
          </Radio.Group>
          <FileField label="Write to" kind="save" required defaultPath="log.countersign-key" value={file} onChange={setFile} />
          <NewPassphrase label="Passphrase of the file" loss={move ? 'without it nobody can continue this ledger' : 'without it the file is of no use'} value={passphrase} repeated={repeated} onChange={(change) => setChosen((before) => ({ ...before, ...change }))} />
        </>
      )}
    </FormDialog>
  )
}
