import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { CheckOutcome } from './check/CheckOutcome.tsx'
import classes from './ledger.module.css'

const filters = [{ name: 'PDFs, checkpoints, proofs and bundles', extensions: ['pdf', 'txt', 'note', 'checkpoint', 'tlog-proof', 'countersign', '*'] }]

/** Holds a file from outside against this ledger; one that is dropped anywhere on the window comes to the same. */
export function CheckFilePanel() {
  const api = useApi()
  const [path, setPath] = useState('')
  const check = useMutation(api.ledger.checkFile.mutationOptions())
  return (
    <Panel title="Check a file" aside="from outside">
      <form
        className={classes.check}
        onSubmit={(event) => {
          event.preventDefault()
          check.mutate({ path })
        }}
      >
        <FileField
          label="File"
          description="A PDF, checkpoint, proof, bundle or consistency file. Dropping it anywhere on this window does the same."
          filters={filters}
          value={path}
          onChange={(next) => {
            setPath(next)
            check.reset()
          }}
        />
        <div>
          <Button type="submit" variant="default" disabled={path === ''} loading={check.isPending}>
            Check against this ledger
          </Button>
        </div>
        {check.error !== null && <ErrorState error={check.error} kept="The ledger was only read." />}
        {check.data !== undefined && <CheckOutcome check={check.data} path={check.variables.path} />}
      </form>
    </Panel>
  )
}
