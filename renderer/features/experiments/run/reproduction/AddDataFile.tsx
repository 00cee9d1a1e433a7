import { Button } from '@mantine/core'
import { useState } from 'react'
import type { UseWarning } from '../../../../../shared/contract/test-sets.ts'
import { useJobRun } from '../../../../api/job-run.ts'
import { useApi } from '../../../../api/provider.tsx'
import { useSignedIn } from '../../../../api/session.ts'
import { ErrorState } from '../../../../ui/ErrorState.tsx'
import { useFileChooser } from '../../../../ui/files.tsx'
import { FormDialog } from '../../../../ui/FormDialog.tsx'
import { JobLine } from '../../../../ui/ProgressLine.tsx'
import { UseCautions } from '../UseCautions.tsx'
import classes from '../../experiments.module.css'

interface Asked {
  path: string
  warning: UseWarning
}

/** Data of an open rerun by the digest of its file, which stays where it is. */
export function AddDataFile({ run }: { run: string }) {
  const api = useApi()
  const choose = useFileChooser()
  const signedIn = useSignedIn()
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const job = useJobRun(id, () => setId(null))
  const add = async () => {
    if (!signedIn()) return
    const path = await choose({ kind: 'file', title: 'Data that the rerun uses' })
    if (path === null) return
    setRefused(null)
    const warning = await api.testSets.warning.call({ path })
    if (warning) setAsked({ path, warning })
    else await start(path)
  }
  const start = async (path: string) => setId((await api.experiments.addDataFiles.call({ run, files: [path] })).job)
  const use = ({ path }: Asked) => {
    setAsked(null)
    start(path).catch(setRefused)
  }
  const failure = refused ?? job.failure
  return (
    <div className={classes.stack}>
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" disabled={job.running} onClick={() => void add().catch(setRefused)}>
          Add data by its file…
        </Button>
        <span className={classes.quiet}>It takes the role of the data of the original that it is.</span>
      </div>
      <JobLine run={job} title="Hashing data" />
      {asked && (
        <FormDialog opened title="Data of the rerun" submitLabel="Use the test set" onClose={() => setAsked(null)} onSubmit={() => use(asked)} submitDisabled={asked.warning.refusal !== null}>
          <UseCautions warnings={[asked.warning]} />
        </FormDialog>
      )}
      {failure !== null && failure !== undefined && <ErrorState error={failure} />}
    </div>
  )
}
