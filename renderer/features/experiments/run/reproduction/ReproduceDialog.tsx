import { Group, MultiSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { NeededData, ReproductionNeeds } from '../../../../../shared/contract/reproductions.ts'
import type { RunDetail, RunHead } from '../../../../../shared/contract/runs.ts'
import { parseTolerance } from '../../../../../shared/tolerance-text.ts'
import { useJobRun } from '../../../../api/job-run.ts'
import { useApi } from '../../../../api/provider.tsx'
import { useActingPerson } from '../../../../api/session.ts'
import { useUseWarnings } from '../../../../api/use-warnings.ts'
import { sentenceOf } from '../../../../ui/failure.ts'
import { FileField } from '../../../../ui/FileField.tsx'
import { FormDialog } from '../../../../ui/FormDialog.tsx'
import { Loaded } from '../../../../ui/Loaded.tsx'
import { JobLine } from '../../../../ui/ProgressLine.tsx'
import { StateBadge } from '../../../../ui/StateBadge.tsx'
import { UseCautions } from '../UseCautions.tsx'
import { Needs } from './Needs.tsx'

const dataKey = ({ name, role, digest }: NeededData) => `${name} ${role} ${digest}`

function readTerms(text: string) {
  try {
    const tolerances = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map(parseTolerance)
    return { tolerances, error: null }
  } catch (error) {
    return { tolerances: [], error: sentenceOf(error) }
  }
}

/** What a rerun needs, and what may differ: said before it begins. Parameters and metrics are logged in the new run. */
export function ReproduceDialog({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const api = useApi()
  const navigate = useNavigate()
  const query = useQuery(api.experiments.reproductionNeeds.queryOptions({ input: { run: run.id } }))
  const [fields, setFields] = useState({ name: `${run.name}, again`.slice(0, 500), tolerances: '', exceptMetrics: [] as string[], exceptParameters: [] as string[], code: '', environment: '' })
  const [files, setFiles] = useState<Record<string, string>>({})
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const job = useJobRun<RunHead>(id, (head) => {
    onClose()
    void navigate({ to: `/runs/${head.id}` })
  })
  const chosen = [...new Set(Object.values(files).filter((path) => path !== ''))]
  const warnings = useUseWarnings(chosen.map((path) => ({ path })))
  const terms = useMemo(() => readTerms(fields.tolerances), [fields.tolerances])
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }))
  const begin = () => {
    const { name, exceptMetrics, exceptParameters, code, environment } = fields
    setRefused(null)
    setId(null)
    const input = { run: run.id, ...(name.trim() !== '' && { name }), terms: { tolerances: terms.tolerances, exceptMetrics, exceptParameters }, ...(code && { code }), ...(environment && { environment }), files: chosen }
    api.experiments.startReproduction.call(input).then((started) => setId(started.job), setRefused)
  }
  return (
    <FormDialog opened title={`Reproduce ${run.name}`} size={640} submitLabel={warnings.length > 0 ? 'Use the test set' : 'Begin the rerun'} onClose={onClose} onSubmit={begin} busy={job.running} error={refused ?? job.failure} submitDisabled={terms.error !== null || !query.data || warnings.some(({ refusal }) => refusal !== null)}>
      <Loaded query={query} label="record">
        {(needs) => (
          <>
            <Needs needs={needs} />
            <Own needs={needs} />
            <TextInput label="Name of the rerun" maxLength={500} value={fields.name} onChange={(event) => set({ name: event.currentTarget.value })} />
            <Textarea
              label="What may differ"
              description={`One metric a line: auc=0.001 in its own unit, loss=1% of the original, *=1e-9 for all others. What is not named has to be the same number. The original: ${Object.entries(needs.metrics).slice(0, 6).map(([name, value]) => `${name} ${value}`).join(', ') || 'no metric'}.`}
              autosize
              minRows={2}
              error={terms.error}
              value={fields.tolerances}
              onChange={(event) => set({ tolerances: event.currentTarget.value })}
              spellCheck={false}
            />
            <Group grow align="flex-start" gap="sm">
              <MultiSelect label="Metrics that are not judged" description="Such as a duration." data={Object.keys(needs.metrics)} value={fields.exceptMetrics} onChange={(exceptMetrics) => set({ exceptMetrics })} searchable />
              <MultiSelect label="Parameters that may differ" description="Such as the name of a folder." data={Object.keys(needs.parameters)} value={fields.exceptParameters} onChange={(exceptParameters) => set({ exceptParameters })} searchable />
            </Group>
            {needs.data.map((one) => (
              <DataFile key={dataKey(one)} data={one} path={files[dataKey(one)] ?? ''} onChange={(path) => setFiles((before) => ({ ...before, [dataKey(one)]: path }))} />
            ))}
            <FileField label="Code repository" description={needs.code === null ? 'The record names no commit.' : `Commit ${needs.code.commit.slice(0, 12)}${needs.code.remote === null ? '' : ` of ${needs.code.remote}`}.`} kind="folder" value={fields.code} onChange={(code) => set({ code })} />
            <FileField label="Lock file" description={needs.environment === null ? 'The record names none.' : `${needs.environment.name}, SHA-256 ${needs.environment.sha256.slice(0, 16)}….`} value={fields.environment} onChange={(environment) => set({ environment })} />
          </>
        )}
      </Loaded>
      <JobLine run={job} title="Beginning" />
    </FormDialog>
  )
}

/** The use of a sealed test set is said where its file was chosen. */
function DataFile({ data: { name, role, sha256 }, path, onChange }: { data: NeededData; path: string; onChange: (path: string) => void }) {
  const warnings = useUseWarnings(path === '' ? [] : [{ path }])
  return (
    <>
      <FileField label={`File of ${name} (${role})`} description={sha256 === null ? 'Only a client’s digest of a sample is known of it.' : `SHA-256 ${sha256.slice(0, 16)}…; another file is told as different.`} value={path} onChange={onChange} />
      <UseCautions warnings={warnings} role={role} />
    </>
  )
}

function Own({ needs: { original } }: { needs: ReproductionNeeds }) {
  const person = useActingPerson()
  if (person?.email !== original.person) return null
  return (
    <p style={{ margin: 0 }}>
      <StateBadge tone="caution">your own run</StateBadge> Repeating it yourself is recorded as a repetition and is no evidence: ask somebody else.
    </p>
  )
}
