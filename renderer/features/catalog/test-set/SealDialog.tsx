import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SnapshotUses } from '../../../../shared/contract/test-sets.ts'
import { plural } from '../../../../shared/counts.ts'
import { useApi } from '../../../api/provider.tsx'
import { useActingPerson } from '../../../api/session.ts'
import { Caution } from '../../../ui/Caution.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import classes from '../catalog.module.css'

const empty = { purpose: '', custodian: null as string | null, users: [] as string[], model: null as string | null, method: '', seed: '', parts: '' }

/** Purpose, custodian and how it was split. Uses from before are said here, because they can not be undone. */
export function SealDialog({ found, onClose }: { found: SnapshotUses; onClose: () => void }) {
  const api = useApi()
  const acting = useActingPerson()
  const people = (useQuery(api.identity.people.queryOptions()).data ?? []).map((person) => ({ value: person.email, label: `${person.name} (${person.email})` }))
  const models = (useQuery(api.catalog.models.queryOptions()).data ?? []).map(({ name }) => name)
  const [fields, setFields] = useState(empty)
  const set = (change: Partial<typeof empty>) => setFields((before) => ({ ...before, ...change }))
  const { purpose, users, model, method, seed, parts } = fields
  const custodian = fields.custodian ?? acting?.email ?? null
  const seal = useMutation(api.testSets.seal.mutationOptions({ onSuccess: onClose }))
  const submit = () => seal.mutate({ snapshot: found.snapshot, purpose, users, model, ...(custodian === null ? {} : { custodian }), split: { method: method || null, seed: seed || null, parts: parts || null } })
  return (
    <FormDialog opened size={560} title={`Seal ${found.snapshot} as a test set`} submitLabel="Seal" onClose={onClose} onSubmit={submit} busy={seal.isPending} error={seal.error} submitDisabled={purpose.trim() === ''} note="A seal is for good.">
      {found.counted > 0 && <Caution>It was used before: {plural(found.counted, 'use')} by entries of the ledger. A set that was opened before it was sealed makes no test independent.</Caution>}
      <TextInput label="Purpose" description="What it is kept for." required data-autofocus maxLength={500} value={purpose} onChange={(event) => set({ purpose: event.currentTarget.value })} />
      <Select label="Guarded by" description="Somebody who is no author of what is tested on it." data={people} value={custodian} onChange={(email) => set({ custodian: email })} searchable allowDeselect={false} />
      <div className={classes.pair}>
        <MultiSelect label="May use it" description="Empty: anybody here." data={people} value={users} onChange={(chosen) => set({ users: chosen })} searchable clearable clearButtonProps={{ 'aria-label': 'Clear who may use it' }} />
        <Select label="Kept for the model" description="Its tier gives the limit of uses." data={models} value={model} onChange={(name) => set({ model: name })} searchable clearable clearButtonProps={{ 'aria-label': 'For no one model' }} />
      </div>
      <TextInput label="How it was split from the rest" maxLength={500} value={method} onChange={(event) => set({ method: event.currentTarget.value })} />
      <div className={classes.pair}>
        <TextInput label="Random seed" maxLength={500} value={seed} onChange={(event) => set({ seed: event.currentTarget.value })} />
        <TextInput label="Parts and their sizes" maxLength={500} value={parts} onChange={(event) => set({ parts: event.currentTarget.value })} />
      </div>
    </FormDialog>
  )
}
