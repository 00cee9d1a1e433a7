import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Recovery } from '../../../../shared/contract/backups.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useFileChooser } from '../../../ui/files.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useOpenWorkspace } from '../opening.ts'
import { RestoreDialog } from '../restore/RestoreDialog.tsx'
import type { CheckFile } from './RecoveryPage.tsx'
import { SuccessorDialog } from './SuccessorDialog.tsx'
import classes from '../workspace.module.css'

/** Every way out, the one that loses least first. */
export function WaysOut({ recovery, checkFile }: { recovery: Recovery; checkFile: CheckFile }) {
  const { elsewhere, standing } = recovery
  return (
    <Panel title="Ways out" padded={false}>
      <ol className={classes.ways}>
        {elsewhere !== null && <OtherCopy dir={elsewhere} />}
        {standing.newer.map((newer) => (newer.kind === 'workspace' ? <NewerWorkspace key={newer.path} {...newer} /> : <NewerBackup key={newer.path} {...newer} />))}
        <LogKey />
        <AnotherBackup />
        <Checkpoint checkFile={checkFile} />
        <Successor successor={recovery.successor} />
      </ol>
    </Panel>
  )
}

function Way({ title, text, error, children }: { title: string; text: ReactNode; error?: unknown; children: ReactNode }) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
        {error !== undefined && error !== null && <ErrorState error={error} kept="This workspace stays open as it is." />}
      </div>
      <div className={classes.wayActs}>{children}</div>
    </li>
  )
}

const Path = ({ children }: { children: string }) => <code className={classes.path}>{children}</code>

/** Opens a folder and begins at its overview. */
function useOpening() {
  const navigate = useNavigate()
  const open = useOpenWorkspace()
  return { ...open, go: (dir: string) => open.mutate({ dir }, { onSuccess: () => void navigate({ to: '/' }) }) }
}

function OtherCopy({ dir }: { dir: string }) {
  const api = useApi()
  const open = useOpening()
  const here = useMutation(api.backups.continueHere.mutationOptions())
  return (
    <Way title="Choose which copy goes on" text={<>The copy in <Path>{dir}</Path> takes the entries now. Open it, or go on here: then that one takes no more, also where it is open at this moment.</>} error={open.error ?? here.error}>
      <Button loading={open.isPending} onClick={() => open.go(dir)}>
        Open the other copy
      </Button>
      <Button variant="default" loading={here.isPending} onClick={() => here.mutate(undefined)}>
        Go on here
      </Button>
    </Way>
  )
}

function NewerWorkspace({ path, size }: { path: string; size: number }) {
  const open = useOpening()
  return (
    <Way title="Open the newer copy" text={<>The workspace in <Path>{path}</Path> has {formatCount(size)} entries.</>} error={open.error}>
      <Button loading={open.isPending} onClick={() => open.go(path)}>
        Open the newer copy
      </Button>
    </Way>
  )
}

function NewerBackup({ path, size }: { path: string; size: number }) {
  return (
    <Way title="Restore a newer backup" text={<>The backup <Path>{path}</Path> has {formatCount(size)} entries.</>}>
      <Restore label="Restore it…" file={path} />
    </Way>
  )
}

function AnotherBackup() {
  return (
    <Way title="Restore another backup" text="Where a newer backup lies on a drive or another computer that this program does not know of.">
      <Restore label="Choose a backup…" />
    </Way>
  )
}

function Restore({ label, file }: { label: string; file?: string }) {
  const api = useApi()
  const [asking, setAsking] = useState(false)
  const suggestedDir = useQuery(api.workspace.state.queryOptions()).data?.suggestedDir ?? ''
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && <RestoreDialog {...(file !== undefined && { file })} suggestedDir={suggestedDir} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Shown only where the key is what is missing. */
function LogKey() {
  const api = useApi()
  const key = useQuery(api.custody.logKey.queryOptions())
  if (key.data?.place !== 'elsewhere') return null
  return (
    <Way title="Bring the log key" text="The key that signs this ledger is not on this computer. Export it where the workspace was used last, and import it here.">
      <Button variant="default" component={Link} to="/ledger/integrity">
        To the log key
      </Button>
    </Way>
  )
}

function Checkpoint({ checkFile: CheckDialog }: { checkFile: CheckFile }) {
  const choose = useFileChooser()
  const [path, setPath] = useState<string | null>(null)
  const ask = async () => setPath(await choose({ kind: 'file', title: 'Check a file against this ledger' }))
  return (
    <Way title="Check against a checkpoint" text="A dossier, a checkpoint or a cosignature that left this computer tells which of two states is the true one.">
      <Button variant="default" onClick={() => void ask()}>
        Check a file…
      </Button>
      {path !== null && <CheckDialog path={path} name={path.split(/[/\\]/).at(-1) ?? path} onClose={() => setPath(null)} />}
    </Way>
  )
}

function Successor({ successor }: { successor: Recovery['successor'] }) {
  const person = useActingPerson()
  const [asking, setAsking] = useState(false)
  return (
    <Way title="Continue as a successor workspace" text={successor.sentence}>
      <Button variant="default" disabled={!successor.possible} onClick={() => (person === null ? askForSignIn() : setAsking(true))}>
        Begin a successor…
      </Button>
      {asking && person !== null && <SuccessorDialog signer={person} signers={successor.signers} onClose={() => setAsking(false)} />}
    </Way>
  )
}
