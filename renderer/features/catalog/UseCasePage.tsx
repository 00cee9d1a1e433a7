import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { UseCase } from '../../../shared/contract/catalog.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import type { SubjectDocuments } from './routes.tsx'
import { TierMark } from './tiering/TierMark.tsx'
import { TierPanels } from './tiering/TierPanel.tsx'
import classes from './catalog.module.css'

export function UseCasePage({ Documents }: { Documents: SubjectDocuments }) {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(api.catalog.useCase.queryOptions({ input: { id } }))
  return (
    <Page
      crumbs={[{ label: 'Models', to: '/models' }, { label: 'Use cases', to: '/use-cases' }, { label: id }]}
      title={query.data?.name ?? id}
      state={query.data && <TierMark assessed={query.data.assessed} />}
      sub={query.data && `${id} · entry ${formatCount(query.data.seq)} · ${query.data.assessed?.computed === null ? 'not allowed' : `tier ${tierWords(query.data.tier)}`}`}
    >
      <Loaded query={query} label="use case">
        {(useCase) => <Columns main={<><Purpose useCase={useCase} /><TierPanels useCase={useCase} /><Documents subject={{ type: 'use_case', ref: useCase.id }} /></>} aside={<ModelsPanel names={useCase.models} />} asideWidth="minmax(300px, 380px)" />}
      </Loaded>
    </Page>
  )
}

function Purpose({ useCase }: { useCase: UseCase }) {
  const prose = (text: string) => text && <span className={classes.sentence}>{text}</span>
  return (
    <Panel title="What it is for">
      <KeyValue
        labelWidth={110}
        items={[
          ['purpose', prose(useCase.purpose)],
          ['affected people', prose(useCase.affected) || 'not said'],
          ['owner', useCase.owner],
          ['registered', `entry ${formatCount(useCase.seq)}, ${formatExact(useCase.at)}`],
        ]}
      />
    </Panel>
  )
}

function ModelsPanel({ names }: { names: readonly string[] }) {
  return (
    <Panel title="Models that serve it" aside={names.length > 0 && formatCount(names.length)} padded={false}>
      <SimpleTable
        label="Models that serve it"
        rows={names}
        rowKey={(name) => name}
        empty={<EmptyState title="None yet.">Register a model under Models and choose this use case.</EmptyState>}
        columns={[{ id: 'name', header: 'model', rowHeader: true, cell: (name) => <Link to={`/models/${name}`}>{name}</Link> }]}
      />
    </Panel>
  )
}
