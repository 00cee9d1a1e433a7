import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './identity.module.css'

/** The acting person takes their key to another computer: the file is as encrypted as it is here. */
export function ExportKeyDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const api = useApi()
  const [file, setFile] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const write = useMutation(api.identity.exportKey.mutationOptions({ onSettled: () => setPassphrase('') }))
  const done = write.data
  const ready = done !== undefined || (file !== '' && passphrase !== '')
  return (
    <FormDialog
      opened
      title="Take your key along"
      onClose={onClose}
      onSubmit={() => (done ? onClose() : ready && write.mutate({ file, passphrase }))}
      submitLabel={done ? 'Done' : 'Write the file'}
      submitDisabled={!ready}
      busy={write.isPending}
      error={write.error}
      size={540}
    >
      {done ? (
        <output className={classes.part}>
          <span>
            <StateBadge tone="good">written</StateBadge>
          </span>
          <KeyValue items={[['file', <code key="f" className={classes.path}>{done.file}</code>], ['fingerprint', <Digest key="d" value={done.fingerprint} label="fingerprint" whole />]]} />
          <p>On the other computer open the same workspace, choose <strong>People</strong>, <strong>Import a key…</strong>, and type the same passphrase. Then delete the file.</p>
        </output>
      ) : (
        <>
          <p>The file holds your key encrypted under your passphrase, as it is kept here. Whoever has the file and the passphrase can sign as you, so keep the two apart.</p>
          <FileField label="Write to" kind="save" required defaultPath={`${person.email.split('@')[0]}.countersign-key`} value={file} onChange={setFile} />
          <PassphraseInput label={`Passphrase of ${person.name}`} description="It is proved first: a key that nobody can open would be of no use there." value={passphrase} onChange={setPassphrase} />
        </>
      )}
    </FormDialog>
  )
}
