import { Link } from '@tanstack/react-router'
import type { ForeignRequestDetail } from '../../../../shared/contract/interop.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatCount, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { EvidenceTable } from '../EvidencePanel.tsx'
import { decisionWords } from '../wording.ts'
import classes from '../reviews.module.css'

interface Part {
  detail: ForeignRequestDetail
}

/** What was submitted there, and what it is known by. */
export function ForeignRequestPanel({ detail: { request, ledger, seq, by } }: Part) {
  return (
    <Panel title="Request" aside={<Link to={`/ledger/${seq}`}>imported as entry {formatCount(seq)}</Link>}>
      <KeyValue
        labelWidth={86}
        items={[
          ['from', `${ledger.name}, ${countOf(ledger.size, 'entry', 'entries')} as of the file`],
          ['its key', <Digest key="k" value={ledger.fingerprint} label="fingerprint of the other ledger" whole />],
          ['imported', `by ${by}`],
          ['use case', `${request.useCaseName}, tier ${request.tier}`],
          ['manifest', <Digest key="m" value={request.manifestHash} label="manifest digest" whole />],
          ['evidence', <Digest key="e" value={request.evidenceHash} label="evidence digest" whole />],
          ['authors', request.authors.join(', ')],
          ['requested', `${formatExact(request.requestedAt)}, by ${request.requestedByName}`],
          ['signed there', request.signatures.length > 0 && request.signatures.map(({ name, decision, at }) => `${decisionWords[decision]} by ${name}, ${formatExact(at)}`).join('; ')],
          ['message', request.message ? <span key="t" className={classes.prose}>{request.message}</span> : null],
        ]}
      />
    </Panel>
  )
}

/** Verdicts and digests as they were frozen there; nothing is computed again here. */
export const ForeignEvidencePanel = ({ detail: { request, checks } }: Part) => <EvidenceTable review={request} lineOf={({ id }) => lineOf(id, checks)} />

const lineOf = (id: string, checks: ForeignRequestDetail['checks']): string => {
  const found = checks.find((check) => check.id === id)
  return found === undefined ? id : `${id}: ${found.kind} over ${found.scope.join(', ')}, ${countOf(found.rowsUsed, 'row')}`
}
