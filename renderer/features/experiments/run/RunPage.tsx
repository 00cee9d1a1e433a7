import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { descriptionTag, isOpen, RunStatus, SealState, sourceWords, type RunNotes } from '../words.tsx'
import { CurvesPanel } from './CurvesPanel.tsx'
import { DataPanel } from './DataPanel.tsx'
import { FilesPanel } from './FilesPanel.tsx'
import { RunActions } from './RunActions.tsx'
import { ReproductionPanels } from './reproduction/ReproductionPanels.tsx'
import { AboutPanel, SealsPanel, SetAsidePanel } from './RunFacts.tsx'
import { SealedActions } from './SealedActions.tsx'
import { CodePanel, CommandPanel, EnvironmentPanel } from './Surroundings.tsx'
import { LineageLink } from './LineageLink.tsx'
import { MetricsPanel, ParametersPanel, TagsPanel } from './ValuePanels.tsx'

/** One try: what went in, what came out, and how it stands to the ledger. */
export function RunPage({ Notes }: { Notes: RunNotes }) {
  const api = useApi()
  const { run: id = '' } = useParams({ strict: false }) as { run?: string }
  const query = useQuery(api.experiments.run.queryOptions({ input: { run: id } }))
  const run = query.data
  return (
    <Page
      crumbs={[{ label: 'Experiments', to: '/experiments' }, ...(run ? [{ label: run.experimentName, to: `/experiments/${run.experiment}` }] : []), { label: run?.name ?? id }]}
      title={run?.name ?? id}
      state={
        run && (
          <>
            <RunStatus large run={run} />
            <SealState large run={run} />
          </>
        )
      }
      sub={run && `run ${id.slice(0, 12)}… · ${sourceWords[run.source]} · ${run.person}`}
      actions={
        run && (
          <>
            <LineageLink run={run} />
            <RunActions run={run} />
            <SealedActions run={run} />
          </>
        )
      }
    >
      <Loaded query={query} label="run">
        {(one) => <Columns main={<Main run={one} notes={<Notes subject={{ type: 'run', ref: one.id }} described={one.tags[descriptionTag]} />} />} aside={<Aside run={one} />} asideWidth="minmax(300px, 400px)" />}
      </Loaded>
    </Page>
  )
}

function Main({ run, notes }: { run: RunDetail; notes: ReactNode }) {
  return (
    <>
      <ReproductionPanels run={run} />
      {run.latest.length > 0 && <CurvesPanel run={run} />}
      <MetricsPanel run={run} />
      <ParametersPanel run={run} />
      {notes}
      <DataPanel run={run} isOpen={isOpen(run)} />
      <FilesPanel run={run} isOpen={isOpen(run)} />
    </>
  )
}

function Aside({ run }: { run: RunDetail }) {
  return (
    <>
      {run.discardedFor !== null && <SetAsidePanel because={run.discardedFor} />}
      <AboutPanel run={run} />
      <SealsPanel run={run} />
      {run.command !== null && <CommandPanel command={run.command} />}
      {run.code !== null && <CodePanel code={run.code} />}
      {run.environment !== null && <EnvironmentPanel environment={run.environment} />}
      <TagsPanel run={run} />
    </>
  )
}
