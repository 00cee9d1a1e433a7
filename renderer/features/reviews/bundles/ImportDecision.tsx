import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ComponentType, type ReactNode } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import type { BundleView, ImportedBundle } from '../../../../shared/contract/interop.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { PartyList, toCompare } from './PartyList.tsx'
import classes from '../reviews.module.css'

/** Enrols whoever signed an answer, from the feature that knows people. */
export type EnrolSigner = ComponentType<{ signer: Person; known: NonNullable<BundleView['answer']>['signer']; onClose: () => void }>

interface DecisionProps {
  view: BundleView
  enrolSigner: EnrolSigner
  onCheck: () => void
  onClose: () => void
}

/** What can be done with a bundle that was read: take it in, go to what it became, or mend what keeps it out. */
export function Decision({ view, enrolSigner, onCheck, onClose }: DecisionProps) {
  const navigate = useNavigate()
  const [begun, setBegun] = useState(false)
  const open = (record: string) => {
    onClose()
    void navigate({ to: record.startsWith('F-') ? `/reviews/foreign/${record}` : `/reviews/${record}` })
  }
  const { importedAs, refusal } = view
  // The entry of an import under way is heard of before its job has ended.
  if (importedAs !== null && !begun) {
    return (
      <Foot onClose={onClose} onCheck={onCheck}>
        <Button onClick={() => open(importedAs)}>Open {importedAs}</Button>
      </Foot>
    )
  }
  if (refusal !== null && !begun) return <Refused view={view} enrolSigner={enrolSigner} onCheck={onCheck} onClose={onClose} />
  return <Import view={view} onBegin={() => setBegun(true)} onCheck={onCheck} onClose={onClose} open={open} />
}

interface ImportProps extends Omit<DecisionProps, 'enrolSigner'> {
  onBegin: () => void
  open: (record: string) => void
}

function Import({ view, onBegin, onCheck, onClose, open }: ImportProps) {
  const api = useApi()
  const person = useActingPerson()
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [job, setJob] = useState<string | null>(null)
  const start = useMutation(api.interop.import.mutationOptions({ onMutate: onBegin, onSuccess: (answer) => setJob(answer.job) }))
  const run = useJobRun<ImportedBundle>(job, ({ record }) => open(record))
  const missing = view.parties.filter((party) => toCompare(view, party) && !confirmed.includes(party.fingerprint))
  return (
    <>
      <PartyList view={view} confirmed={confirmed} onChange={setConfirmed} />
      <p className={classes.hint}>{consequences[view.bundle]}</p>
      {run.running && run.job !== undefined && <ProgressLine title={run.job.title} {...run.job.progress} onCancel={run.cancel} />}
      {(start.error ?? run.failure) !== null && <ErrorState error={start.error ?? run.failure} />}
      <Foot onClose={onClose} onCheck={onCheck}>
        {person === null ? (
          <Button onClick={() => askForSignIn()}>Sign in to import…</Button>
        ) : (
          <Button loading={start.isPending || run.running} disabled={missing.length > 0} onClick={() => start.mutate({ path: view.path, confirmed: [...confirmed] })}>
            Import
          </Button>
        )}
      </Foot>
    </>
  )
}

/** What keeps the bundle out stands above. That nobody knows the signer yet can be mended here. */
function Refused({ view: { answer, refusal }, enrolSigner: EnrolSigner, onCheck, onClose }: DecisionProps) {
  const api = useApi()
  const person = useActingPerson()
  const [enrolling, setEnrolling] = useState(false)
  const people = useQuery(api.identity.people.queryOptions()).data
  const stranger = answer !== null && refusal?.code === 'FORBIDDEN' && people !== undefined && !people.some(({ email }) => email === answer.signer.email) ? answer.signer : null
  return (
    <>
      <Foot onClose={onClose} onCheck={onCheck}>
        {stranger !== null && <Button onClick={() => (person === null ? askForSignIn() : setEnrolling(true))}>Enrol {stranger.name} with this key…</Button>}
      </Foot>
      {enrolling && person !== null && stranger !== null && <EnrolSigner signer={person} known={stranger} onClose={() => setEnrolling(false)} />}
    </>
  )
}

const consequences: Record<BundleView['bundle'], string> = {
  request:
    'Importing writes one entry, under your name, and keeps the file; nothing else of it comes in. Whoever signs the request here with their own key also cosigns the state of that ledger: they become its witness.',
  answer: 'Importing writes one entry, under your name, and keeps the file. From then on the signature counts for the request as if it had been given here.',
}

export function Foot({ onClose, onCheck, children }: { onClose: () => void; onCheck: (() => void) | null; children?: ReactNode }) {
  return (
    <div className={classes.end}>
      {onCheck !== null && (
        <Button variant="subtle" onClick={onCheck}>
          Only check it against this ledger
        </Button>
      )}
      <Button variant="default" onClick={onClose}>
        {children === undefined || children === false ? 'Close' : 'Do not import'}
      </Button>
      {children}
    </div>
  )
}
