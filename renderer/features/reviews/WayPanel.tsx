import type { Review } from '../../../shared/contract/reviews.ts'
import { isOpen } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Symbol } from '../../ui/Symbol.tsx'
import type { Tone } from '../../ui/tone.ts'
import { type Step, toWay } from './way.ts'
import classes from './way.module.css'

/** Where the request stands on its way, and what keeps it there. */
export function WayPanel({ review }: { review: Review }) {
  return (
    <Panel title="The way so far" aside={review.revision > 1 ? `revision ${review.revision}; the ones before it are below` : 'revision 1'}>
      <ol className={classes.way} aria-label="States of this revision">
        {toWay(review).map((step, at) => (
          <li key={`${step.state} ${at}`} data-standing={step.standing} data-tone={toneOf(step)} aria-current={step.standing === 'now' ? 'step' : undefined}>
            <span className={classes.word}>
              <Symbol tone={toneOf(step)} />
              {reviewStates[step.state].word}
            </span>
            <span className={classes.when}>{step.at === null || step.standing === 'to come' ? 'to come' : <When step={step} />}</span>
          </li>
        ))}
      </ol>
      {isOpen(review.state) && <p className={classes.reason}>{review.stateReason}</p>}
      {review.blocked.length > 0 && (
        <ul className={classes.blocked} aria-label="What keeps it from going on">
          {review.blocked.map((sentence) => (
            <li key={sentence}>
              <Symbol tone="bad" />
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const toneOf = ({ state, standing }: Step): Tone => (standing === 'done' ? 'good' : standing === 'now' ? reviewStates[state].tone : 'void')

const When = ({ step: { standing, at } }: { step: Step }) => (
  <>
    {standing === 'now' ? 'now, since ' : 'done, '}
    <Instant at={at ?? ''} show={standing === 'now' ? 'minute' : 'day'} />
  </>
)
