import { Checkbox, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Erasable, Redacted } from '../../../../shared/contract/custody.ts'
import type { Person } from '../../../../shared/contract/identity.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Backups, WhatGoes, WhatStays } from './erasure.tsx'
import classes from './erasure.module.css'

/** Says what goes and what stays before anything does; the acting person signs that it does. */
export function EraseDialog({ seq, signer, onClose }: { seq: number; signer: Person; onClose: () => void }) {
  const api = useApi()
  const query = useQuery({ ...api.custody.erasable.queryOptions({ input: { seq, others: true } }), gcTime: 0 })
  const [wanted, setWanted] = useState<boolean | null>(null)
  const [reason, setReason] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const redact = useMutation(api.custody.redact.mutationOptions({ onSettled: () => setPassphrase('') }))
  const done = redact.data
  const files = wanted ?? query.data?.payloads.every(({ text }) => text === null) ?? false
  const ready = done !== undefined || (query.data?.refusal === null && reason.trim() !== '' && passphrase !== '' && leaves(query.data, files))
  return (
    <FormDialog
      opened
      title={`Erase data of entry ${seq}`}
      onClose={onClose}
      onSubmit={() => (done ? onClose() : ready && redact.mutate({ seq, reason, passphrase, files }))}
      submitLabel={done ? 'Done' : 'Sign and erase'}
      submitDisabled={!ready}
      busy={redact.isPending}
      error={redact.error}
      size={620}
    >
      {done ? (
        <Erased answer={done} />
      ) : (
        <Loaded query={query} label="data">
          {(data) => (
            <>
              <WhatGoes erasable={data} files={files} />
              {data.files.some(({ present }) => present) && <Checkbox label="Also the files that the entry names" checked={files} onChange={(event) => setWanted(event.currentTarget.checked)} />}
              <WhatStays erasable={data} files={files} />
              <Backups heldBy={data.heldBy} />
              {data.refusal !== null && (
                <p role="alert" className={classes.done}>
                  <StateBadge tone="caution">not by you</StateBadge>
                  <span>{data.refusal}</span>
                </p>
              )}
              <Textarea label="Reason" required autosize minRows={2} description="It stays in the ledger for ever: name no personal data in it." value={reason} onChange={(event) => setReason(event.currentTarget.value)} disabled={data.refusal !== null} />
              <PassphraseInput label={`Passphrase of ${signer.name}`} description="Your key signs the erasure. It can not be undone." value={passphrase} onChange={setPassphrase} disabled={data.refusal !== null} />
            </>
          )}
        </Loaded>
      )}
    </FormDialog>
  )
}

/** Whether anything would go. */
const leaves = ({ payloads, files: named }: Erasable, files: boolean): boolean => payloads.some(({ text }) => text !== null) || (files && named.some(({ present }) => present))

function Erased({ answer: { sentence, complete, heldBy } }: { answer: Redacted }) {
  return (
    <output className={classes.section}>
      <span>
        <StateBadge tone="void">redacted</StateBadge>
      </span>
      <p>{sentence}</p>
      {complete && heldBy.length === 0 && <p className={classes.quiet}>Verification says “redacted” from now on, and the ledger stays intact.</p>}
    </output>
  )
}
