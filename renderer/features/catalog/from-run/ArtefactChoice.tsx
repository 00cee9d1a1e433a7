import { Select } from '@mantine/core'
import type { VersionOrigin, VersionParts } from '../../../../shared/contract/run-versions.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatBytes } from '../../../ui/format.ts'
import { ArtefactField, empty } from '../forms/VersionDialog.tsx'
import classes from '../catalog.module.css'

export const fromDisk = 'disk'

export interface ChosenArtefact {
  readonly place: 'run' | typeof fromDisk
  readonly file: string
  readonly kind: 'file' | 'folder'
}

interface ArtefactChoiceProps {
  readonly parts: VersionParts
  readonly value: ChosenArtefact
  readonly onChange: (chosen: ChosenArtefact) => void
  readonly onChoose: (asked: Pick<VersionOrigin, 'artefact' | 'loggedModel'>) => void
}

/** What of the run is deployed, or a file that the run does not have. */
export function ArtefactChoice({ parts: { artefact, choices, chosen }, value, onChange, onChoose }: ArtefactChoiceProps) {
  const isDisk = value.place === fromDisk
  const choose = (path: string | null) => {
    if (path === null) return
    if (path === fromDisk) return onChange({ ...value, place: fromDisk })
    onChange({ ...value, place: 'run' })
    const kind = choices.find((one) => `${one.kind}:${one.path}` === path)?.kind
    const name = path.slice(path.indexOf(':') + 1)
    onChoose(kind === 'model' ? { loggedModel: name } : { artefact: name })
  }
  const current = choices.find((one) => one.path === chosen)
  return (
    <div className={classes.tier}>
      <Select
        label="What is deployed"
        description={choices.length === 0 ? 'The run has no files.' : 'A logged model, a folder or a file of the run; or a file on this computer.'}
        searchable
        allowDeselect={false}
        placeholder="not chosen"
        data={[...choices.map((one) => ({ value: `${one.kind}:${one.path}`, label: `${one.label}, ${one.kind === 'file' ? formatBytes(one.bytes) : `${countOf(one.files, 'file')}, ${formatBytes(one.bytes)}`}` })), { value: fromDisk, label: 'A file or folder on this computer…' }]}
        value={isDisk ? fromDisk : current ? `${current.kind}:${current.path}` : null}
        onChange={choose}
      />
      {isDisk && <ArtefactField fields={{ ...empty, artefact: value.file, artefactKind: value.kind }} set={(change) => onChange({ ...value, ...(change.artefact !== undefined && { file: change.artefact }), ...(change.artefactKind && { kind: change.artefactKind }) })} />}
      {!isDisk && artefact !== null && (
        <p className={classes.missing} style={{ margin: 0 }}>
          {artefact.kind === 'folder' ? `Folder of ${countOf(artefact.files.length, 'file')}` : 'One file'}, SHA-256 <Digest value={artefact.sha256} label="digest of the artefact" />
        </p>
      )}
    </div>
  )
}
