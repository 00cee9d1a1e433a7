import { Button } from '@mantine/core'
import { useState } from 'react'
import type { LedgerState } from '../../../../shared/contract/ledger.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ConsistencyDialog } from './ConsistencyDialog.tsx'
import { ExportLedgerDialog } from './ExportLedgerDialog.tsx'
import classes from './integrity.module.css'

/** What goes to people who check the ledger without this program. */
export function OutsidersPanel({ state }: { state: LedgerState }) {
  const [dialog, setDialog] = useState<'export' | 'consistency' | null>(null)
  const close = () => setDialog(null)
  return (
    <Panel title="For outsiders">
      <div className={classes.part}>
        <p>The whole ledger as files that standard tools check, or the proof that it continues a state that somebody else keeps. The proof of one entry is on its own page.</p>
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setDialog('export')}>
            Export the ledger…
          </Button>
          <Button variant="default" onClick={() => setDialog('consistency')}>
            Prove consistency…
          </Button>
        </div>
      </div>
      {dialog === 'export' && <ExportLedgerDialog onClose={close} />}
      {dialog === 'consistency' && <ConsistencyDialog size={state.size} suggested={state.provedSize} onClose={close} />}
    </Panel>
  )
}
