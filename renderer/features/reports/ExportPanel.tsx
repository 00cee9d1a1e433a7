import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Report } from '../../../shared/contract/reports.ts'
import { resultOf, useCancelJob, useJob } from '../../api/jobs.ts'
import { useApi, useConnection } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Digest } from '../../ui/Digest.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { VerifierOffer } from '../../ui/VerifierOffer.tsx'
import classes from './reports.module.css'

interface ExportPanelProps {
  version: string
  versions: readonly string[]
  onVersion: (version: string) => void
  job: string | null
  onJob: (job: string) => void
}

const filters = [{ name: 'PDF', extensions: ['pdf'] }]

export function ExportPanel({ version, versions, onVersion, job: jobId, onJob }: ExportPanelProps) {
  const api = useApi()
  const person = useActingPerson()
  const [out, setOut] = useState('')
  const [sentTo, setSentTo] = useState('')
  const job = useJob(jobId).data
  const cancel = useCancelJob()
  const start = useMutation(api.reports.exportDossier.mutationOptions({ onSuccess: (answer) => onJob(answer.job) }))
  const report = resultOf<Report>(job)
  const send = () => {
    if (person === null) return askForSignIn()
    setSentTo(out)
    start.mutate({ version, out })
  }
  return (
    <Panel title="Export">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Select label="Version" placeholder="Choose a version" data={versions} value={version || null} onChange={(next) => onVersion(next ?? '')} searchable />
        <FileField
          label="Write to"
          kind="save"
          filters={filters}
          defaultPath={version === '' ? 'dossier.pdf' : `${version.replace('@', '-')}.pdf`}
          value={out}
          onChange={setOut}
          description="A PDF file on this computer. The export itself becomes the next entry, with the digest of the file."
        />
        <div>
          <Button type="submit" disabled={version === '' || out === ''} loading={start.isPending || job?.state === 'running'}>
            Export the dossier
          </Button>
        </div>
        {job?.state === 'running' && <ProgressLine title={job.title} {...job.progress} onCancel={() => cancel.mutate({ id: job.id })} />}
        {start.error !== null && <ErrorState error={start.error} kept="Nothing was written and nothing was recorded." />}
        {job?.state === 'failed' && <ErrorState error={job.error} kept="The export was not recorded in the ledger." />}
        {report !== undefined && report.version === version && <Exported report={report} path={sentTo} />}
      </form>
    </Panel>
  )
}

function Exported({ report, path }: { report: Report; path: string }) {
  const { bridge } = useConnection()
  const api = useApi()
  const verifier = useMutation(api.ledger.saveVerifier.mutationOptions())
  return (
    <output className={classes.exported}>
      <StateBadge tone="good">exported</StateBadge>
      <KeyValue
        labelWidth={76}
        items={[
          ['file', path === '' ? report.fileName : path],
          ['size', formatBytes(report.bytes)],
          ['SHA-256', <Digest key="d" value={report.sha256} label="SHA-256" whole />],
          ['recorded', <Link key="e" to={`/ledger/${report.seq}`}>entry {formatCount(report.seq)}</Link>],
        ]}
      />
      {bridge !== null && path !== '' && (
        <Button variant="default" onClick={() => void bridge.showItem(path)}>
          Show in folder
        </Button>
      )}
      {path !== '' && <VerifierOffer path={verifier.data?.path} busy={verifier.isPending} error={verifier.error} onSave={() => verifier.mutate({ beside: path })} />}
    </output>
  )
}
