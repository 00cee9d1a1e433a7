import { Button, Checkbox } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Experiment } from '../../../shared/contract/experiments.ts'
import { useApi } from '../../api/provider.tsx'
import { useSignedIn } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { ExperimentDialog } from './ExperimentDialog.tsx'
import classes from './experiments.module.css'
import { MlflowButton } from './MlflowDialog.tsx'

const counted = (value: number) => (value === 0 ? <span className={classes.quiet}>none</span> : value.toLocaleString('en'))

const columns: Column<Experiment>[] = [
  { id: 'id', header: 'id', width: '64px', value: ({ id }) => id },
  { id: 'name', header: 'experiment', width: 'minmax(170px, 1.5fr)', value: ({ name }) => name, cell: ({ name, archived }) => <><strong title={name}>{name}</strong>{archived && <> <StateBadge tone="void">archived</StateBadge></>}</> },
  { id: 'question', header: 'question', width: 'minmax(180px, 4fr)', value: ({ question }) => question, cell: ({ question }) => (question === '' ? <span className={classes.quiet}>not said</span> : <span title={question}>{question}</span>) },
  { id: 'runs', header: 'runs', width: '60px', align: 'end', value: ({ runs }) => runs.all },
  { id: 'open', header: 'open', width: '60px', align: 'end', value: ({ runs }) => runs.open, cell: ({ runs }) => counted(runs.open) },
  { id: 'failed', header: 'failed', width: '60px', align: 'end', value: ({ runs }) => runs.failed, cell: ({ runs }) => counted(runs.failed) },
  { id: 'discarded', header: 'set aside', width: '80px', align: 'end', value: ({ runs }) => runs.discarded, cell: ({ runs }) => counted(runs.discarded) },
  { id: 'by', header: 'opened by', width: 'minmax(100px, 1fr)', value: ({ by }) => by },
  { id: 'changed', header: 'changed', width: '104px', align: 'end', value: ({ changedAt }) => changedAt, cell: ({ changedAt }) => <RelativeTime at={changedAt} /> },
]
const keyOf = ({ id }: Experiment) => id

/** Every question, with how many tries it took: the failed ones and those set aside too. */
export function ExperimentsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const url = useUrlState()
  const [opening, setOpening] = useState(false)
  const archived = url.get('archived') === 'true'
  const query = useQuery({ ...api.experiments.list.queryOptions({ input: { archived } }), placeholderData: keepPreviousData })
  const open = ({ id }: Experiment) => void navigate({ to: `/experiments/${id}` })
  const runs = (query.data ?? []).reduce((sum, one) => sum + one.runs.all, 0)
  const begin = <Button onClick={() => signedIn() && setOpening(true)}>Open an experiment…</Button>
  return (
    <Page
      fill
      crumbs={[{ label: 'Experiments' }]}
      title="Experiments"
      sub={query.data && `${countOf(query.data.length, 'experiment')} · ${countOf(runs, 'run')}`}
      actions={
        <div className={classes.actions}>
          <Checkbox label="Archived too" checked={archived} onChange={(event) => url.set({ archived: event.currentTarget.checked ? 'true' : '' })} />
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/experiments/import" />}>
            Import…
          </Button>
          <MlflowButton />
          {(query.data ?? []).length > 0 && begin}
        </div>
      }
    >
      <Panel padded={false} fill>
        <Loaded query={query} label="experiments">
          {(rows) => <DataTable label="experiments" columns={columns} rows={rows} rowKey={keyOf} onOpen={open} empty={<NoExperiments action={begin} />} />}
        </Loaded>
      </Panel>
      {opening && <ExperimentDialog onClose={() => setOpening(false)} onDone={open} />}
    </Page>
  )
}

function NoExperiments({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No experiment was opened yet." actions={action}>
      <p>An experiment is a question, its runs are the tries: with parameters, metrics, data and files, sealed when they end, the failed ones too.</p>
      <p>
        Runs that MLflow kept in <code>mlruns</code> or <code>mlflow.db</code> are <Link to="/experiments/import">imported</Link> as they are. Scripts that use MLflow log here unchanged, once its clients are answered.
      </p>
    </EmptyState>
  )
}
