import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { UseCase } from '../../../shared/contract/catalog.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import { euClassTitles, tierWords } from '../../../shared/tiering-words.ts'
import { useApi } from '../../api/provider.tsx'
import { useTierMark } from '../../api/tier-mark.ts'
import { Digest } from '../../ui/Digest.tsx'
import { formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './reviews.module.css'

/** What is asked, for what, by whom, and the digests that a signature speaks of. */
export function RequestPanel({ review }: { review: Review }) {
  const api = useApi()
  const useCase = useQuery(api.catalog.useCase.queryOptions({ input: { id: review.useCase } })).data
  const { name, number } = parseRef(review.version)
  return (
    <Panel title="What it is" aside={<Link to={`/ledger/${review.seq}`}>entry {formatCount(review.seq)}</Link>}>
      <KeyValue
        labelWidth={86}
        items={[
          ['version', <Link key="v" to={`/models/${name}/${number}`}>{review.version}</Link>],
          ['use case', <Link key="u" to={`/use-cases/${review.useCase}`}>{review.useCaseName}</Link>],
          ['purpose', useCase && <span key="p" className={classes.prose}>{useCase.purpose}</span>],
          ['tier', <Tier key="t" review={review} useCase={useCase} />],
          ['policy', `${review.policy.title} (${review.policy.id} ${review.policy.version})`],
          ['manifest', <Digest key="m" value={review.manifestHash} label="manifest digest" whole />],
          ['evidence', <Digest key="e" value={review.evidenceHash} label="evidence digest" whole />],
          ['authors', review.authors.join(', ')],
          ['owner', review.owner],
          ['requested', `${formatExact(review.requestedAt)}, by ${review.requestedByName}`],
          ['message', review.message ? <span key="t" className={classes.prose}>{review.message}</span> : null],
        ]}
      />
    </Panel>
  )
}

/** The tier that the request is held to, and where it comes from. */
function Tier({ review: { tier, useCase: id }, useCase }: { review: Review; useCase: UseCase | undefined }) {
  const mark = useTierMark(id)
  if (useCase === undefined) return <>{tierWords(tier)}</>
  const { assessed, tierReasons, tier: now } = useCase
  return (
    <>
      {tierWords(tier)} {mark && <StateBadge tone={mark.tone}>{mark.word}</StateBadge>}
      <div className={classes.hint}>
        {assessed === null ? `Stated at registration${tierReasons === '' ? ', without reasons' : `: ${tierReasons}`}` : <Assessed assessed={assessed} />}
        {now !== tier && ` It is tier ${now} now; this request keeps the tier that it was submitted under.`}
      </div>
    </>
  )
}

function Assessed({ assessed: { seq, by, computed, overridden, eu } }: { assessed: NonNullable<UseCase['assessed']> }) {
  return (
    <>
      Assessed by {by}, <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
      {overridden ? `; set by hand, the answers come to ${computed === null ? 'none' : `tier ${computed}`}` : '; as the answers come to'}. EU AI Act: {euClassTitles[eu]}.
    </>
  )
}
