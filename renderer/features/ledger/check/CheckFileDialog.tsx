import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { CosignDialog } from '../integrity/CosignDialog.tsx'
import { CheckOutcome } from './CheckOutcome.tsx'
import classes from './check.module.css'

/** A file that was dropped on the window, held against this ledger. It is only read. */
export function CheckFileDialog({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const api = useApi()
  const person = useActingPerson()
  const [cosigning, setCosigning] = useState(false)
  const check = useQuery({ ...api.ledger.checkFile.queryOptions({ input: { path } }), gcTime: 0 })
  if (cosigning && person !== null) return <CosignDialog signer={person} own={false} path={path} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={name} size={check.data?.outcome === 'forked' ? 900 : 600} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.outcome}>
        <Loaded query={check} label="file">
          {(data) => <CheckOutcome check={data} path={path} />}
        </Loaded>
        <div className={classes.foot}>
          {check.data?.outcome === 'other_ledger' && (
            <Button variant="default" onClick={() => (person === null ? askForSignIn() : setCosigning(true))}>
              Cosign it as a witness…
            </Button>
          )}
          <Button variant="default" onClick={onClose} data-autofocus>
            Done
          </Button>
        </div>
      </div>
    </Modal>
  )
}
