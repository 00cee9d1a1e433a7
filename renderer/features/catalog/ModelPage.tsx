import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { type Model, taskTitles, type Version } from '../../../shared/contract/catalog.ts'
import { worstVerdict } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { useApi } from '../../api/provider.tsx'
import { useTierMark } from '../../api/tier-mark.ts'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { VersionDialog } from './forms/VersionDialog.tsx'
import { latestReview } from './models.ts'
import { versionPath } from './paths.ts'
import { RegisteredVersions } from './registry/RegisteredVersions.tsx'
import { useRegistered } from './registry/use-registered.ts'
import type { SubjectDocuments } from './routes.tsx'
import { ReviewStateBadge, VerdictBadge } from './states.tsx'
import classes from './catalog.module.css'

/** A model with its versions, newest first. */
export function ModelPage({ Documents }: { Documents: SubjectDocuments }) {
  const api = useApi()
  const { name = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.catalog.model.queryOptions({ input: { name } }))
  const registered = useRegistered().filter(({ model }) => model?.name === name)
  const add = <Button onClick={() => setAdding(true)}>Register a version…</Button>
  return (
    <Page
      crumbs={[{ label: 'Models', to: '/models' }, { label: name }]}
      title={name}
      sub={query.data && `${query.data.useCaseName} · tier ${tierWords(query.data.tier)} · ${taskTitles[query.data.task].toLowerCase()}`}
      actions={query.data && add}
    >
      <Loaded query={query} label="model">
        {(model) => <Columns main={<><VersionsPanel model={model} action={add} />{registered.map((one) => <RegisteredVersions key={one.name} registered={one} />)}<Documents subject={{ type: 'model', ref: model.name }} /></>} aside={<ModelFacts model={model} />} asideWidth="minmax(300px, 360px)" />}
      </Loaded>
      {adding && (
        <VersionDialog model={name} onClose={() => setAdding(false)} onDone={(version) => void navigate({ to: versionPath(version.ref) })} />
      )}
    </Page>
  )
}

function VersionsPanel({ model, action }: { model: Model; action: React.ReactNode }) {
  const api = useApi()
  const checks = useQuery(api.evidence.checks.queryOptions({ input: {} })).data ?? []
  const reviews = useQuery(api.reviews.list.queryOptions({ input: {} })).data ?? []
  const rows = useMemo(() => model.versions.toSorted((a, b) => b.number - a.number), [model.versions])
  const verdictOf = (version: Version) => worstVerdict(checks.filter((check) => check.version === version.ref).map((check) => check.verdict))
  return (
    <Panel title="Versions" aside={rows.length > 0 && formatCount(rows.length)} padded={false}>
      <SimpleTable
        label="Versions"
        rows={rows}
        rowKey={(version) => version.ref}
        empty={<NoVersions action={action} />}
        columns={[
          { id: 'number', header: 'version', rowHeader: true, cell: (version) => <Link to={versionPath(version.ref)}>version {version.number}</Link> },
          { id: 'review', header: 'review', cell: (version) => <ReviewStateBadge state={latestReview(reviews, version.ref)?.state ?? null} /> },
          { id: 'check', header: 'worst check', cell: (version) => <VerdictBadge verdict={verdictOf(version)} /> },
          { id: 'manifest', header: 'manifest', cell: (version) => <Digest value={version.manifestHash} label="manifest digest" /> },
          { id: 'at', header: 'when', align: 'end', cell: (version) => <RelativeTime at={version.at} /> },
        ]}
      />
    </Panel>
  )
}

function NoVersions({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState title="No version is registered yet." actions={action}>
      <p>A version is one exact state of the model: its file, the data it learned from, the code, the packages and the parameters.</p>
    </EmptyState>
  )
}

function ModelFacts({ model }: { model: Model }) {
  const mark = useTierMark(model.useCase)
  return (
    <Panel title="About">
      <KeyValue
        labelWidth={80}
        items={[
          ['use case', <Link key="u" to={`/use-cases/${model.useCase}`}>{model.useCaseName}</Link>],
          ['tier', <span key="t">{tierWords(model.tier)} {mark && <StateBadge tone={mark.tone}>{mark.word}</StateBadge>}</span>],
          ['task', taskTitles[model.task]],
          ['owner', model.owner],
          ['registered', `entry ${formatCount(model.seq)}, ${formatExact(model.at)}`],
          ['purpose', model.description ? <span key="d" className={classes.sentence}>{model.description}</span> : null],
        ]}
      />
    </Panel>
  )
}
