import { Link } from '@tanstack/react-router'
import type { Review } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import { useTierMark } from '../../api/tier-mark.ts'
import { Digest } from '../../ui/Digest.tsx'
import { formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './reviews.module.css'

/** What was submitted, by whom, and the digests it froze. */
export function RequestPanel({ review }: { review: Review }) {
  const { name, number } = parseRef(review.version)
  const mark = useTierMark(review.useCase)
  return (
    <Panel title="Request" aside={<Link to={`/ledger/${review.seq}`}>entry {formatCount(review.seq)}</Link>}>
      <KeyValue
        labelWidth={86}
        items={[
          ['version', <Link key="v" to={`/models/${name}/${number}`}>{review.version}</Link>],
          ['use case', <span key="u"><Link to={`/use-cases/${review.useCase}`}>{review.useCaseName}</Link>, tier {review.tier} {mark && <StateBadge tone={mark.tone}>{mark.word}</StateBadge>}</span>],
          ['manifest', <Digest key="m" value={review.manifestHash} label="manifest digest" whole />],
          ['evidence', <Digest key="e" value={review.evidenceHash} label="evidence digest" whole />],
          ['authors', review.authors.join(', ')],
          ['requested', `${formatExact(review.requestedAt)}, by ${review.requestedByName}`],
          ['message', review.message ? <span key="t" className={classes.prose}>{review.message}</span> : null],
        ]}
      />
    </Panel>
  )
}
