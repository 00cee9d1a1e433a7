import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useSignedIn } from '../../../api/session.ts'
import { ReproduceDialog } from './reproduction/ReproduceDialog.tsx'

/** What a run that is sealed is good for: somebody repeats it, or a version is made from it. */
export function SealedActions({ run }: { run: RunDetail }) {
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [asked, setAsked] = useState(false)
  if (run.sealed === null || run.discarded || run.status !== 'finished') return null
  return (
    <>
      <Button variant="default" onClick={() => signedIn() && setAsked(true)}>
        Reproduce…
      </Button>
      <Button onClick={() => void navigate({ to: '/register-version', search: { run: run.id } })}>Register a version…</Button>
      {asked && <ReproduceDialog run={run} onClose={() => setAsked(false)} />}
    </>
  )
}
