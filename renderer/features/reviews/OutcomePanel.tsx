import { Link } from '@tanstack/react-router'
import type { Review } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import { isLive, requestStates } from '../../../shared/review-machine.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ReviewStateBadge } from './badges.tsx'
import { toReason } from './wording.ts'
import classes from './reviews.module.css'

/** What became of a request that is no longer open, why, and what can be done next. */
export function OutcomePanel({ review }: { review: Review }) {
  const { name, number } = parseRef(review.version)
  return (
    <Panel title="Outcome" aside={<ReviewStateBadge state={review.state} />}>
      <div className={classes.outcome}>
        <p className={classes.lead}>{toReason(review)}</p>
        <p>{requestStates[review.state].meaning}</p>
        {isLive(review.state) && (
          <p>
            <Link to="/reports/dossier" search={{ version: review.version } as never}>
              Make the dossier
            </Link>
          </p>
        )}
        {requestStates[review.state].terminal && (
          <p>
            What was signed stays in the ledger. A new request can be made on the page of <Link to={`/models/${name}/${number}/review`}>{review.version}</Link>.
          </p>
        )}
      </div>
    </Panel>
  )
}
