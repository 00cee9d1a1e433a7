import type { Permission } from '../../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../../shared/review-machine.ts'
import { type Refusal, toRefusals } from '../acts.ts'
import classes from '../reviews.module.css'

/** What this person may not do, and why; `open` where it is all there is to say. */
export function Refusals({ permissions, state, open }: { permissions: readonly Permission[]; state: RequestState; open: boolean }) {
  const { now, later } = toRefusals(permissions, state)
  if (now.length === 0 && later.length === 0) return null
  return (
    <>
      {open && <Reasons refusals={now} />}
      {(!open || later.length > 0) && (
        <details className={classes.more}>
          <summary>What else there is, and why not now</summary>
          <Reasons refusals={open ? later : [...now, ...later]} />
        </details>
      )}
    </>
  )
}

function Reasons({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <dl className={classes.why}>
      {refusals.map(({ title, why }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  )
}
