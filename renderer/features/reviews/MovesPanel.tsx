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
          { id: 'to', header: 'became', rowHeader: true, width: '196px', cell: ({ to }) => <ReviewStateBadge state={to} /> },
          { id: 'why', header: 'from, by whom, why', wrap: true, cell: (move) => <Why move={move} /> },
          { id: 'revision', header: 'revision', align: 'end', width: '84px', cell: ({ revision }) => revision },
        ]}
      />
    </Panel>
  )
}

function Why({ move: { from, by, actor, reason, trigger, at, seq } }: { move: Move }) {
  return (
    <>
      {reviewStates[from].word}; {by === 'system' ? 'by the program' : `by ${actor}`}
      <div className={classes.hint}>
        <Instant at={at} /> · <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
      </div>
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
