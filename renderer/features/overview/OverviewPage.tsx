import { useQuery } from '@tanstack/react-query'
import { isOpen } from '../../../shared/review-machine.ts'
import { useApi } from '../../api/provider.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AwaitingPanel, toAwaiting } from './AwaitingPanel.tsx'
import { FailingPanel } from './FailingPanel.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { IntegrityPanel } from './IntegrityPanel.tsx'
import { LooksPanel, toLooks } from './LooksPanel.tsx'
import { ModelsPanel } from './ModelsPanel.tsx'
import { NextPanel } from './NextPanel.tsx'
import { newestChecks, toNextDates } from './standing.ts'
import { WaitingPanel } from './WaitingPanel.tsx'

const none: never[] = []

/** What waits, what fails, how every model stands, and whether the ledger is whole. */
export function OverviewPage() {
  const api = useApi()
  const workspace = useQuery(api.workspace.state.queryOptions()).data?.open?.name ?? 'Workspace'
  const waiting = useQuery(api.reviews.list.queryOptions({ input: { waitingForMe: true } })).data ?? none
  const reviews = useQuery(api.reviews.list.queryOptions({ input: {} })).data ?? none
  const checks = useQuery(api.evidence.checks.queryOptions({ input: {} })).data ?? none
  const looks = toLooks(useQuery(api.reviews.watched.queryOptions()).data ?? none)
  const models = useQuery(api.catalog.models.queryOptions())
  const awaiting = toAwaiting(useQuery(api.registry.list.queryOptions()).data ?? none)
  const failing = newestChecks(checks).filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not_applicable')
  const next = toNextDates(reviews)
  const sub = [
    `${waiting.length} for you`,
    `${countOf(failing.length, 'check')} not passed`,
    awaiting.length > 0 && `${countOf(awaiting.length, 'registered version awaits', 'registered versions await')} a manifest`,
    next.length > 0 && `${countOf(next.length, 'approval')} in force`,
  ].filter(Boolean)
  return (
    <Page crumbs={[{ label: workspace }]} title="What waits" sub={sub.join(' · ')}>
      <Columns
        asideWidth="minmax(330px, 1fr)"
        main={
          models.data?.length === 0 ? (
            <FirstSteps />
          ) : (
            <>
              <WaitingPanel reviews={waiting} open={reviews.filter(({ state }) => isOpen(state)).length} />
              {looks.length > 0 && <LooksPanel looks={looks} />}
              {failing.length > 0 && <FailingPanel checks={failing} />}
              {awaiting.length > 0 && <AwaitingPanel versions={awaiting} />}
              <Panel title="All models" aside={models.data?.length} padded={false}>
                <Loaded query={models} label="models">
                  {(data) => <ModelsPanel models={data} reviews={reviews} checks={checks} />}
                </Loaded>
              </Panel>
            </>
          )
        }
        aside={
          <>
            <IntegrityPanel />
            <NextPanel dates={next} />
          </>
        }
      />
    </Page>
  )
}
