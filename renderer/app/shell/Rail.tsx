import { Menu, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { WorkspaceState } from '../../../shared/contract/workspace.ts'
import { useApi } from '../../api/provider.tsx'
import { formatCount } from '../../ui/format.ts'
import type { Acts } from './acts.ts'
import { modules, type ModuleId } from './modules.ts'
import { useNoteHere } from './note-here.ts'
import { PersonChip } from './PersonChip.tsx'
import { RailIntegrity } from './RailIntegrity.tsx'
import classes from './Rail.module.css'

export function Rail({ workspace, acts }: { workspace: NonNullable<WorkspaceState['open']>; acts: Acts }) {
  const counts = useCounts()
  const noteHere = useNoteHere()
  return (
    <div className={classes.rail}>
      <WorkspaceMenu name={workspace.name} dir={workspace.dir} acts={acts} />
      <nav aria-label="Modules" className={classes.modules}>
        {modules.map(({ id, to, label }) => (
          <Link key={id} to={to} activeOptions={{ exact: to === '/' || (noteHere && id === 'documents'), includeSearch: false }} {...(noteHere && id === 'experiments' && here)} className={classes.module}>
            <span>{label}</span>
            {counts[id] !== undefined && counts[id] > 0 && <span className={classes.count}>{formatCount(counts[id])}</span>}
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
        <PersonChip />
        <RailIntegrity />
      </div>
    </div>
  )
}

/** As the router marks the module that the address is in. */
const here = { 'aria-current': 'page', 'data-status': 'active' } as const

/** How many there are of each; of reviews only those that wait for the acting person. */
function useCounts(): Partial<Record<ModuleId, number>> {
  const api = useApi()
  const models = useQuery(api.catalog.models.queryOptions()).data?.length
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data?.length
  const experiments = useQuery(api.experiments.list.queryOptions({ input: {} })).data?.length
  const checks = useQuery(api.evidence.checks.queryOptions({ input: {} })).data?.length
  const documents = useQuery(api.documents.list.queryOptions({ input: {} })).data?.length
  const reviews = useQuery(api.reviews.list.queryOptions({ input: { waitingForMe: true } })).data?.length
  const reports = useQuery(api.reports.list.queryOptions({ input: {} })).data?.length
  const ledger = useQuery(api.ledger.state.queryOptions()).data?.size
  const people = useQuery(api.identity.people.queryOptions()).data?.length
  return Object.fromEntries(
    Object.entries({ models, datasets, experiments, checks, documents, reviews, reports, ledger, people }).filter(([, count]) => count !== undefined),
  )
}

function WorkspaceMenu({ name, dir, acts }: { name: string; dir: string; acts: Acts }) {
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.workspace}>
          <span className={classes.name}>{name}</span>{' '}
          <span className={classes.small}>workspace</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.path}>{dir}</Menu.Label>
        <Menu.Item onClick={acts['workspace.open']}>Open another workspace…</Menu.Item>
        <Menu.Item onClick={acts['workspace.close']}>Close this workspace</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
