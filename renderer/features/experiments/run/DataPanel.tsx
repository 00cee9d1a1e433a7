import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { datasetRole, type RunDataset, type RunDetail } from '../../../../shared/contract/runs.ts'
import { parseRef } from '../../../../shared/ids.ts'
import { useApi } from '../../../api/provider.tsx'
import { useUseWarnings } from '../../../api/use-warnings.ts'
import { useSignedIn } from '../../../api/session.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { UseCautions } from './UseCautions.tsx'
import classes from '../experiments.module.css'

function Snapshot({ of: ref }: { of: string }) {
  const { name, number } = parseRef(ref)
  return <Link to={`/datasets/${name}/${number}`}>{ref}</Link>
}

const columns: SimpleColumn<RunDataset>[] = [
  { id: 'name', header: 'data', rowHeader: true, cut: true, cell: ({ name }) => name },
  { id: 'role', header: 'role', cell: ({ role, context }) => (context === null || context === role ? role : `${role} (${context})`) },
  { id: 'snapshot', header: 'snapshot', cell: ({ snapshot }) => (snapshot === null ? 'not registered' : <Snapshot of={snapshot} />) },
  { id: 'sha256', header: 'SHA-256 of the file', cell: ({ sha256 }) => (sha256 === null ? 'not known' : <Digest value={sha256} />) },
  { id: 'digest', header: 'as the client told it', wideOnly: true, cell: ({ digest }) => <span className={classes.mono}>{digest.slice(0, 16)}</span> },
]

/** What it was trained and judged on, each with its role. */
export function DataPanel({ run, isOpen }: { run: RunDetail; isOpen: boolean }) {
  const signedIn = useSignedIn()
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title="Data"
      aside={
        isOpen ? (
          <Button size="compact-xs" variant="default" onClick={() => signedIn() && setAdding(true)}>
            Add registered data…
          </Button>
        ) : (
          run.datasets.length
        )
      }
      padded={false}
    >
      <SimpleTable label="Data of this run" columns={columns} rows={run.datasets} rowKey={({ name, digest, role }) => `${name} ${digest} ${role}`} empty={<p className={classes.slot} style={{ margin: 0 }}>None was named.</p>} />
      {adding && <AddDataDialog run={run.id} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function AddDataDialog({ run, onClose }: { run: string; onClose: () => void }) {
  const api = useApi()
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data
  const refs = (datasets ?? []).flatMap(({ snapshots }) => snapshots.map(({ ref }) => ref))
  const [snapshot, setSnapshot] = useState<string | null>(null)
  const [role, setRole] = useState<RunDataset['role']>('train')
  const warnings = useUseWarnings(snapshot === null ? [] : [{ snapshot }])
  const add = useMutation(api.experiments.addDataset.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog opened title="Add registered data" submitLabel={warnings.length > 0 ? 'Use the test set' : 'Add'} onClose={onClose} onSubmit={() => snapshot !== null && add.mutate({ run, snapshot, role })} busy={add.isPending} error={add.error} submitDisabled={snapshot === null || warnings.some(({ refusal }) => refusal !== null)}>
      <Select label="Snapshot" description={datasets !== undefined && refs.length === 0 ? 'No snapshot is registered. Register one under Datasets.' : 'Exact bytes, by their digest.'} data={refs} value={snapshot} onChange={setSnapshot} searchable data-autofocus />
      <Select label="Role" data={[...datasetRole.options]} value={role} allowDeselect={false} onChange={(chosen) => setRole(datasetRole.catch('train').parse(chosen))} />
      <UseCautions warnings={warnings} role={role} />
    </FormDialog>
  )
}
