import { Button, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { Version } from '../../../../shared/contract/catalog.ts'
import type { VersionOrigin, VersionParts } from '../../../../shared/contract/run-versions.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { countOf } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { JobLine } from '../../../ui/ProgressLine.tsx'
import { SnapshotsField } from '../forms/VersionDialog.tsx'
import { type Parameter, ParametersEditor, toParameters } from '../forms/ParametersEditor.tsx'
import { versionPath } from '../paths.ts'
import { ArtefactChoice, fromDisk, type ChosenArtefact } from './ArtefactChoice.tsx'
import { ModelChoice, toModelInput, type ChosenModel } from './ModelChoice.tsx'
import { KeptOrFile } from './KeptOrFile.tsx'
import classes from '../catalog.module.css'

interface FormProps {
  readonly origin: VersionOrigin
  readonly parts: VersionParts
  readonly onArtefact: (asked: Pick<VersionOrigin, 'artefact' | 'loggedModel'>) => void
}

/** More of them are folded away: they are as the run has them. */
const fewParameters = 12

function useFields({ data, parameters, framework, seed, suggestedModel }: VersionParts) {
  const [fields, setFields] = useState({
    model: { kind: 'known', name: null, newName: suggestedModel ?? '', useCase: null, task: 'classification' } as ChosenModel,
    artefact: { file: '', kind: 'file', place: 'run' } as ChosenArtefact,
    data: data.map(({ snapshot }) => snapshot),
    code: '',
    environment: '',
    parameters: Object.entries(parameters).map(([name, value], key): Parameter => ({ key, name, value })),
    framework: framework ?? '',
    seed: seed ?? '',
    note: '',
  })
  return [fields, (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }))] as const
}

export function FromRunForm({ origin, parts, onArtefact }: FormProps) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [fields, set] = useFields(parts)
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const job = useJobRun<Version>(id, ({ ref }) => void navigate({ to: versionPath(ref) }))
  const model = toModelInput(fields.model)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!signedIn() || model === null) return
    const { artefact, code, environment, parameters, ...same } = fields
    setRefused(null)
    setId(null)
    const input = { ...origin, ...same, ...model, ...(artefact.place === fromDisk && artefact.file !== '' && { artefactFile: artefact.file }), ...(code && { code }), ...(environment && { environment }), parameters: toParameters(parameters) }
    api.experiments.toVersion.call(input).then((started) => setId(started.job), setRefused)
  }
  const failure = refused ?? job.failure
  return (
    <form noValidate aria-label="Version from the run" onSubmit={submit} className={classes.form}>
      <Panel title="Model">
        <ModelChoice value={fields.model} onChange={(chosen) => set({ model: chosen })} />
      </Panel>
      <Panel title="Artefact">
        <ArtefactChoice parts={parts} value={fields.artefact} onChange={(artefact) => set({ artefact })} onChoose={onArtefact} />
      </Panel>
      <Panel title="Data">
        <SnapshotsField value={fields.data} onChange={(data) => set({ data })} />
      </Panel>
      <SurroundingsPanel parts={parts} fields={fields} set={set} />
      <ParametersPanel rows={fields.parameters} onChange={(parameters) => set({ parameters })} />
      <Panel title="Register">
        <div className={classes.tier}>
          <Textarea label="Note" description="What changed, for whoever reads the list of versions." autosize minRows={1} maxLength={4000} value={fields.note} onChange={(event) => set({ note: event.currentTarget.value })} />
          {failure !== null && failure !== undefined && <ErrorState error={failure} />}
          <JobLine run={job} title="Registering" />
          <div className={classes.chips}>
            <Button type="submit" loading={job.running} disabled={model === null}>
              Register the version
            </Button>
            {model === null && <span className={classes.missing}>Choose the model first.</span>}
          </div>
        </div>
      </Panel>
    </form>
  )
}

function ParametersPanel({ rows, onChange }: { rows: Parameter[]; onChange: (rows: Parameter[]) => void }) {
  const [folded] = useState(rows.length > fewParameters)
  const editor = <ParametersEditor rows={rows} onChange={onChange} />
  return (
    <Panel>
      {folded ? (
        <details className={classes.packages} style={{ marginTop: 0 }}>
          <summary>{countOf(rows.length, 'parameter')}, as in the run</summary>
          {editor}
        </details>
      ) : (
        editor
      )}
    </Panel>
  )
}

type Surroundings = Record<'code' | 'environment' | 'framework' | 'seed', string>

function SurroundingsPanel({ parts: { code, environment }, fields, set }: { parts: VersionParts; fields: Surroundings; set: (change: Partial<Surroundings>) => void }) {
  return (
    <Panel title="Code and environment">
      <div className={classes.tier}>
        <KeptOrFile label="Code repository" kept={code && `commit ${code.commit.slice(0, 12)}${code.branch === null ? '' : ` of ${code.branch}`}${code.dirty.length === 0 ? '' : `, ${countOf(code.dirty.length, 'changed file')}`}`} kind="folder" value={fields.code} onChange={(path) => set({ code: path })} />
        <KeptOrFile label="Environment lock file" kept={environment && `${environment.lockfile.name}, ${countOf(environment.packages.length, 'package')}`} kind="file" value={fields.environment} onChange={(path) => set({ environment: path })} />
        <div className={classes.pair}>
          <TextInput label="Framework" placeholder="scikit-learn 1.5.2" maxLength={200} value={fields.framework} onChange={(event) => set({ framework: event.currentTarget.value })} />
          <TextInput label="Random seed" placeholder="42" maxLength={200} value={fields.seed} onChange={(event) => set({ seed: event.currentTarget.value })} />
        </div>
      </div>
    </Panel>
  )
}
