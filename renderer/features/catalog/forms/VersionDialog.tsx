import { MultiSelect, SegmentedControl, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Version } from '../../../../shared/contract/catalog.ts'
import { useDropped } from '../../../api/dropped.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useFileDrop } from '../../../ui/file-drop.ts'
import { FileField } from '../../../ui/FileField.tsx'
import { countOf } from '../../../ui/format.ts'
import { JobDialog } from './JobDialog.tsx'
import { ModelFileFacts } from './ModelFileFacts.tsx'
import { type Parameter, ParametersEditor, toParameters } from './ParametersEditor.tsx'
import classes from '../catalog.module.css'

export interface DroppedModel {
  readonly path: string
  readonly kind: 'file' | 'folder'
}

export const empty = { artefact: '', artefactKind: 'file' as 'file' | 'folder', data: [] as string[], code: '', environment: '', note: '' }
export type Fields = typeof empty

interface VersionDialogProps {
  readonly model: string
  /** A model file or folder that was dropped. */
  readonly dropped?: DroppedModel | undefined
  readonly onClose: () => void
  readonly onDone: (version: Version) => void
}

/** Every part is optional; what is left out is named on the version's page as not bound. */
export function VersionDialog({ model, dropped, onClose, onDone }: VersionDialogProps) {
  const api = useApi()
  const [fields, setFields] = useState<Fields>({ ...empty, ...(dropped && { artefact: dropped.path, artefactKind: dropped.kind }) })
  const [parameters, setParameters] = useState<Parameter[]>([{ key: 0, name: '', value: '' }])
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }))
  const { artefact, data, code, environment, note } = fields
  const start = () =>
    api.catalog.addVersion.call({
      model,
      data,
      note,
      parameters: toParameters(parameters),
      ...(artefact && { artefact }),
      ...(code && { code }),
      ...(environment && { environment }),
    })
  return (
    <JobDialog<Version> opened title={`Register a version of ${model}`} submitLabel="Register" submitDisabled={false} start={start} onDone={onDone} onClose={onClose}>
      <ArtefactField fields={fields} set={set} dropped={dropped?.path} />
      <SnapshotsField value={data} onChange={(chosen) => set({ data: chosen })} />
      <FileField
        label="Code repository"
        description="A Git folder: its commit is recorded, with every file changed after it."
        kind="folder"
        value={code}
        onChange={(path) => set({ code: path })}
      />
      <FileField
        label="Environment lock file"
        description="requirements.txt, uv.lock, poetry.lock, conda-lock.yml or the like."
        value={environment}
        onChange={(path) => set({ environment: path })}
      />
      <ParametersEditor rows={parameters} onChange={setParameters} />
      <Textarea label="Note" autosize minRows={1} maxLength={4000} value={note} onChange={(event) => set({ note: event.currentTarget.value })} />
    </JobDialog>
  )
}

interface ArtefactFieldProps {
  fields: Fields
  set: (change: Partial<Fields>) => void
  dropped?: string | undefined
}

export function ArtefactField({ fields, set, dropped: first }: ArtefactFieldProps) {
  const drops = useDropped()
  const [dropped, setDropped] = useState(first)
  const [refused, setRefused] = useState<unknown>(null)
  const { over, taking } = useFileDrop((data) => {
    setRefused(null)
    const [one] = drops.all(data)
    one?.place().then((path) => {
      setDropped(path)
      set({ artefact: path, artefactKind: one.kind })
    }, setRefused)
  })
  const folder = fields.artefactKind === 'folder'
  return (
    <div className={classes.tier} data-over={over || undefined} {...taking}>
      <SegmentedControl
        size="xs"
        aria-label="The artefact is"
        value={fields.artefactKind}
        onChange={(kind) => set({ artefactKind: kind as Fields['artefactKind'], artefact: '' })}
        data={[
          { value: 'file', label: 'One model file' },
          { value: 'folder', label: 'A folder of files' },
        ]}
      />
      <FileField
        label={folder ? 'Model folder' : 'Model file'}
        description="Choose it, or drop it here. It is hashed where it lies; it is not copied into the workspace."
        kind={fields.artefactKind}
        value={fields.artefact}
        onChange={(artefact) => set({ artefact })}
      />
      {fields.artefact !== '' && <ModelFileFacts key={fields.artefact} path={fields.artefact} begins={fields.artefact === dropped} />}
      {refused !== null && <ErrorState error={refused} />}
    </div>
  )
}

export function SnapshotsField({ value, onChange }: { value: string[]; onChange: (refs: string[]) => void }) {
  const api = useApi()
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data ?? []
  const options = datasets.flatMap((dataset) => dataset.snapshots.map((one) => ({ value: one.ref, label: `${one.ref}, ${countOf(one.rows, 'row')}` })))
  return (
    <MultiSelect
      label="Data snapshots"
      description={options.length === 0 ? 'None is registered yet; see Datasets.' : 'What the model learned from or was tested on.'}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear the snapshots' }}
    />
  )
}
