import { Link } from '@tanstack/react-router'
import type { Move, Review } from '../../../shared/contract/reviews.ts'
import { reviewStates } from '../../../shared/states.ts'
import { formatCount } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { ReviewStateBadge } from './badges.tsx'
import classes from './reviews.module.css'

/** Every transition of every revision: each is an entry. The newest first. */
export function MovesPanel({ review }: { review: Review }) {
  return (
    <Panel title="What happened" aside={review.moves.length} padded={false}>
      <SimpleTable
        label="What happened"
        rows={review.moves.toReversed()}
        rowKey={({ seq }) => `${seq}`}
        empty={<p className={classes.none}>Nothing yet: it is a draft since it was opened.</p>}
        columns={[
          { id: 'to', header: 'became', rowHeader: true, cell: ({ to }) => <ReviewStateBadge state={to} /> },
          { id: 'why', header: 'from, by whom, why', wrap: true, cell: (move) => <Why move={move} /> },
          { id: 'revision', header: 'revision', align: 'end', cell: ({ revision }) => revision },
          { id: 'at', header: 'when', align: 'end', cell: ({ at }) => <Instant at={at} /> },
          { id: 'seq', header: 'entry', align: 'end', cell: ({ seq }) => <Link to={`/ledger/${seq}`}>{formatCount(seq)}</Link> },
        ]}
      />
    </Panel>
  )
}

function Why({ move: { from, by, actor, reason, trigger } }: { move: Move }) {
  return (
    <>
      <span className={classes.hint}>
        {reviewStates[from].word}; {by === 'system' ? 'by the program' : `by ${actor}`}
      </span>
      {reason && <div className={classes.prose}>{reason}</div>}
      {trigger !== null && (
        <div>
          {trigger.detail}
          {trigger.since !== null && (
            <>
              {' '}
              Since <Instant at={trigger.since} />.
            </>
          )}
        </div>
      )}
    </>
  )
}
