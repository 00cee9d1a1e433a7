import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LogKeyState } from '../../../../shared/contract/custody.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { ExportLogKeyDialog } from './ExportLogKeyDialog.tsx'
import { ImportLogKeyDialog } from './ImportLogKeyDialog.tsx'
import { RotateLogKeyDialog } from './RotateLogKeyDialog.tsx'
import classes from './integrity.module.css'

type Dialog = 'rotate' | 'export' | 'import' | null

/** Where the key lies that signs the checkpoints, what that protects, and every key before it. */
export function LogKeyPanel() {
  const api = useApi()
  const person = useActingPerson()
  const [dialog, setDialog] = useState<Dialog>(null)
  const key = useQuery(api.custody.logKey.queryOptions())
  const here = key.data?.place === 'file'
  const ask = (next: Dialog) => () => (person === null ? askForSignIn() : setDialog(next))
  const close = () => setDialog(null)
  return (
    <Panel title="Log key" aside="signs every checkpoint of this ledger" padded={false}>
      <Loaded query={key} label="log key">
        {(state) => <State state={state} />}
      </Loaded>
      <div className={`${classes.actions} ${classes.bar}`}>
        {here && <Button variant="default" onClick={ask('rotate')}>Rotate…</Button>}
        {here && <Button variant="default" onClick={ask('export')}>Export…</Button>}
        <Button variant="default" onClick={() => setDialog('import')}>Import…</Button>
      </div>
      {person !== null && dialog === 'rotate' && <RotateLogKeyDialog signer={person} onClose={close} />}
      {person !== null && dialog === 'export' && <ExportLogKeyDialog onClose={close} />}
      {dialog === 'import' && <ImportLogKeyDialog onClose={close} />}
    </Panel>
  )
}

type Former = LogKeyState['history'][number]

const columns: SimpleColumn<Former>[] = [
  { id: 'key', header: 'key', rowHeader: true, cell: ({ fingerprint }) => <code className={classes.mono} title={fingerprint}>{fingerprint.slice(0, 16)}…</code> },
  { id: 'since', header: 'since', cell: ({ at }) => <Instant at={at} show="day" /> },
  { id: 'entry', header: 'entry', cell: ({ seq }) => <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link> },
  { id: 'why', header: 'why', wrap: true, cell: ({ reason, by, seq }) => (seq === 0 ? reason : `${reason} (${by})`) },
]

function State({ state: { place, path, sentence, fingerprint, vkey, history } }: { state: LogKeyState }) {
  return (
    <>
      <div className={`${classes.part} ${classes.inset}`}>
        <p>{sentence}</p>
        <KeyValue
          items={[
            ['it is', <StateBadge key="p" tone={place === 'file' ? 'info' : 'plain'}>{place === 'file' ? 'in a file on this computer' : 'not on this computer'}</StateBadge>],
            ['file', path !== null && <code key="f" className={classes.mono}>{path}</code>],
            ['fingerprint', <Digest key="d" value={fingerprint} label="fingerprint of the log key" whole />],
          ]}
        />
        <Mono text={vkey} label="log key" wrap />
      </div>
      {history.length > 1 && <SimpleTable label="Log keys, the newest first" columns={columns} rows={history.toReversed()} rowKey={({ seq }) => String(seq)} />}
    </>
  )
}
