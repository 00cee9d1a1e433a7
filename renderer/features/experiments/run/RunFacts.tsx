import { Link } from '@tanstack/react-router'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { Instant } from '../../../ui/Instant.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { isoOf, isOpen, sealOf, sourceWords, tookOf } from '../words.tsx'
import classes from '../experiments.module.css'

const Entry = ({ seq }: { seq: number }) => <Link to={`/ledger/${seq}`}>entry {seq.toLocaleString('en')}</Link>
const when = (ms: number | null) => (ms === null ? 'not known' : <Instant at={isoOf(ms)} />)

export function AboutPanel({ run }: { run: RunDetail }) {
  return (
    <Panel title="About this run">
      <KeyValue
        labelWidth={96}
        items={[
          ['Experiment', <Link key="e" to={`/experiments/${run.experiment}`}>{run.experimentName}</Link>],
          ['Began', when(run.startedMs)],
          ['Ended', isOpen(run) ? 'not yet' : when(run.endedMs)],
          ['Took', !isOpen(run) && tookOf(run)],
          ['Its clock', run.clockNote],
          ['Logged by', run.person],
          ['User', run.userName !== '' && run.userName !== run.person && run.userName],
          ['Came by', sourceWords[run.source]],
          ['Client', run.client],
          ['First entry', run.startedSeq === null ? 'not in this ledger: it was imported' : <Entry key="s" seq={run.startedSeq} />],
          ['Run', <Digest key="i" value={run.id} label="run id" />],
        ]}
      />
    </Panel>
  )
}

const sealColumns: SimpleColumn<RunDetail['versions'][number]>[] = [
  { id: 'number', header: 'seal', rowHeader: true, cell: ({ number, seq }) => <>{number}, <Entry seq={seq} /></> },
  { id: 'at', header: 'when', cell: ({ at }) => <Instant at={at} /> },
  { id: 'sha256', header: 'SHA-256', cell: ({ sha256 }) => <Digest value={sha256} /> },
]

const sayings = {
  'not sealed': 'It is not sealed yet: the ledger holds that it began. Finishing it seals what was logged.',
  'changed since': 'It was written on after its newest seal. Finishing it seals it again, and both seals stay.',
  sealed: 'It is as it was sealed.',
} as const

/** Every seal that it got, newest first. */
export function SealsPanel({ run }: { run: RunDetail }) {
  const word = sealOf({ ...run, discarded: false }).word as keyof typeof sayings
  return (
    <Panel title="Seals" aside={run.versions.length || undefined} padded={false}>
      <p className={classes.slot} style={{ margin: 0 }}>{sayings[word]}</p>
      {run.versions.length > 0 && <SimpleTable label="Seals of this run" columns={sealColumns} rows={run.versions} rowKey={({ number }) => String(number)} />}
    </Panel>
  )
}

export function SetAsidePanel({ because: { seq, at, by, reason } }: { because: NonNullable<RunDetail['discardedFor']> }) {
  return (
    <Panel title="Set aside">
      <p style={{ marginTop: 0, whiteSpace: 'pre-line' }}>{reason}</p>
      <p className={classes.note}>
        {by}, <Instant at={at} />, <Entry seq={seq} />. It stays, and can be restored.
      </p>
    </Panel>
  )
}
