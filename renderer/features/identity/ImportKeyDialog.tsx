import { useMutation, useQueryClient } from '@tanstack/react-query'
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

const filters = [{ name: 'Keys of Countersign', extensions: ['countersign-key', 'key', '*'] }]

/** Takes a key that its owner wrote to a file on another computer. */
export function ImportKeyDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const [file, setFile] = useState('')
  const [passphrase, setPassphrase] = useState('')
  // Where a key is, is no entry: the watch stream does not speak of it.
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.identity.key() })
  const take = useMutation(api.identity.importKey.mutationOptions({ onSuccess, onSettled: () => setPassphrase('') }))
  const done = take.data
  const ready = done !== undefined || (file !== '' && passphrase !== '')
  return (
    <FormDialog
      opened
      title="Import a key"
      onClose={onClose}
      onSubmit={() => (done ? onClose() : ready && take.mutate({ file, passphrase }))}
      submitLabel={done ? 'Done' : 'Import'}
      submitDisabled={!ready}
      busy={take.isPending}
      error={take.error}
      size={540}
    >
      {done ? <Taken person={done} /> : (
        <>
          <p>A key file is written by its owner on the computer that has the key: under People, on their own page, with <strong>Take your key along…</strong></p>
          <FileField label="Key file" required filters={filters} value={file} onChange={setFile} />
          <PassphraseInput label="Its passphrase" description="The one that its owner signs with. It stays the same here." value={passphrase} onChange={setPassphrase} />
        </>
      )}
    </FormDialog>
  )
}

function Taken({ person: { name, email, fingerprint } }: { person: Person }) {
  return (
    <output className={classes.part}>
      <span>
        <StateBadge tone="good">on this computer now</StateBadge>
      </span>
      <KeyValue items={[['person', `${name} (${email})`], ['fingerprint', <Digest key="d" value={fingerprint} label="fingerprint" whole />]]} />
      <p>{name} can sign in and sign here. Delete the file.</p>
    </output>
  )
}
