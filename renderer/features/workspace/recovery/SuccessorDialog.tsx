import { Divider, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Recovery } from '../../../../shared/contract/backups.ts'
import type { Person } from '../../../../shared/contract/identity.ts'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useOpenWorkspace } from '../opening.ts'
import classes from '../workspace.module.css'

interface SuccessorDialogProps {
  signer: Person
  signers: Recovery['successor']['signers']
  onClose: () => void
}

/** Two people close a ledger that can not be continued, and begin a new one that names it. */
export function SuccessorDialog({ signer, signers, onClose }: SuccessorDialogProps) {
  const api = useApi()
  const navigate = useNavigate()
  const workspace = useQuery(api.workspace.state.queryOptions()).data?.open
  const [typedDir, setDir] = useState<string | null>(null)
  const [name, setName] = useState(workspace?.name ?? '')
  const [reason, setReason] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [second, setSecond] = useState<{ email: string | null; passphrase: string }>({ email: null, passphrase: '' })
  const forget = () => {
    setPassphrase('')
    setSecond((before) => ({ ...before, passphrase: '' }))
  }
  const begin = useMutation(api.backups.startSuccessor.mutationOptions({ onSettled: forget }))
  const open = useOpenWorkspace()
  const done = begin.data
  const dir = typedDir ?? `${workspace?.dir ?? ''}-successor`
  const others = signers.filter(({ email }) => email !== signer.email)
  const ready = done !== undefined || (dir !== '' && name.trim() !== '' && reason.trim() !== '' && passphrase !== '' && second.email !== null && second.passphrase !== '')
  const submit = () => {
    if (done) return open.mutate({ dir: done.dir }, { onSuccess: () => void navigate({ to: '/' }) })
    if (ready && second.email !== null) begin.mutate({ dir, name, reason, passphrase, second: { email: second.email, passphrase: second.passphrase } })
  }
  return (
    <FormDialog opened title="Begin a successor" onClose={onClose} onSubmit={submit} submitLabel={done ? 'Open it' : 'Sign and begin'} submitDisabled={!ready} busy={begin.isPending || open.isPending} error={begin.error ?? open.error} size={580}>
      {done ? (
        <output className={classes.facts}>
          <span>
            <StateBadge tone="good">begun</StateBadge>
          </span>
          <KeyValue items={[['folder', <code key="f" className={classes.path}>{done.dir}</code>], ['ledger', <code key="o" className={classes.path}>{done.origin}</code>]]} />
          <p>Its first entry names this ledger and both signers. This one stays readable here and takes no entries for good.</p>
        </output>
      ) : (
        <>
          <p>A new ledger with a new log key. Its first entry names this one, as far as it goes here; you and a second person sign that. People, keys and policy are carried over, records are not. The ledger is verified in full first.</p>
          <FileField label="Folder" kind="folder" required description="It is created; a folder that exists must be empty." value={dir} onChange={setDir} />
          <TextInput label="Name of the workspace" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Textarea label="Reason" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Divider />
          <PassphraseInput label={`Passphrase of ${signer.name}`} value={passphrase} onChange={setPassphrase} />
          <Select
            label="Second person"
            required
            placeholder="Choose a person"
            description="They type their passphrase themselves."
            data={others.map((one) => ({ value: one.email, label: `${one.name} (${one.email})` }))}
            value={second.email}
            onChange={(email) => setSecond((before) => ({ ...before, email }))}
            allowDeselect={false}
          />
          <PassphraseInput label="Passphrase of the second person" value={second.passphrase} onChange={(typed) => setSecond((before) => ({ ...before, passphrase: typed }))} />
        </>
      )}
    </FormDialog>
  )
}
