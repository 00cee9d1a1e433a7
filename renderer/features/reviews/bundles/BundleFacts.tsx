import type { BundleView } from '../../../../shared/contract/interop.ts'
import { formatBytes, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { EvidenceBadges } from '../badges.tsx'
import { decisionWords } from '../wording.ts'
import classes from '../reviews.module.css'

/** As the signed text says it: an instant, and the signer's offset in brackets. */
function timeOf(signedAt: string): string {
  const instant = signedAt.split(' ')[0] ?? ''
  return Number.isNaN(Date.parse(instant)) ? signedAt : formatExact(instant)
}

/** What came, who asks or answers, and about what. */
export function BundleFacts({ view }: { view: BundleView }) {
  const { bundle, request, answer, ledger, bytes, exportedAt } = view
  return (
    <>
      <KeyValue
        labelWidth={84}
        items={[
          ['it is', <StateBadge key="b" tone="info">{bundle === 'request' ? 'a request to review and sign' : 'the answer to a request'}</StateBadge>],
          ['asks', request !== null && `${request.requestedByName}, ${formatExact(request.requestedAt)}`],
          ['about', request !== null && `${request.version} for ${request.useCaseName}, tier ${request.tier} (${request.id} there)`],
          ['evidence', request !== null && (request.evidence.length === 0 ? 'none' : <EvidenceBadges key="e" evidence={request.evidence} />)],
          ['message', request?.message ? <span key="t" className={classes.prose}>{request.message}</span> : null],
          ['answers', answer !== null && `${answer.signer.name} ${decisionWords[answer.decision]} ${answer.review}, ${timeOf(answer.signedAt)}`],
          ['from', ledger.name],
          ['origin', <code key="o" className={classes.origin}>{ledger.origin}</code>],
          ['file', `${formatBytes(bytes)}, written ${formatExact(exportedAt)}`],
        ]}
      />
      {answer !== null && <Mono text={answer.note} label={`signed text of ${answer.signer.name}`} wrap maxHeight={170} />}
    </>
  )
}
