import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useApi } from '../../api/provider.tsx'
import { Page } from '../../ui/Page.tsx'
import { LineageView } from './LineageView.tsx'

/** On the page of a version. */
export function VersionLineage() {
  const { name = '', number = '' } = useParams({ strict: false })
  return <LineageView subject={{ type: 'version', ref: `${name}@${number}` }} />
}

export function RunLineage() {
  const api = useApi()
  const { run: id = '' } = useParams({ strict: false }) as { run?: string }
  const run = useQuery(api.experiments.run.queryOptions({ input: { run: id } })).data
  const name = run?.name ?? id
  return (
    <Page crumbs={[{ label: 'Experiments', to: '/experiments' }, ...(run ? [{ label: run.experimentName, to: `/experiments/${run.experiment}` }] : []), { label: name, to: `/runs/${id}` }, { label: 'lineage' }]} title={`Lineage of ${name}`} sub={`run ${id}`}>
      <LineageView subject={{ type: 'run', ref: id }} />
    </Page>
  )
}

export function SnapshotLineage() {
  const { name = '', number = '' } = useParams({ strict: false })
  return (
    <Page crumbs={[{ label: 'Datasets', to: '/datasets' }, { label: name, to: `/datasets/${name}` }, { label: `snapshot ${number}`, to: `/datasets/${name}/${number}` }, { label: 'lineage' }]} title={`Lineage of ${name} ${number}`} sub="runs, versions, checks and reviews that rest on these bytes">
      <LineageView subject={{ type: 'snapshot', ref: `${name}@${number}` }} />
    </Page>
  )
}
