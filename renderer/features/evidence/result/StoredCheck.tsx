import type { CheckDetail } from '../../../../shared/contract/evidence.ts'
import { ForeignResult } from './foreign.ts'
import { StoredResult } from './StoredResult.tsx'
import classes from './result.module.css'

/** A result that another workspace recorded, as it came: its figures, how they came about, and their limits. */
export function StoredCheck({ check: { result, ...check } }: { check: CheckDetail }) {
  if (result === null) return <p>{check.erased}</p>
  return (
    <ForeignResult value>
      <div className={classes.foreign}>
        <StoredResult check={{ ...check, result }} />
      </div>
    </ForeignResult>
  )
}
