import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import type { Experiment } from '../../../../shared/contract/experiments.ts'
import { useApi } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { sentenceOf } from '../../../ui/failure.ts'
import { countOf } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page, Stacked } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { ExperimentDialog } from '../ExperimentDialog.tsx'
import { FilteredCharts } from './FilteredCharts.tsx'
import { RunsTable } from './RunsTable.tsx'
import { descriptionTag, type RunNotes } from '../words.tsx'
import { RunsTools } from './RunsTools.tsx'
import { StartRunDialog } from './StartRunDialog.tsx'
import { useRunsView } from './view.ts'
import classes from '../experiments.module.css'

/** The experiment that the address names, with the ways to its runs and its notes. */
function ExperimentFrame({ fill = false, children }: { fill?: boolean; children: (experiment: Experiment) => ReactNode }) {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(api.experiments.get.queryOptions({ input: { id } }))
  const experiment = query.data
  return (
    <Page
      fill={fill}
      crumbs={[{ label: 'Experiments', to: '/experiments' }, { label: experiment?.name ?? id }]}
      title={experiment?.name ?? id}
      state={experiment?.archived && <StateBadge large tone="void">archived</StateBadge>}
      sub={experiment && <Sub experiment={experiment} />}
      actions={experiment && <Actions experiment={experiment} />}
      tabs={
        <Tabs
          label="Parts of this experiment"
          tabs={[
            { label: 'Runs', to: `/experiments/${id}`, ...(experiment && { count: experiment.runs.all }) },
            { label: 'Notes', to: `/experiments/${id}/notes` },
          ]}
        />
      }
    >
      <Loaded query={query} label="experiment">
        {children}
      </Loaded>
    </Page>
  )
}

/** One question and its tries: all of them, however they ended. */
export function ExperimentPage() {
  return (
    <ExperimentFrame fill={useUrlState().get('view') !== 'charts'}>{(one) => <Runs key={one.id} experiment={one} />}</ExperimentFrame>
  )
}

export function ExperimentNotesPage({ Notes }: { Notes: RunNotes }) {
  return <ExperimentFrame>{(one) => <Notes subject={{ type: 'experiment', ref: one.id }} described={one.tags[descriptionTag]} />}</ExperimentFrame>
}

/** As a table that fills the page, or as charts under each other. */
function Runs({ experiment }: { experiment: Experiment }) {
  const view = useRunsView(experiment.id)
  if (!view.isChart) {
    return (
      <Panel padded={false} fill>
        <RunsTools experiment={experiment.id} view={view} />
        <RunsTable experiment={experiment} view={view} />
      </Panel>
    )
  }
  return (
    <Stacked>
      <Panel padded={false}>
        <RunsTools experiment={experiment.id} view={view} />
      </Panel>
      <FilteredCharts experiment={experiment} view={view} />
    </Stacked>
  )
}

function Sub({ experiment: { id, question, runs, by } }: { experiment: Experiment }) {
  return (
    <>
      {question !== '' && <p className={classes.question}>{question}</p>}
      {`experiment ${id} · ${countOf(runs.all, 'run')} · ${runs.open} open · ${runs.failed} failed · ${runs.discarded} set aside · opened by ${by}`}
    </>
  )
}

function Actions({ experiment }: { experiment: Experiment }) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [dialog, setDialog] = useState<'change' | 'start' | null>(null)
  const archive = useMutation(api.experiments.change.mutationOptions({ onError: (error) => void notifications.show({ title: 'The experiment was not changed', message: sentenceOf(error), color: 'red', autoClose: 12_000 }) }))
  const close = () => setDialog(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">More…</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => signedIn() && setDialog('change')}>Name and question…</Menu.Item>
          <Menu.Item onClick={() => signedIn() && archive.mutate({ id: experiment.id, archived: !experiment.archived })}>{experiment.archived ? 'Take out of the archive' : 'Archive'}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {!experiment.archived && <Button onClick={() => signedIn() && setDialog('start')}>Start a run…</Button>}
      {dialog === 'change' && <ExperimentDialog experiment={experiment} onClose={close} onDone={close} />}
      {dialog === 'start' && <StartRunDialog experiment={experiment} onClose={close} onDone={(run) => void navigate({ to: `/runs/${run.id}` })} />}
    </>
  )
}
