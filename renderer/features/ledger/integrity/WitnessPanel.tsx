import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SeenLedger, Witness } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { AddCosignatureDialog } from './AddCosignatureDialog.tsx'
import { CosignDialog } from './CosignDialog.tsx'
import classes from './integrity.module.css'

const entry = (seq: number) => <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
const fingerprint = (value: string) => <code className={classes.mono} title={value}>{value.slice(0, 16)}…</code>

const ours: SimpleColumn<Witness>[] = [
  { id: 'name', header: 'witness', rowHeader: true, wrap: true, cell: ({ name, own }) => (own ? `${name}, of this workspace` : name) },
  { id: 'key', header: 'witness key', cell: (row) => fingerprint(row.fingerprint) },
  { id: 'size', header: 'entries seen', align: 'end', cell: ({ size }) => formatCount(size) },
  { id: 'when', header: 'cosigned', cell: ({ cosignedAt }) => <Instant at={cosignedAt} /> },
  { id: 'entry', header: 'recorded', cell: ({ seq }) => entry(seq) },
]
const others: SimpleColumn<SeenLedger>[] = [
  { id: 'origin', header: 'ledger', rowHeader: true, wrap: true, cell: ({ origin }) => <code className={classes.mono}>{origin}</code> },
  { id: 'size', header: 'entries', align: 'end', cell: ({ size }) => formatCount(size) },
  { id: 'cosigned', header: 'our part', cell: ({ cosigned }) => <StateBadge tone={cosigned ? 'good' : 'plain'}>{cosigned ? 'cosigned' : 'seen'}</StateBadge> },
  { id: 'entry', header: 'recorded', cell: ({ seq }) => entry(seq) },
]

type Dialog = 'own' | 'other' | 'add' | null

/** Who vouches for the state of this ledger, and for which other ledgers this workspace does. */
export function WitnessPanel() {
  const api = useApi()
  const person = useActingPerson()
  const [dialog, setDialog] = useState<Dialog>(null)
  const witnesses = useQuery(api.ledger.witnesses.queryOptions())
  const ask = (next: Dialog) => () => (person === null ? askForSignIn() : setDialog(next))
  const close = () => setDialog(null)
  return (
    <Panel title="Witnesses" aside={witnesses.data && formatCount(witnesses.data.ours.length)} padded={false}>
      <p className={classes.intro}>A witness has seen a state of this ledger and signed it with a key that is not the ledger's. No entry before that state can be rewritten without the witness being able to prove it.</p>
      <Loaded query={witnesses} label="witnesses">
        {(data) => (
          <>
            {data.ours.length > 0 && <SimpleTable label="Witnesses of this ledger" columns={ours} rows={data.ours} rowKey={({ vkey }) => vkey} />}
            {data.ours.length === 0 && <p className={classes.intro}>Nobody has cosigned this ledger yet. Cosign it yourself, or send the newest checkpoint to somebody who keeps it.</p>}
            {data.others.length > 0 && <h3 className={classes.heading}>Other ledgers that this workspace has seen</h3>}
            {data.others.length > 0 && <SimpleTable label="Other ledgers" columns={others} rows={data.others} rowKey={({ origin }) => origin} />}
          </>
        )}
      </Loaded>
      <div className={`${classes.actions} ${classes.bar}`}>
        <Button variant="default" onClick={ask('own')}>Cosign the newest checkpoint…</Button>
        <Button variant="default" onClick={ask('add')}>Add a cosignature…</Button>
        <Button variant="default" onClick={ask('other')}>Cosign another ledger…</Button>
      </div>
      {person !== null && (dialog === 'own' || dialog === 'other') && <CosignDialog signer={person} own={dialog === 'own'} onClose={close} />}
      {person !== null && dialog === 'add' && <AddCosignatureDialog onClose={close} />}
    </Panel>
  )
}
