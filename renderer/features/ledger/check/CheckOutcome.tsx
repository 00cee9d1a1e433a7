import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FileCheck } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useFileChooser } from '../../../ui/files.tsx'
import { countOf, formatCount, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { SignedNotes } from '../../../ui/SignedNotes.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Findings } from '../Findings.tsx'
import { fileWords, outcomes } from './outcomes.ts'
import classes from './check.module.css'

/** What a file is, and whether it holds against this ledger. Where history forked, both signed notes stand side by side. */
export function CheckOutcome({ check, path }: { check: FileCheck; path: string }) {
  const { tone, word } = outcomes[check.outcome]
  const { entry, ours, theirs } = check
  return (
    <output className={classes.outcome}>
      <span>
        <StateBadge tone={tone}>{word}</StateBadge>
      </span>
      <p>{check.sentence}</p>
      <KeyValue
        labelWidth={84}
        items={[
          ['the file is', fileWords[check.file]],
          ['it covers', countOf(check.size, 'entry', 'entries')],
          ['its entry', entry !== null && <EntryState key="e" {...entry} />],
        ]}
      />
      {ours !== null && check.outcome === 'forked' ? <SignedNotes theirs={theirs} ours={ours} /> : <Mono text={theirs} label="signed note of the file" wrap maxHeight={160} />}
      <OwnFindings outcome={check.outcome} />
      {(check.outcome === 'forked' || check.outcome === 'ahead') && <SaveEvidence path={path} />}
    </output>
  )
}

/** A checkpoint can hold while something else of the ledger does not: whoever looks at the one has to see the other. */
function OwnFindings({ outcome }: { outcome: FileCheck['outcome'] }) {
  const api = useApi()
  const verification = useQuery(api.ledger.state.queryOptions()).data?.lastVerification
  if (!verification || verification.findings.length === 0) return null
  return (
    <section className={classes.findings} aria-label="Findings of this ledger">
      <p>
        <strong>{outcome === 'holds' ? 'The checkpoint holds, but this ledger is not intact.' : 'This ledger is not intact either.'}</strong> Its last verification, {formatExact(verification.verifiedAt)}, found:
      </p>
      <Findings findings={verification.findings} />
    </section>
  )
}

function EntryState({ seq, holds }: { seq: number; holds: boolean }) {
  return (
    <>
      <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link> <StateBadge tone={holds ? 'good' : 'bad'}>{holds ? 'is the one that stands here' : 'is not the one that stands here'}</StateBadge>
    </>
  )
}

/** Both signed notes in one file, for whoever has to be shown that history was rewritten. */
function SaveEvidence({ path }: { path: string }) {
  const api = useApi()
  const choose = useFileChooser()
  const save = useMutation(api.ledger.saveEvidence.mutationOptions())
  const ask = async () => {
    const out = await choose({ kind: 'save', title: 'Save both signed notes', defaultPath: 'two-signed-checkpoints.txt' })
    if (out !== null) save.mutate({ path, out })
  }
  return (
    <>
      <p className={classes.quiet}>Both states were signed by the log of this ledger. Together they prove that one of them is not its history: keep the pair, and do not sign here until it is explained.</p>
      <div className={classes.actions}>
        <Button loading={save.isPending} onClick={() => void ask()}>
          Save both signed notes…
        </Button>
        {save.data !== undefined && <span className={classes.quiet}>Saved as {save.data.path}</span>}
      </div>
      {save.error !== null && <ErrorState error={save.error} kept="Nothing was written." />}
    </>
  )
}
