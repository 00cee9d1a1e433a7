import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Attestation, InventoryChange } from '../../../shared/contract/inventory.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatDate } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { AttestDialog } from './AttestDialog.tsx'
import { InventoryTabs } from './InventoryTabs.tsx'
import classes from './inventory.module.css'

const columns: SimpleColumn<Attestation>[] = [
  { id: 'id', header: 'attestation', rowHeader: true, cell: ({ id, seq }) => <Link to={`/ledger/${seq}`}>{id}</Link> },
  { id: 'period', header: 'period', cell: ({ period }) => `${formatDate(period.from)} to ${formatDate(period.to)}` },
  { id: 'scope', header: 'scope', cell: ({ scope, models }) => `${scope === 'all' ? 'all models' : 'own models'}, ${models}` },
  { id: 'by', header: 'by', cut: true, cell: ({ by }) => by },
  { id: 'at', header: 'signed', cell: ({ at }) => <Instant at={at} show="day" /> },
  { id: 'sha256', header: 'inventory', cell: ({ snapshot }) => <Digest value={snapshot.sha256} label="SHA-256 of the inventory" /> },
  { id: 'since', header: 'before it', cell: ({ id, previous }) => (previous === null ? 'none' : <Link to="/inventory/attestations" search={{ id } as never}>{`changes since ${previous}`}</Link>) },
]

/** Who attested to the inventory for which period, and what changed from one time to the next. */
export function AttestationsPage() {
  const api = useApi()
  const person = useActingPerson()
  const [attesting, setAttesting] = useState(false)
  const all = useQuery(api.inventory.attestations.queryOptions())
  const asked = useUrlState().get('id')
  const shown = all.data?.find(({ id }) => id === asked) ?? all.data?.[0]
  const ask = <Button onClick={() => (person === null ? askForSignIn() : setAttesting(true))}>Attest to the inventory…</Button>
  return (
    <Page crumbs={[{ label: 'Inventory', to: '/inventory' }, { label: 'Attestations' }]} title="Attestations" sub={all.data && countOf(all.data.length, 'attestation')} actions={ask} tabs={<InventoryTabs />}>
      <div className={classes.stack}>
        <Panel title="Attested to" padded={false}>
          <Loaded query={all} label="attestations">
            {(data) => <SimpleTable label="Attestations" columns={columns} rows={data} rowKey={({ id }) => id} empty={<EmptyState title="Nobody attested to the inventory yet.">A signed attestation says for a period that the inventory is complete and true, and keeps it as it was.</EmptyState>} />}
          </Loaded>
        </Panel>
        {shown && shown.previous !== null && <ChangesPanel from={shown.previous} to={shown.id} />}
      </div>
      {attesting && person !== null && <AttestDialog signer={person.name} onClose={() => setAttesting(false)} />}
    </Page>
  )
}

type Line = { key: string; model: string; what: string; before: string; after: string }
const toLines = (changes: readonly InventoryChange[]): Line[] =>
  changes.flatMap(({ model, what, changes: parts }) => (what === 'changed' ? parts.map(({ title, before, after }) => ({ key: `${model} ${title}`, model, what: title, before, after })) : [{ key: model, model, what, before: '', after: '' }]))

const lineColumns: SimpleColumn<Line>[] = [
  { id: 'model', header: 'model', rowHeader: true, cell: ({ model }) => <Link to={`/models/${model}`}>{model}</Link> },
  { id: 'what', header: 'what', cell: ({ what }) => what },
  { id: 'before', header: 'before', wrap: true, cell: ({ before }) => before },
  { id: 'after', header: 'after', wrap: true, cell: ({ after }) => after },
]

function ChangesPanel({ from, to }: { from: string; to: string }) {
  const api = useApi()
  const changes = useQuery(api.inventory.changes.queryOptions({ input: { from, to } }))
  return (
    <Panel title={`Changes from ${from} to ${to}`} aside={changes.data?.length} padded={false}>
      <Loaded query={changes} label="changes">
        {(data) => <SimpleTable label="Changes" columns={lineColumns} rows={toLines(data)} rowKey={({ key }) => key} empty={<EmptyState title="Both say the same of every model." />} />}
      </Loaded>
    </Panel>
  )
}
