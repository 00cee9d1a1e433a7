import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { VersionOrigin, VersionParts } from '../../../../shared/contract/run-versions.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { versionPath } from '../paths.ts'
import { FromRunForm } from './FromRunForm.tsx'
import { toOrigin, type OriginSearch } from './origin.ts'
import classes from '../catalog.module.css'

/** A version made from a sealed run: its manifest as the record gives it, what is missing by name, and the form to fill it in. */
export function FromRunPage() {
  const origin = toOrigin(useSearch({ strict: false }) as OriginSearch)
  if (origin !== null) return <FromOrigin key={JSON.stringify(origin)} origin={origin} />
  return (
    <Page crumbs={[{ label: 'Models', to: '/models' }, { label: 'Register a version' }]} title="Register a version from a run">
      <EmptyState title="No run is named.">
        <p>
          Open a sealed run under <Link to="/experiments">Experiments</Link>, and choose “Register a version…” there.
        </p>
      </EmptyState>
    </Page>
  )
}

function FromOrigin({ origin }: { origin: VersionOrigin }) {
  const api = useApi()
  const [artefact, setArtefact] = useState<Pick<VersionOrigin, 'artefact' | 'loggedModel'>>({})
  const asked = { ...origin, ...artefact }
  const query = useQuery({ ...api.experiments.versionParts.queryOptions({ input: asked }), placeholderData: keepPreviousData })
  const run = query.data?.run
  return (
    <Page
      crumbs={[...(run ? [{ label: 'Experiments', to: '/experiments' }, { label: run.name, to: `/runs/${run.id}` }] : [{ label: 'Models', to: '/models' }]), { label: 'Register a version' }]}
      title={run ? `Register a version from ${run.name}` : 'Register a version'}
      sub={run ? `run ${run.id}, as it was sealed` : undefined}
    >
      <Loaded query={query} label="run">
        {(parts) => (
          <Columns
            asideWidth="minmax(340px, 440px)"
            follow
            main={<FromRunForm origin={asked} parts={parts} onArtefact={setArtefact} />}
            aside={
              <>
                <MissingPanel parts={parts} />
                <OriginPanel parts={parts} />
              </>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}

function MissingPanel({ parts: { missing } }: { parts: VersionParts }) {
  return (
    <Panel title="Missing from the record" aside={missing.length === 0 ? <StateBadge tone="good">nothing</StateBadge> : missing.length}>
      {missing.length === 0 ? (
        <p style={{ margin: 0 }}>Artefact, data with its roles, code, environment, parameters, framework and seed are all there.</p>
      ) : (
        <ul className={classes.gaps} style={{ margin: 0 }}>
          {missing.map(({ part, why, next }) => (
            <li key={part + why}>
              <StateBadge tone="void">{part}</StateBadge> {why} <span className={classes.missing}>{next}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function OriginPanel({ parts: { run, provenance, versions } }: { parts: VersionParts }) {
  const { loggedModel, registered } = provenance
  return (
    <Panel title="Where it comes from">
      <KeyValue
        labelWidth={112}
        items={[
          ['Run', run === null ? 'not in this workspace' : <Link key="r" to={`/runs/${run.id}`}>{run.name}</Link>],
          ['Seal', run && <span key="s">{run.seal}, <Digest value={run.description} label="digest of the description" /></span>],
          ['Run by', provenance.run?.by.join(', ')],
          ['Logged model', loggedModel],
          ['Registered', registered && `${registered.model}, version ${registered.version}`],
          ['Made before', versions.length > 0 && <span key="v" className={classes.chips}>{versions.map((ref) => <Link key={ref} to={versionPath(ref)}>{ref}</Link>)}</span>],
        ]}
      />
      {run?.changed && <p className={classes.explain}>The run was written on after this seal. Finish it again first if that should count.</p>}
      <p className={classes.explain}>Run and digest stand in the manifest, and whoever ran it is an author of the version: they can not sign it off.</p>
    </Panel>
  )
}
