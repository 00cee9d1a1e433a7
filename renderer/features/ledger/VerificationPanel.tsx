import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { AuditTrail, Verification } from '../../../shared/contract/ledger.ts'
import { resultOf, useCancelJob, useJob } from '../../api/jobs.ts'
import { useApi } from '../../api/provider.tsx'
import { ledgerVerdictStates } from '../../api/states.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { countOf, formatCount, formatDay, formatDuration, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Findings } from './Findings.tsx'

const levels: Record<Verification['level'], string> = {
  open: 'head, tail and witnesses, as at every opening',
  leaves: 'every leaf, node and root',
  full: 'every leaf, node, root, canonical form and signature',
}

/** The verification of the address (`?job=`), else the one that runs, else the last that ended. */
export function VerificationPanel() {
  const api = useApi()
  const { job: asked } = useSearch({ strict: false }) as { job?: string }
  const jobs = useQuery(api.jobs.list.queryOptions()).data ?? []
  const id = jobs.find(({ kind, state }) => kind === 'verify' && state === 'running')?.id ?? asked ?? null
  const job = useJob(id).data
  const cancel = useCancelJob()
  const ledger = useQuery(api.ledger.state.queryOptions()).data
  const last = ledger?.lastVerification ?? null
  const result = resultOf<Verification>(job) ?? last
  const trail = useQuery(api.ledger.auditTrail.queryOptions()).data
  const before = trail?.last ?? null
  if (job?.state === 'running') {
    return (
      <Panel title="Verification">
        <ProgressLine title={job.title} {...job.progress} onCancel={() => cancel.mutate({ id: job.id })} />
      </Panel>
    )
  }
  return (
    <Panel title="Verification" padded={false}>
      {job?.state === 'failed' && <ErrorState error={job.error} kept="The ledger was only read." />}
      {result === null ? <EmptyState title="Not verified since the workspace was opened.">{before === null ? 'Choose “Verify now”.' : `In full on ${formatExact(before.verifiedAt)}, over ${countOf(before.size, 'entry', 'entries')}: ${ledgerVerdictStates[before.verdict].word}.`}</EmptyState> : <Result result={result} size={ledger?.size ?? result.size} />}
      {trail?.demand && <Demand demand={trail.demand} />}
    </Panel>
  )
}

/** How often the policy wants it. */
const Demand = ({ demand: { late, dueAt, sentence } }: { demand: NonNullable<AuditTrail['demand']> }) => (
  <div style={{ padding: '10px 12px', borderTop: '1px solid var(--cs-line)' }}>
    <StateBadge tone={late ? 'caution' : 'void'}>{late ? 'overdue' : `due ${formatDay(dueAt)}`}</StateBadge> {sentence}
  </div>
)

function Result({ result, size }: { result: Verification; size: number }) {
  const { tone, word } = ledgerVerdictStates[result.verdict]
  return (
    <>
      <div style={{ padding: '10px 12px' }}>
        <KeyValue
          items={[
            ['verdict', <StateBadge key="v" tone={tone}>{word}</StateBadge>],
            ['checked', levels[result.level]],
            ['entries', size > result.size ? `${formatCount(result.size)}, ${formatCount(size - result.size)} appended since` : formatCount(result.size)],
            ['when', `${formatExact(result.verifiedAt)}, in ${formatDuration(result.durationMs)}`],
            ['erased', result.redacted.length > 0 && <StateBadge key="r" tone="void">{countOf(result.redacted.length, 'item')} erased on purpose, with a reason and a signature</StateBadge>],
            ['findings', result.findings.length === 0 ? 'none' : countOf(result.findings.length, 'finding')],
          ]}
        />
      </div>
      {result.findings.length > 0 && <Findings findings={result.findings} />}
    </>
  )
}
