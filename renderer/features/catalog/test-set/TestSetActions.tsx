import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSignedIn } from '../../../api/session.ts'
import { ExportDataDialog } from './ExportDataDialog.tsx'
import { RecordUseDialog } from './RecordUseDialog.tsx'
import { SealDialog } from './SealDialog.tsx'
import { useUses } from './UsesPanel.tsx'

type Act = 'seal' | 'record' | 'export'

export function TestSetActions({ snapshot, fileName }: { snapshot: string; fileName: string }) {
  const signedIn = useSignedIn()
  const [act, setAct] = useState<Act | null>(null)
  const found = useUses(snapshot)
  if (!found) return null
  const begin = (one: Act) => () => signedIn() && setAct(one)
  const close = () => setAct(null)
  return (
    <>
      {found.seal === null ? (
        <Button variant="default" onClick={begin('seal')}>
          Seal as a test set…
        </Button>
      ) : (
        <>
          <Button variant="default" onClick={begin('record')}>
            Record a use…
          </Button>
          <Button variant="default" onClick={begin('export')}>
            Copy for somebody…
          </Button>
        </>
      )}
      {act === 'seal' && <SealDialog found={found} onClose={close} />}
      {act === 'record' && <RecordUseDialog snapshot={snapshot} onClose={close} />}
      {act === 'export' && <ExportDataDialog snapshot={snapshot} fileName={fileName} onClose={close} />}
    </>
  )
}
