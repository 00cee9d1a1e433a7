import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { RegisteredModel } from '../../../../shared/contract/registry.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { formatCount, formatExact } from '../../../ui/format.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { checkName, ModelDialog, suggestName } from '../forms/ModelDialog.tsx'
import { RegisteredVersions } from './RegisteredVersions.tsx'

/** A model of an MLflow client's registry: which model of the catalog it is, or what makes it one. */
export function RegisteredPage() {
  const api = useApi()
  const { name = '' } = useParams({ strict: false })
  const query = useQuery(api.registry.list.queryOptions())
  const registered = query.data?.find((one) => one.name === name)
  return (
    <Page
      crumbs={[{ label: 'Models', to: '/models' }, { label: name }]}
      title={name}
      state={registered && (registered.model === null ? <StateBadge large tone="caution">not adopted</StateBadge> : <StateBadge large tone="good">is model {registered.model.name}</StateBadge>)}
      sub={registered && `registered by an MLflow client · entry ${formatCount(registered.seq)} · ${registered.by}`}
      actions={registered?.model === null && <Adopting registered={registered} />}
    >
      <Loaded query={query} label="registered model">
        {() => (registered ? <Columns main={<RegisteredVersions registered={registered} />} aside={<About registered={registered} />} asideWidth="minmax(300px, 360px)" /> : <Panel><EmptyState title={`No MLflow client registered a model “${name}” here.`}>It may have been renamed or removed since; the ledger still holds what was registered.</EmptyState></Panel>)}
      </Loaded>
    </Page>
  )
}

function About({ registered: { description, at, seq, by, model } }: { registered: RegisteredModel }) {
  return (
    <Panel title="About">
      <KeyValue
        labelWidth={80}
        items={[
          ['registered', `entry ${formatCount(seq)}, ${formatExact(at)}, by ${by}`],
          ['is model', model === null ? 'nobody said yet' : <Link key="m" to={`/models/${model.name}`}>{model.name}{model.by === 'name' && ', by its name'}</Link>],
          ['purpose', description || null],
        ]}
      />
    </Panel>
  )
}

function Adopting({ registered: { name, description } }: { registered: RegisteredModel }) {
  const api = useApi()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'new' | 'known' | null>(null)
  const [known, setKnown] = useState<string | null>(null)
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const adopt = useMutation(api.registry.adopt.mutationOptions({ onSuccess: ({ model }) => void navigate({ to: `/models/${model!.name}` }) }))
  return (
    <>
      {models.length > 0 && <Button variant="default" onClick={() => setDialog('known')}>It is a model here…</Button>}
      <Button onClick={() => setDialog('new')}>Adopt as a model…</Button>
      {dialog === 'new' && <ModelDialog title={`Adopt “${name}” as a model`} begin={{ name: checkName(name) === null ? name : suggestName(name), description }} onAdded={(model) => adopt.mutate({ registered: name, model })} onClose={() => setDialog(null)} />}
      {dialog === 'known' && (
        <FormDialog opened title={`Which model is “${name}”?`} submitLabel="Record" onClose={() => setDialog(null)} onSubmit={() => known !== null && adopt.mutate({ registered: name, model: known })} busy={adopt.isPending} error={adopt.error} submitDisabled={known === null}>
          <Select label="Model" required searchable data={models.map((model) => model.name)} value={known} onChange={setKnown} />
        </FormDialog>
      )}
    </>
  )
}
