import { Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'

/** Open runs that are offered, the newest first. */
const most = 200

/** A file or folder goes into a run that is open; the page of the run shows how far it is. */
export function LogFileDialog({ file: { path, name }, onClose }: { file: { path: string; name: string }; onClose: () => void }) {
  const api = useApi()
  const navigate = useNavigate()
  const experiments = useQuery(api.experiments.list.queryOptions({ input: {} })).data ?? []
  const [run, setRun] = useState<string | null>(null)
  const query = useQuery({
    ...api.experiments.runs.queryOptions({ input: { experiments: experiments.slice(0, 500).map(({ id }) => id), filter: "status = 'RUNNING'", values: false, limit: most } }),
    enabled: experiments.length > 0,
  })
  const names = new Map(experiments.map(({ id, name: called }) => [id, called]))
  const rows = query.data?.rows ?? []
  const add = useMutation(
    api.experiments.addArtefact.mutationOptions({
      onSuccess() {
        onClose()
        void navigate({ to: `/runs/${run}` })
      },
    }),
  )
  return (
    <FormDialog opened title={`Log ${name} to a run`} submitLabel="Log" onClose={onClose} onSubmit={() => run !== null && add.mutate({ run, file: path })} busy={add.isPending} error={add.error} submitDisabled={run === null}>
      <Select
        label="Run"
        description={query.data !== undefined && rows.length === 0 ? 'No run is open. Start one under Experiments, or take a sealed one up again.' : 'Runs that are open.'}
        data={rows.map(({ id, name: called, experiment }) => ({ value: id, label: `${called} · ${names.get(experiment) ?? experiment}` }))}
        value={run}
        onChange={setRun}
        searchable
        data-autofocus
      />
    </FormDialog>
  )
}
