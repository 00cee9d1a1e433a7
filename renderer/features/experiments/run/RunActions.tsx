import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { sentenceOf } from '../../../ui/failure.ts'
import { isOpen } from '../words.tsx'
import { FinishDialog, ReasonDialog, RenameDialog } from './dialogs.tsx'
import { LogDialog } from './LogDialog.tsx'

type Dialog = 'log' | 'finish' | 'rename' | 'discard' | 'restore'

/** What may be done with it as it stands: an open run is logged and finished, a sealed one is taken up again first. */
export function RunActions({ run }: { run: RunDetail }) {
  const api = useApi()
  const signedIn = useSignedIn()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const reopen = useMutation(api.experiments.reopen.mutationOptions({ onError: (error) => void notifications.show({ title: 'The run was not taken up again', message: sentenceOf(error), color: 'red', autoClose: 12_000 }) }))
  const ask = (next: Dialog) => () => void (signedIn() && setDialog(next))
  const close = () => setDialog(null)
  const open = isOpen(run)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">More…</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {open && <Menu.Item onClick={ask('rename')}>Rename…</Menu.Item>}
          {run.discarded ? <Menu.Item onClick={ask('restore')}>Restore…</Menu.Item> : <Menu.Item onClick={ask('discard')}>Set aside…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {open && (
        <Button variant="default" onClick={ask('log')}>
          Log…
        </Button>
      )}
      {open ? (
        <Button onClick={ask('finish')}>Finish…</Button>
      ) : (
        !run.discarded && (
          <Button variant="default" loading={reopen.isPending} onClick={() => signedIn() && reopen.mutate({ run: run.id })}>
            Take up again
          </Button>
        )
      )}
      {dialog === 'log' && <LogDialog run={run} onClose={close} />}
      {dialog === 'finish' && <FinishDialog run={run} onClose={close} />}
      {dialog === 'rename' && <RenameDialog run={run} onClose={close} />}
      {(dialog === 'discard' || dialog === 'restore') && <ReasonDialog run={run} act={dialog} onClose={close} />}
    </>
  )
}
