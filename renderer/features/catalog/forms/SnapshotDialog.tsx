import { MultiSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Snapshot } from '../../../../shared/contract/catalog.ts'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { JobDialog } from './JobDialog.tsx'
import { checkName } from './ModelDialog.tsx'
import classes from '../catalog.module.css'

const empty = { path: '', name: '', description: '', protected: [] as string[], licence: '', source: '', purpose: '' }
type Fields = typeof empty

interface SnapshotDialogProps {
  /** A dataset that is there already: the snapshot becomes its next one. */
  readonly dataset?: string
  readonly onClose: () => void
  readonly onDone: (snapshot: Snapshot) => void
}

export function SnapshotDialog({ dataset, onClose, onDone }: SnapshotDialogProps) {
  const api = useApi()
  const [fields, setFields] = useState<Fields>({ ...empty, name: dataset ?? '' })
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }))
  const { path, name, description, licence, source, purpose } = fields
  const wrongName = name === '' ? null : checkName(name)
  const rights = { ...(licence && { licence }), ...(source && { source }), ...(purpose && { purpose }) }
  return (
    <JobDialog<Snapshot>
      opened
      title={dataset ? `Register a snapshot of ${dataset}` : 'Register a dataset'}
      submitLabel="Register"
      submitDisabled={path === '' || name === '' || wrongName !== null}
      start={() => api.catalog.addSnapshot.call({ path, name, description, protected: fields.protected, rights })}
      onDone={onDone}
      onClose={onClose}
    >
      <FileField label="Data file" description="CSV, Parquet or JSON lines. It is hashed and profiled where it lies." required value={path} onChange={(chosen) => set({ path: chosen })} />
      <TextInput label="Name" description="Used in references such as german-credit@1." required disabled={dataset !== undefined} error={wrongName} value={name} onChange={(event) => set({ name: event.currentTarget.value })} />
      <ProtectedField path={path} value={fields.protected} onChange={(chosen) => set({ protected: chosen })} />
      {dataset === undefined && (
        <Textarea label="Description" autosize minRows={1} maxLength={4000} value={description} onChange={(event) => set({ description: event.currentTarget.value })} />
      )}
      <div className={classes.pair}>
        <TextInput label="Licence" maxLength={200} value={licence} onChange={(event) => set({ licence: event.currentTarget.value })} />
        <TextInput label="Source" maxLength={500} value={source} onChange={(event) => set({ source: event.currentTarget.value })} />
      </div>
      <TextInput label="Purpose it may be used for" maxLength={500} value={purpose} onChange={(event) => set({ purpose: event.currentTarget.value })} />
    </JobDialog>
  )
}

/** Names are chosen from the file once it can be read, and typed where it can not. */
function ProtectedField({ path, value, onChange }: { path: string; value: string[]; onChange: (names: string[]) => void }) {
  const api = useApi()
  const preview = useQuery({ ...api.evidence.preview.queryOptions({ input: { path } }), enabled: path !== '', retry: false })
  const label = 'Protected columns'
  const description = 'Columns about sex, age, origin and the like. They stay in the file; the ledger holds their names only.'
  if (!preview.data) {
    return (
      <TagsInput
        label={label}
        description={description}
        error={preview.error ? sentenceOf(preview.error) : undefined}
        placeholder={preview.isFetching ? 'reading the file…' : undefined}
        value={value}
        onChange={onChange}
      />
    )
  }
  const names = preview.data.columns.map((column) => column.name)
  return <MultiSelect label={label} description={description} data={names} value={value} onChange={onChange} searchable clearable clearButtonProps={{ 'aria-label': 'Clear the protected columns' }} />
}
